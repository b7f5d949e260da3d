/** Memory's own files: torn, damaged, foreign, replaced. */
import { appendFile, readFile, stat, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { openChoices } from "../../../../electron/memory/choices";
import { openLines } from "../../../../electron/memory/lines";
import { Vectors } from "../../../../electron/memory/vectors";
import { EMBEDDING_SIZE } from "../../../../shared/inference/embedding";
import { temporaryFolder } from "../storage/support";

const schema = z.object({ n: z.number(), text: z.string() });
const line = fc.record({ n: fc.integer(), text: fc.string({ unit: "binary", maxLength: 40 }) });

describe("lines", () => {
  test("wherever the file is torn, whole lines are read and the next one stands by itself", async () => {
    const file = path.join(await temporaryFolder(), "lines.jsonl");
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 6 }), fc.nat(), async (lines, at) => {
        await writeFile(file, "");
        const first = await openLines(file, schema);
        await first.file.append(lines);
        await first.file.close();
        const whole = await readFile(file);
        const length = at % (whole.length + 1);
        await truncate(file, length);
        const breaks = whole.subarray(0, length).filter((byte) => byte === 0x0a).length;

        const opened = await openLines(file, schema);
        expect(opened.damaged).toBe(0);
        expect(opened.lines).toHaveLength(breaks);
        await opened.file.append([{ n: 7, text: "next" }]);
        await opened.file.close();
        const again = await openLines(file, schema);
        await again.file.close();
        expect(again.lines).toEqual([...opened.lines, { n: 7, text: "next" }]);
      }),
      { numRuns: 60 },
    );
  });

  test("damaged lines are counted and passed over; replacing leaves nothing of the old", async () => {
    const file = path.join(await temporaryFolder(), "lines.jsonl");
    await writeFile(file, '{"n":1,"text":"a"}\nnonsense\n{"n":"2"}\n\n{"n":3,"text":"c"}\n');
    const { file: opened, lines, damaged, existed } = await openLines(file, schema);
    expect({ lines: lines.map(({ n }) => n), damaged, existed }).toEqual({
      lines: [1, 3],
      damaged: 2,
      existed: true,
    });
    await opened.replace([{ n: 4, text: "d" }]);
    await opened.append([{ n: 5, text: "e" }], { forced: true });
    await opened.close();
    expect(await readFile(file, "utf8")).toBe('{"n":4,"text":"d"}\n{"n":5,"text":"e"}\n');
  });

  test("appends asked for at once are written in order", async () => {
    const file = path.join(await temporaryFolder(), "lines.jsonl");
    const { file: opened } = await openLines(file, schema);
    const many = Array.from({ length: 50 }, (_, n) => ({ n, text: "x".repeat(n * 97) }));
    await Promise.all(many.map((one) => opened.append([one])));
    await opened.close();
    const { lines, file: again } = await openLines(file, schema);
    await again.close();
    expect(lines).toEqual(many);
  });
});

describe("choices", () => {
  test("the last word counts, and stays", async () => {
    const file = path.join(await temporaryFolder(), "choices.jsonl");
    const op = fc.constantFrom("pin" as const, "unpin" as const, "forget" as const, "recover" as const);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(op, fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1 })), { maxLength: 12 }),
        async (said) => {
          await writeFile(file, "");
          const choices = await openChoices(file);
          const pinned = new Set<string>();
          const forgotten = new Set<string>();
          for (const [what, ids] of said) {
            await choices.decide(what, ids);
            const set = what === "pin" || what === "unpin" ? pinned : forgotten;
            for (const id of ids) what === "pin" || what === "forget" ? set.add(id) : set.delete(id);
          }
          await choices.close();
          const again = await openChoices(file);
          await again.close();
          for (const from of [choices, again]) {
            for (const id of ["a", "b", "c"]) {
              expect([from.isPinned(id), from.isForgotten(id)]).toEqual([pinned.has(id), forgotten.has(id)]);
            }
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  test("a long story is told shortly at the next start, unless a line of it is damaged", async () => {
    const file = path.join(await temporaryFolder(), "choices.jsonl");
    const story = Array.from(
      { length: 2_500 },
      (_, n) => `{"op":"${n % 2 === 0 ? "pin" : "unpin"}","ids":["a"]}\n`,
    ).join("");
    await writeFile(file, `${story}{"op":"forget","ids":["b"]}\nnonsense\n`);
    await (await openChoices(file)).close();
    expect(await readFile(file, "utf8")).toContain("nonsense");
    await writeFile(file, `${story}{"op":"forget","ids":["b"]}\n`);
    const choices = await openChoices(file);
    await choices.close();
    expect((await readFile(file, "utf8")).split("\n")).toHaveLength(3);
    expect([choices.isPinned("a"), choices.isForgotten("b")]).toEqual([false, true]);
  });
});

describe("vectors", () => {
  const unit = (seed: number) => {
    const raw = Float32Array.from({ length: EMBEDDING_SIZE }, (_, place) => Math.sin(seed * 31 + place));
    const length = Math.hypot(...raw);
    return raw.map((value) => value / length);
  };

  test("are kept once a text, to the bit, and survive a torn end", async () => {
    const file = path.join(await temporaryFolder(), "vectors.bin");
    const vectors = await Vectors.open(file, "one");
    await vectors.add(["a", "b"], [unit(1), unit(2)]);
    await vectors.add(["a", "c"], [unit(9), unit(3)]);
    await vectors.close();
    const { size } = await stat(file);
    await truncate(file, size - 5);
    const torn = await Vectors.open(file, "one");
    expect(torn.of("a")).toEqual(unit(1));
    expect(torn.of("b")).toEqual(unit(2));
    expect(torn.of("c")).toBeUndefined();
    await torn.add(["c"], [unit(3)]);
    await torn.close();
    const again = await Vectors.open(file, "one");
    expect(again.of("c")).toEqual(unit(3));
    await again.close();
  });

  test("of another model, and what a power cut left blank, are not used", async () => {
    const file = path.join(await temporaryFolder(), "vectors.bin");
    const vectors = await Vectors.open(file, "one");
    await vectors.add(["a"], [unit(1)]);
    await vectors.close();
    await appendFile(file, Buffer.alloc(16 + EMBEDDING_SIZE * 4));
    const blank = await Vectors.open(file, "one");
    expect(blank.of("a")).toEqual(unit(1));
    await blank.close();
    const other = await Vectors.open(file, "two");
    expect(other.of("a")).toBeUndefined();
    await other.close();
    expect((await stat(file)).size).toBe(32);
  });
});
