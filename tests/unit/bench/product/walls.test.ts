/** What judges in the bench is known to nobody in the product: a loop that could ask its judge would learn to please it. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { readTree, top } from "../../../contract/support/tree";

const product = readTree(["shared", "electron", "renderer", "scripts", "skills"]);
const bench = readTree(["bench"]);

/** Files of a tree that import something below `folder`, by whatever kind of import. */
function importersOf(folder: string, tree: ReadonlyMap<string, string | null>): readonly string[] {
  return [...tree].flatMap(([file, source]) => {
    const imports = (source ?? "").matchAll(/(?:from|import|require)\s*\(?\s*["'](\.[^"']+)["']/g);
    const targets = [...imports].map(([, to = ""]) => path.posix.join(path.posix.dirname(file), to));
    return targets.some((target) => target === folder || target.startsWith(`${folder}/`)) ? [file] : [];
  });
}

test("nothing outside bench/ imports anything of it", () => {
  expect(importersOf("bench", product)).toEqual([]);
  const breach = new Map([
    ["electron/agent/loop.ts", `const { openJudge } = await import("../../bench/judge/index");`],
    ["electron/agent/memory.ts", `import { Bench } from "./bench/other";`],
  ]);
  expect(importersOf("bench", breach)).toEqual(["electron/agent/loop.ts"]);
});

test("in bench/ the independent judge is imported by name nowhere: policies cannot reach it", () => {
  const others = new Map([...bench].filter(([file]) => !file.startsWith("bench/judge/")));
  expect(others.has("bench/product/policies/studio.ts")).toBe(true);
  expect(importersOf("bench/judge", others)).toEqual([]);
});

const judge = new Map([...bench].filter(([file]) => file.startsWith("bench/judge/")));

test("the judge looks with nothing the loop looks with: no file of it imports the detector's readers", () => {
  const eyes = ["detector-config", "two-stage", "naming", "framing", "open", "see"];
  const borrowed = eyes.flatMap((name) => importersOf(`electron/inference/vision/${name}`, judge));
  expect(judge.has("bench/judge/index.ts")).toBe(true);
  expect(borrowed).toEqual([]);
  const breach = new Map([
    ["bench/judge/a.ts", `import { Vision } from "../../electron/inference/vision/see";`],
  ]);
  expect(importersOf("electron/inference/vision/see", breach)).toEqual(["bench/judge/a.ts"]);
});

/** Files that name the folder with the judge's weights, however they would open them. */
const namersOfWeights = (tree: ReadonlyMap<string, string | null>) =>
  [...tree].flatMap(([file, source]) => (/judge[/\\]model/.test(source ?? "") ? [file] : []));

test("the judge's weights are opened by nobody but the judge", () => {
  const others = new Map([...product, ...[...bench].filter(([file]) => !judge.has(file))]);
  expect(namersOfWeights(others)).toEqual([]);
  expect(namersOfWeights(new Map([["electron/a.ts", `open("bench/judge/model/reader.onnx")`]]))).toHaveLength(
    1,
  );
});

/** Python modules of a folder and their sources. */
function modulesOf(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(path.join(top, folder)).filter((file) => file.endsWith(".py"));
  return new Map(
    files.map((file) => [file.slice(0, -3), readFileSync(path.join(top, folder, file), "utf8")]),
  );
}

test("the judge's networks are trained by code of their own: with the detector's they share sprites and the world", () => {
  const own = modulesOf("training/judge");
  const detectors = modulesOf("training/detector");
  const used = [...own.values()].flatMap((source) => [...source.matchAll(/^(?:from|import) (\w+)/gm)]);
  const borrowed = new Set(
    used.map(([, name = ""]) => name).filter((name) => detectors.has(name) && !own.has(name)),
  );
  expect([...borrowed].sort()).toEqual(["bank", "paint", "world"]);
});
