/** kill -9 at random points: what the designer decided is kept, and lessons are those of the journals. */
import path from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Memory } from "../../../../electron/memory";
import { openRunsFolder } from "../../../../electron/storage";
import { EMBEDDING_SIZE } from "../../../../shared/inference/embedding";
import { temporaryFolder } from "../storage/support";
import { buildVictim, moment, type Victim } from "../victim";

let victim: Victim;

beforeAll(async () => {
  victim = await buildVictim(fileURLToPath(new URL("kill-child.ts", import.meta.url)));
}, 60_000);

afterAll(() => victim.remove());

async function opened(data: string): Promise<Memory> {
  const faults: unknown[] = [];
  const memory = await Memory.open({
    folder: path.join(data, "memory"),
    runs: await openRunsFolder(data),
    embed: async (texts) =>
      texts.map(() => new Float32Array(EMBEDDING_SIZE).fill(1 / Math.sqrt(EMBEDDING_SIZE))),
    isLive: () => false,
    consolidateFrom: 100_000,
    onChanged: () => undefined,
    onFault: (error) => faults.push(error),
  });
  await memory.settled();
  expect(faults).toEqual([]);
  return memory;
}

describe("memory killed without warning", () => {
  it("keeps every pin and everything forgotten, and tells the journals' lessons", {
    timeout: 120_000,
  }, async () => {
    const lives = fc.sample(fc.array(moment, { minLength: 3, maxLength: 3 }), {
      numRuns: 4,
      seed: 20_261_122,
    });
    const page = { query: "", limit: 500, offset: 0 };
    for (const moments of lives) {
      const data = await temporaryFolder();
      const done: string[] = [];
      for (const [life, when] of moments.entries()) {
        done.push(...(await victim.killAt(when, data, `life${life}x`)));
        const memory = await opened(data);
        const kept = new Map(
          (await memory.list(page)).lessons.flatMap((one) => one.ids.map((id) => [id, one])),
        );
        const forgotten = new Set(
          (await memory.list({ ...page, forgotten: true })).lessons.flatMap(({ ids }) => ids),
        );
        for (const [what, id = ""] of done.map((line) => line.split(" "))) {
          if (what === "pin") expect(kept.get(id)?.pinned, id).toBe(true);
          if (what === "forget") expect([forgotten.has(id), kept.has(id)], id).toEqual([true, false]);
          if (what === "run") expect(kept.has(`${id}-1`), id).toBe(true);
        }
        // The victim may have put near duplicates together, which this memory does not do: lessons count, not groups.
        const told = async () => (await memory.list(page)).lessons.flatMap(({ ids }) => ids).sort();
        const before = await told();
        await memory.rebuild();
        expect(await told()).toEqual(before);
        await memory.close();
      }
    }
  });
});
