import fc from "fast-check";
import { expect, test } from "vitest";
import { inFlight } from "../../../../../electron/agent/language/pool";

test("every item is done once, never more than the limit at a time", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(4), { maxLength: 40 }),
      fc.integer({ min: 1, max: 12 }),
      async (turns, limit) => {
        let running = 0;
        let most = 0;
        const task = async (index: number) => {
          running += 1;
          most = Math.max(most, running);
          for (let turn = 0; turn <= (turns[index] ?? 0); turn += 1) await Promise.resolve();
          running -= 1;
          return index;
        };
        const items = turns.map((_, index) => index);
        const done: number[] = [];
        for await (const result of inFlight(items, limit, task)) done.push(result);
        expect([...done].sort((a, b) => a - b)).toEqual(items);
        expect(most).toBe(Math.min(limit, items.length));
      },
    ),
  );
});

test("results come as they are ready", async () => {
  const doors = new Map<number, () => void>();
  const task = (item: number) => new Promise<number>((resolve) => doors.set(item, () => resolve(item)));
  const results = inFlight([1, 2, 3], 3, task);
  const first = results.next();
  doors.get(2)?.();
  expect((await first).value).toBe(2);
  const second = results.next();
  doors.get(3)?.();
  expect((await second).value).toBe(3);
  doors.get(1)?.();
  expect((await results.next()).value).toBe(1);
  expect((await results.next()).done).toBe(true);
});
