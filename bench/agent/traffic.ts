/** The way both policies reach the servers: the platform's own fetch, with the benchmark's clock held meanwhile. */
import type { VirtualClock } from "./virtual-clock";

/** Tells a server on whose behalf it waits. */
export const REQUEST_HEADER = "x-bench-request";

/** A fetch that reads its answer whole before it returns, so that no byte is under way while time passes. */
export function timedFetch(clock: VirtualClock): typeof fetch {
  return (input, init) =>
    clock.request(async (id) => {
      const headers = new Headers(init?.headers);
      headers.set(REQUEST_HEADER, String(id));
      const response = await fetch(input, { ...init, headers });
      const body = await response.arrayBuffer();
      const { status, statusText } = response;
      return new Response(body, { status, statusText, headers: response.headers });
    });
}
