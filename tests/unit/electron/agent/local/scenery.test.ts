/** A world that also knows what may lie behind everything, and words of its own for sizes. */
import { afterEach, expect, it, vi } from "vitest";

const WORLD = "../../../../../shared/flatland/world.json";
const backdrops = [
  { id: "night", words: ["at night", "night sky"] },
  { id: "beach", words: ["beach", "on the beach", "by the sea"] },
];
const sizes = [
  { name: "huge", words: ["gargantuan"] },
  { name: "endless", words: ["endless"] },
];

/** The local grammar over the world with these lists besides its own. */
async function grammarOf(lists: Record<string, unknown>) {
  vi.resetModules();
  vi.doMock(WORLD, async (original) => {
    const { default: world } = await original<{ default: object }>();
    return { default: { ...world, ...lists } };
  });
  const { decompose } = await import("../../../../../electron/agent/local/decomposer");
  const { readPrompt } = await import("../../../../../electron/agent/local/grammar");
  const { concludedPrompt } = await import("../../../../../electron/agent/local/conclusion");
  return {
    kinds: (prompt: string) => readPrompt(prompt).groups.map(({ kind }) => kind),
    leftovers: (prompt: string) => readPrompt(prompt).leftovers.map(({ kind, text }) => `${kind}: ${text}`),
    asked: (prompt: string) => decompose(prompt).map(({ kind, check }) => `${kind} ${check?.type}`),
    told: (prompt: string) => concludedPrompt(readPrompt(prompt)),
    sizes: (prompt: string) => readPrompt(prompt).groups.map(({ size }) => size),
  };
}

afterEach(() => {
  vi.doUnmock(WORLD);
  vi.resetModules();
});

it.each([
  ["two cats at night", "at night", "backdrop"],
  ["At night, two cats", "At night", "backdrop"],
  ["two cats on the beach", "on the beach", "backdrop"],
  ["two cats, by the sea", "by the sea", "backdrop"],
  ["two cats on a sunny beach", "on a sunny beach", "uncheckable"],
  ["two cats in front of a beach", "in front of a beach", "backdrop"],
])("%s: scenery is no thing among the cats", async (prompt, scenery, check) => {
  const { kinds, leftovers, asked } = await grammarOf({ backdrops });
  expect(kinds(prompt)).toEqual(["cat"]);
  expect(leftovers(prompt)).toEqual([`style: ${scenery}`]);
  expect(asked(prompt)).toEqual(["object object", "count count", `style ${check}`]);
});

it("stays in what the engine is told, where unknown words would keep it from being told anything", async () => {
  const prompt = "two cats and twice as many dogs, at night";
  const knowing = await grammarOf({ backdrops });
  expect(knowing.told(prompt)).toBe("two cats, and four dogs, at night");
  const plain = await grammarOf({ backdrops: [] });
  expect(plain.told("two cats and twice as many dogs, by the sea")).toBeNull();
});

it("without such a list the same words are as unknown as ever", async () => {
  const { kinds } = await grammarOf({ backdrops: [] });
  expect(kinds("a cat in front of a beach")).toEqual(["cat", "beach"]);
});

it("the world's own words for sizes are read; sizes nobody can measure are not", async () => {
  const { sizes: read } = await grammarOf({ sizes });
  expect(read("a gargantuan cat and an endless dog")).toEqual(["huge", null]);
});

it.each([["soon"], [[{ id: "night" }]], [{ night: ["at night"] }], [[{ words: [""] }]]])(
  "a list of another form is no list: %j",
  async (odd) => {
    const { kinds, leftovers } = await grammarOf({ backdrops: odd, sizes: odd });
    expect(kinds("two cats")).toEqual(["cat"]);
    expect(leftovers("two cats")).toEqual([]);
  },
);
