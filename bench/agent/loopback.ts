/** The HTTP side of the benchmark's servers: real sockets on this machine, bodies counted as they arrive. */
import { createServer, type IncomingMessage } from "node:http";
import { REQUEST_HEADER } from "./traffic";

export interface Asked {
  readonly route: string;
  readonly query: URLSearchParams;
  readonly body: Uint8Array;
  /** Of the body, and of the address's query. */
  readonly bytes: number;
  readonly request: number;
}

export interface Answered {
  readonly status: number;
  readonly type: string;
  readonly body: Uint8Array | string;
}

export interface Loopback {
  readonly origin: string;
  readonly close: () => Promise<void>;
}

/** Answers with status 500 and the words of what `answer` throws: a benchmark's faults must not look like results. */
export async function startLoopback(answer: (asked: Asked) => Promise<Answered>): Promise<Loopback> {
  const server = createServer((incoming, response) => {
    void read(incoming)
      .then(answer)
      .catch((error: unknown) => json(500, { error: { message: String(error) } }))
      .then(({ status, type, body }) => response.writeHead(status, { "content-type": type }).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function json(status: number, value: unknown): Answered {
  return { status, type: "application/json", body: JSON.stringify(value) };
}

async function read(incoming: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const url = new URL(incoming.url ?? "/", "http://loopback");
  return {
    route: `${incoming.method} ${url.pathname}`,
    query: url.searchParams,
    body,
    bytes: body.length + url.search.length,
    request: Number(incoming.headers[REQUEST_HEADER] ?? 0),
  };
}
