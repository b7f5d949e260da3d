/** Readers of other people's suites, on samples written for these tests in the suites' formats. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openSuite, suiteNames } from "../../../../bench/product/suites";
import { csvLine, readCsv } from "../../../../bench/product/suites/csv";
import { decompose } from "../../../../electron/agent/local/decomposer";
import world from "../../../../shared/flatland/world.json";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "gems-suites-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, ...lines: readonly (string | object)[]): string {
  const place = path.join(folder, name);
  const text = lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n");
  writeFileSync(place, `${text}\n`);
  return place;
}

const checks = (name: string, place: string) =>
  openSuite(name, place).tasks.map(({ atoms }) => atoms.map(({ check }) => check));

test("One-thing: every noun once, the same each time, and nothing else is asked", () => {
  const { tasks, digest } = openSuite("one-thing", undefined);
  expect(tasks).toHaveLength(world.nouns.length);
  expect(openSuite("one-thing", undefined).digest).toBe(digest);
  expect(new Set(tasks.flatMap(({ atoms }) => atoms.map(({ check }) => check.type)))).toEqual(
    new Set(["object", "count", "attribute"]),
  );
  for (const { prompt, atoms } of tasks) {
    const read = decompose(prompt).map(({ check }) => check);
    expect(read).toEqual(atoms.map(({ check }) => check));
  }
});

test("GenEval2: questions become checks, its own count of facts stays", () => {
  const place = file("dev.jsonl", {
    prompt: "five red sheeps jumping over a glass clock behind a dog",
    atom_count: 6,
    vqa_list: [
      ["How many sheeps are in the image?", "five"],
      ["Are the sheeps red?", "Yes"],
      ["Are there any clocks in the image?", "Yes"],
      ["Is the clock behind the dog?", "Yes"],
      ["Are the sheeps jumping over the clock?", "Yes"],
      ["Is the sky orange?", "Yes"],
    ],
    skills: ["count", "attribute", "object", "position", "verb", "attribute"],
  });
  const { tasks } = openSuite("geneval2", place);
  expect(tasks[0]?.atomicity).toBe(6);
  expect(tasks[0]?.tags).toEqual(["count", "attribute", "object", "position", "verb"]);
  expect(checks("geneval2", place)[0]).toEqual([
    { type: "count", of: { kind: "sheep" }, count: 5 },
    { type: "attribute", of: { kind: "sheep" }, finish: "red" },
    { type: "object", of: { kind: "clock" } },
    { type: "relation", relation: "behind", subject: { kind: "clock" }, object: { kind: "dog" } },
    { type: "verb", verb: "jumping-over", subject: { kind: "sheep" }, object: { kind: "clock" } },
    { type: "uncheckable", reason: expect.stringContaining("Is the sky orange?") },
  ]);
});

test("GenEval: inclusions, exact numbers where more are excluded, colours, positions", () => {
  const place = file(
    "evaluation_metadata.jsonl",
    {
      tag: "counting",
      include: [{ class: "clock", count: 3 }],
      exclude: [{ class: "clock", count: 4 }],
      prompt: "a photo of three clocks",
    },
    {
      tag: "position",
      include: [
        { class: "dog", count: 1 },
        { class: "bicycle", count: 1, color: "red", position: ["left of", 0] },
      ],
      prompt: "a photo of a red bicycle left of a dog",
    },
    { tag: "single_object", include: [{ class: "toaster", count: 1 }], prompt: "a photo of a toaster" },
  );
  const [counting, position, stranger] = checks("geneval", place);
  expect(counting).toEqual([
    { type: "object", of: { kind: "clock" } },
    { type: "count", of: { kind: "clock" }, count: 3 },
  ]);
  expect(position).toEqual([
    { type: "object", of: { kind: "dog" } },
    { type: "object", of: { kind: "bicycle" } },
    { type: "attribute", of: { kind: "bicycle" }, finish: "red" },
    { type: "relation", relation: "left-of", subject: { kind: "bicycle" }, object: { kind: "dog" } },
  ]);
  expect(stranger?.map(({ type }) => type)).toEqual(["uncheckable"]);
});

test("T2I-CompBench: a prompt a line, the file's name is the category", () => {
  file("color_val.txt", "a green bird and a red car", "", "a blue dog");
  file("spatial_val.txt", "a cat on the left of a chair");
  const { tasks } = openSuite("compbench", folder);
  expect(tasks.map(({ id, tags }) => [id, tags])).toEqual([
    ["color_val-1", ["color"]],
    ["color_val-2", ["color"]],
    ["spatial_val-1", ["spatial"]],
  ]);
  expect(tasks[0]?.atoms.map(({ check }) => check)).toContainEqual({
    type: "attribute",
    of: { kind: "bird" },
    finish: "green",
  });
});

test("DPG: rows of one item are one prompt, whose text stands in the first", () => {
  const place = file(
    "dpg_bench.csv",
    "item_id,text,keywords,proposition_id,dependency,category_broad,category_detailed,tuple,question_natural_language",
    '7,"A cat, asleep, beside a ""blue"" jar.",cat,1,0,entity,whole,entity - whole (cat),Is there a cat?',
    '7,"A cat, asleep, beside a ""blue"" jar.",cat,2,1,attribute,state,"attribute - state (cat, asleep)","Is the cat asleep, really?"',
    "8,A dog.,,1,0,entity,whole,entity - whole (dog),Is there a dog?",
  );
  const { tasks } = openSuite("dpg", place);
  expect(tasks.map(({ id, prompt }) => [id, prompt])).toEqual([
    ["7", 'A cat, asleep, beside a "blue" jar.'],
    ["8", "A dog."],
  ]);
  expect(tasks[0]?.atoms.map(({ question }) => question)).toEqual([
    "Is there a cat?",
    "Is the cat asleep, really?",
  ]);
  expect(tasks[0]?.tags).toEqual(["entity", "attribute"]);
});

test("LongText: the wanted texts, or those in the prompt's quotes", () => {
  const place = file(
    "text_prompts.jsonl",
    { prompt: "A sign", text: ["Open all day", "Closed at night"], prompt_id: 4, category: "sign" },
    { prompt: "A note that says “buy milk”" },
  );
  const { tasks } = openSuite("longtext", place);
  expect(tasks[0]?.id).toBe("text_prompts-4");
  expect(tasks.map(({ atoms }) => atoms.map(({ check }) => check))).toEqual([
    [
      { type: "text", text: "Open all day" },
      { type: "text", text: "Closed at night" },
    ],
    [{ type: "text", text: "buy milk" }],
  ]);
});

test.each(suiteNames.filter((name) => name !== "studio-300" && name !== "one-thing"))(
  "%s says what to bring when its file is not there",
  (name) => {
    expect(() => openSuite(name, undefined)).toThrow(/--file.*Wanted/s);
    expect(() => openSuite(name, path.join(folder, "nowhere"))).toThrow(/There is no .*nowhere/);
  },
);

test("a line that is off is named by its place", () => {
  const place = file(
    "dev.jsonl",
    { prompt: "a dog", atom_count: 1, vqa_list: [["a?", "Yes"]], skills: [] },
    "{oops",
  );
  expect(() => openSuite("geneval2", place)).toThrow(/dev:2 is no JSON/);
  const other = file("other.jsonl", { prompt: "a dog", atom_count: 1, vqa_list: [], skills: [] });
  expect(() => openSuite("geneval2", other)).toThrow(/other:1: vqa_list/);
});

test("another version of a suite has another digest", () => {
  const one = openSuite("longtext", file("a.jsonl", { prompt: "x", text: "A" }));
  const two = openSuite("longtext", file("a.jsonl", { prompt: "x", text: "B" }));
  expect(one.digest).not.toBe(two.digest);
});

test("comma-separated values come back as they were written", () => {
  const cells = ['a "b"', "c,d", "two\nlines", "", "5"];
  expect(readCsv(`${csvLine(["v", "w", "x", "y", "z"])}\r\n${csvLine(cells)}`)).toEqual([
    { v: 'a "b"', w: "c,d", x: "two\nlines", y: "", z: "5" },
  ]);
  expect(() => readCsv('a\n"never closed')).toThrow(/never closed/);
});
