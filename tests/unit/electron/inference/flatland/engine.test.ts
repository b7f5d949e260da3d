import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InferenceSession } from "onnxruntime-node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FlatlandEngine } from "../../../../../electron/inference/flatland/engine";
import { backdropNames, type Scene } from "../../../../../shared/flatland/scene";
import world from "../../../../../shared/flatland/world.json";

const folder = join(__dirname, "../../../../../models/flatland");
const createSession = (file: string) => InferenceSession.create(file, { intraOpNumThreads: 1 });
let engine: FlatlandEngine;

beforeAll(async () => {
  engine = await FlatlandEngine.load(folder, { createSession });
});

const compose = async (prompt: string, seed = 7, temperature = 0) =>
  (await engine.compose(prompt, { seed, temperature })).scene;

/** "2 black cat, 1 lettering" in alphabetical order. */
function tally({ objects }: Scene): string {
  const counts = new Map<string, number>();
  for (const { kind, finish } of objects) {
    const name = finish === null ? kind : `${finish} ${kind}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .map(([name, count]) => `${count} ${name}`)
    .sort()
    .join(", ");
}

describe("FlatlandEngine.compose", () => {
  it.each([
    ["a cat", "1 cat"],
    ["two black cats", "2 black cat"],
    ["three wooden chairs", "3 wooden chair"],
    ["four pigs and a red car", "1 red car, 4 pig"],
    ["five chairs to the right of a metal candle", "1 metal candle, 5 chair"],
    ["a dog chasing two rabbits", "1 dog, 1 speed-lines, 2 rabbit"],
  ])("draws what %j asks for when it takes its likeliest choices", async (prompt, expected) => {
    expect(tally(await compose(prompt))).toBe(expected);
  });

  it.each([
    ["a dog", "plain"],
    ["a dog on the grass", "ground"],
    ["a dog on the beach", "beach"],
    ["a dog at night", "night"],
    ["a dog in a room", "room"],
    ["a dog in the city", "city"],
  ])("draws one thing in front of any backdrop: %j", async (prompt, backdrop) => {
    for (const seed of [1, 2, 3, 4]) {
      const scene = await compose(prompt, seed, 0.5);
      expect(tally(scene)).toBe("1 dog");
      if (backdrop !== "plain") expect(scene.backdrop).toBe(backdrop);
    }
  });

  it("puts the subject where the relation says", async () => {
    const { objects } = await compose("a blue car to the left of a zebra");
    const x = (kind: string) => objects.find((object) => object.kind === kind)?.x ?? Number.NaN;
    expect(x("car")).toBeLessThan(x("zebra"));
  });

  it("spells quoted text exactly", async () => {
    const { objects } = await compose('a sign that says "Fresh BREAD, daily" above two bagels');
    expect(objects.filter(({ kind }) => kind === "lettering").map(({ text }) => text)).toEqual([
      "Fresh BREAD, daily",
    ]);
    expect(objects.filter(({ kind }) => kind === "bagel")).toHaveLength(2);
    expect(objects.filter(({ kind }) => kind === "bagel").every((bagel) => !("text" in bagel))).toBe(true);
  });

  it("repeats a scene for the same seed and varies it with another", async () => {
    const prompt = "three giraffes and two yellow umbrellas";
    const first = await compose(prompt, 11, 1);
    expect(await compose(prompt, 11, 1)).toEqual(first);
    const others = await Promise.all([12, 13, 14, 15].map((seed) => compose(prompt, seed, 1)));
    expect(new Set([first, ...others].map((scene) => JSON.stringify(scene.objects))).size).toBeGreaterThan(2);
    expect(new Set([first, ...others].map((scene) => scene.styleSeed)).size).toBe(5);
  });

  it("uses only names of the world and stays within the canvas, in painter's order, whatever the prompt", async () => {
    const kinds = new Set([...world.nouns.map(({ name }) => name), ...world.props]);
    const finishes = new Set<string | null>([null, ...world.finishes.map(({ name }) => name)]);
    const prompts = [
      "",
      "???",
      "seven seven seven lions",
      "qtext1",
      `"a" "b" "c" "d" ${"striped cats ".repeat(90)}`,
    ];
    for (const [seed, prompt] of prompts.entries()) {
      const scene = await compose(prompt, seed, 2);
      expect(backdropNames).toContain(scene.backdrop);
      expect(scene.objects.length).toBeLessThanOrEqual(24);
      for (const { kind, finish, x, y, size } of scene.objects) {
        expect(kinds).toContain(kind);
        expect(finishes).toContain(finish);
        expect(Math.min(x - size / 2, y - size / 2, 1 - x - size / 2, 1 - y - size / 2)).toBeGreaterThan(
          -1e-9,
        );
      }
      const bases = scene.objects
        .filter(({ kind }) => kind !== "lettering")
        .map(({ y, size }) => y + size / 2);
      expect(bases).toEqual([...bases].sort((a, b) => a - b));
    }
  });

  it("draws no lettering when nothing is quoted", async () => {
    for (const seed of [1, 2, 3, 4]) {
      const { objects } = await compose("a sign that says hello", seed, 1.5);
      expect(objects.every(({ kind }) => kind !== "lettering")).toBe(true);
    }
  });

  it("names the words it does not know", async () => {
    const { unknownWords } = await engine.compose("a cat riding a wyvern", { seed: 1, temperature: 1 });
    expect(unknownWords).toEqual(["riding", "wyvern"]);
    expect(engine.unknownWordsOf("two cats")).toEqual([]);
  });

  it("knows every name of the world, and all numbers", () => {
    const names = [
      ...world.nouns.flatMap(({ name, plural, also }) => [name, plural, ...also]),
      ...world.finishes.flatMap(({ name, also }) => [name, ...also]),
      ...[...world.relations, ...world.verbs].flatMap(({ phrases }) => phrases),
      ...Object.keys(world.numbers),
      "1 2 3 4 5 6 7",
    ];
    expect(engine.unknownWordsOf(names.join(", "))).toEqual([]);
    expect(engine.vocabulary).not.toContain("<unk>");
    expect(engine.vocabulary).toContain("giraffes");
  });

  it("reports progress that grows to at most 1", async () => {
    const seen: number[] = [];
    await engine.compose("seven pigs", {
      seed: 1,
      temperature: 0,
      onProgress: (fraction) => seen.push(fraction),
    });
    expect(seen.length).toBeGreaterThan(3);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(Math.max(...seen)).toBeLessThanOrEqual(1);
  });

  it("stops between two objects when cancelled", async () => {
    const controller = new AbortController();
    const placed: string[] = [];
    const onProgress = (_: number, label: string) => {
      placed.push(label);
      if (placed.length === 2) controller.abort();
    };
    const running = engine.compose("seven pigs", {
      seed: 1,
      temperature: 0,
      signal: controller.signal,
      onProgress,
    });
    await expect(running).rejects.toMatchObject({ name: "StudioError", code: "cancelled" });
    expect(placed).toEqual(["1 placed", "2 placed"]);
  });

  it.each([
    { seed: -1, temperature: 1 },
    { seed: 0.5, temperature: 1 },
    { seed: 1, temperature: Number.NaN },
    { seed: 1, temperature: -0.1 },
  ])("refuses $seed as seed with $temperature as temperature", async (options) => {
    await expect(engine.compose("a cat", options)).rejects.toMatchObject({ code: "bad-input" });
  });
});

describe("FlatlandEngine.load", () => {
  const made: string[] = [];
  afterAll(() => Promise.all(made.map((path) => rm(path, { recursive: true }))));

  it.each([
    ["is missing", null],
    ["is no JSON", "{"],
    ["is of another format", '{"format":2}'],
  ])("says so when the configuration %s", async (_, contents) => {
    const path = await mkdtemp(join(tmpdir(), "flatland-"));
    made.push(path);
    if (contents !== null) await writeFile(join(path, "config.json"), contents);
    await expect(FlatlandEngine.load(path, { createSession })).rejects.toMatchObject({
      code: "model-invalid",
    });
  });
});
