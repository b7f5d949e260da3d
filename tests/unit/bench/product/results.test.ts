import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { seedOf, turnsOf } from "../../../../bench/product/measure";
import { policiesOf } from "../../../../bench/product/policies";
import { type Header, openResults } from "../../../../bench/product/results";
import { suiteOf } from "../../../../bench/product/suites/digest";
import { rowOf, taskOf } from "./made";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "gems-results-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const header: Header = {
  v: 1,
  suite: "s",
  digest: "d",
  seed: 7,
  rounds: 5,
  generator: "flatland",
  roles: "local",
  lessons: 40,
  judge: null,
};

test("what was finished is there when it is opened again", () => {
  const first = openResults(folder, header, false);
  first.add(rowOf("ours", "a", [0.9, 0.8], 2));
  first.close();
  const again = openResults(folder, header, true);
  expect(again.rows).toEqual([rowOf("ours", "a", [0.9, 0.8], 2)]);
  again.add(rowOf("ours", "b", [0.1, 0.2], 1));
  again.close();
  expect(readFileSync(path.join(folder, "results.jsonl"), "utf8").trim().split("\n")).toHaveLength(2);
});

test("a line torn by a power cut is cut away, whatever letters it ends in", () => {
  const first = openResults(folder, header, false);
  first.add(rowOf("ours", "ä", [0.9, 0.8], 2));
  first.close();
  const file = path.join(folder, "results.jsonl");
  const whole = readFileSync(file, "utf8");
  appendFileSync(file, '{"policy":"ours","task":"é');
  const again = openResults(folder, header, true);
  expect(again.rows.map(({ task }) => task)).toEqual(["ä"]);
  again.close();
  expect(readFileSync(file, "utf8")).toBe(whole);
});

test("results are neither overwritten nor mixed with others", () => {
  openResults(folder, header, false).close();
  expect(() => openResults(folder, header, false)).toThrow(/--resume/);
  expect(() => openResults(folder, { ...header, seed: 8 }, true)).toThrow(/seed 7, not 8/);
  expect(() => openResults(folder, { ...header, digest: "e" }, true)).toThrow(/digest/);
});

test("only what is missing is played, and each prompt keeps its seed", () => {
  const tasks = ["a", "b", "c"].map((id) => taskOf(id));
  const policies = policiesOf("single, ours");
  const turns = turnsOf(tasks, policies, [rowOf("ours", "a", [1, 1], 1), rowOf("single", "b", [1, 1], 1)]);
  expect(turns.map(({ policy, task }) => `${policy} ${task}`)).toEqual([
    "single a",
    "ours b",
    "single c",
    "ours c",
  ]);
  const suite = suiteOf("s", tasks);
  const [, second] = tasks;
  expect(second === undefined ? null : seedOf(suite, second, 7)).toBe(7926);
});

test("policies are named exactly", () => {
  expect(policiesOf("best-of-3,reference,ours-no-memory").map(({ name }) => name)).toEqual([
    "best-of-3",
    "reference",
    "ours-no-memory",
  ]);
  expect(() => policiesOf("theirs")).toThrow(/no policy "theirs".*single/);
  expect(() => policiesOf("ours,ours")).toThrow(/named twice/);
  expect(() => policiesOf("best-of-99")).toThrow(/2 to 8/);
  expect(() => policiesOf("")).toThrow(/Which policy/);
});
