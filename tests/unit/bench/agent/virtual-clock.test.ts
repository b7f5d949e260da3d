import { expect, test } from "vitest";
import { json, startLoopback } from "../../../../bench/agent/loopback";
import { timedFetch } from "../../../../bench/agent/traffic";
import { createVirtualClock } from "../../../../bench/agent/virtual-clock";

test("sleepers wake in the order they are due, and time goes by only with them", async () => {
  const clock = createVirtualClock();
  const seen: [string, number][] = [];
  const nap = async (name: string, seconds: number) => {
    await clock.sleep(seconds);
    seen.push([name, clock.now()]);
  };
  await clock.run(async () => {
    await Promise.all([nap("c", 3), nap("a", 1), nap("b", 2)]);
    await nap("d", 4);
  });
  expect(seen).toEqual([
    ["a", 1],
    ["b", 2],
    ["c", 3],
    ["d", 7],
  ]);
});

test("time stands still while somebody computes", async () => {
  const clock = createVirtualClock();
  let finish: () => void = () => undefined;
  const work = new Promise<void>((resolve) => {
    finish = resolve;
  });
  let awake = false;
  await clock.run(async () => {
    const nap = clock.sleep(5).then(() => {
      awake = true;
    });
    await clock.still(async () => {
      for (let turn = 0; turn < 100; turn++) await new Promise((resolve) => setImmediate(resolve));
      expect(awake).toBe(false);
      finish();
      await work;
    });
    await nap;
  });
  expect(clock.now()).toBe(5);
});

async function serverThatTakes(seconds: (n: number) => number) {
  const clock = createVirtualClock();
  let n = 0;
  const server = await startLoopback(async ({ request, bytes }) => {
    await clock.sleep(seconds(n++), request);
    return json(200, { bytes });
  });
  return { clock, server, ask: timedFetch(clock) };
}

test("requests one after the other add up, requests at the same time do not", async () => {
  const { clock, server, ask } = await serverThatTakes(() => 2);
  await clock.run(async () => {
    for (let at = 0; at < 3; at++) await ask(server.origin);
  });
  expect(clock.now()).toBe(6);
  await clock.run(() => Promise.all(Array.from({ length: 8 }, () => ask(server.origin))));
  expect(clock.now()).toBe(8);
  await server.close();
});

test("nobody waits for a request that was broken off", async () => {
  const { clock, server, ask } = await serverThatTakes((n) => (n === 0 ? 1_000 : 1));
  const controller = new AbortController();
  await clock.run(async () => {
    const given = ask(server.origin, { signal: controller.signal }).catch(() => "broken off");
    await ask(server.origin);
    controller.abort();
    expect(await given).toBe("broken off");
    await ask(server.origin);
  });
  expect(clock.now()).toBe(2);
  await server.close();
});

test("the server counts the bytes of body and query", async () => {
  const { clock, server, ask } = await serverThatTakes(() => 0);
  const answer = await clock.run(async () =>
    (await ask(`${server.origin}/x?prompt=cat`, { method: "POST", body: "12345" })).json(),
  );
  expect(answer).toEqual({ bytes: "12345".length + "?prompt=cat".length });
  await server.close();
});
