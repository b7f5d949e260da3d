/** Judges on real drawings of the real engine. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ownEyes, probabilityOf } from "../../../../bench/product/judging/eyes";
import { independentJudge, judgeFor } from "../../../../bench/product/judging/independent";
import { sceneTruth } from "../../../../bench/product/judging/scene";
import { numbered } from "../../../../bench/product/suites/atoms";
import { atomsOf } from "../../../../bench/suites/studio-300/notation";
import { localVerifier } from "../../../../electron/agent/local/verifier";
import type { Drawn } from "../../../../electron/inference/protocol";
import type { Criterion } from "../../../../shared/run/criteria";
import { openRealEngine, requireModel } from "../../electron/inference/real-worker";

requireModel("flatland");
requireModel("flatland-detector");
const { engine } = openRealEngine();
const context = { signal: new AbortController().signal, onProgress: () => undefined };
let drawn: Drawn;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "gems-judge-"));
  drawn = await engine.draw({ prompt: "a black cat", seed: 7, temperature: 0.3, size: 1024 }, context);
}, 120_000);
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await engine.close();
});

const atoms = atomsOf("1 cat:black; no dog; 2 horse");

test("the scene behind a drawing is told as it is, without any doubt", () => {
  expect(sceneTruth(drawn.svg, atoms)).toEqual([1, 1, 1, 1, 0, 0]);
  expect(sceneTruth(null, atoms)).toBeNull();
});

test("the loop's own eyes say what the verifier says, and never pass for independent", async () => {
  const eyes = ownEyes(engine);
  expect(eyes.independent).toBe(false);
  const criteria = atoms.map((atom): Criterion => ({ ...atom, enabled: true, origin: "decomposer" }));
  const input = { image: drawn.png, criteria, prompt: "a black cat" };
  const states: string[] = [];
  const quiet = { signal: context.signal, onUsage: () => undefined };
  for await (const { state } of localVerifier(engine).verify(input, quiet)) states.push(state);
  const judged = await eyes.judge(drawn.png, atoms);
  expect(judged.map((p) => (p === null || p === 0.5 ? "unclear" : p > 0.5 ? "pass" : "fail"))).toEqual(
    states,
  );
  expect(judged.slice(-3).map((p) => p !== null && p > 0.5)).toEqual([true, false, false]);
  const beyond = numbered([
    { question: "Is it art?", kind: "other", check: { type: "uncheckable", reason: "Taste." }, weight: 1 },
  ]);
  expect(await eyes.judge(drawn.png, beyond)).toEqual([null]);
});

test("doubt is even odds, what is beyond the eyes is no odds at all", () => {
  const finding = { answer: "", evidence: [] };
  expect(probabilityOf({ ...finding, state: "pass", confidence: 0.9 })).toBe(0.9);
  expect(probabilityOf({ ...finding, state: "fail", confidence: 0.75 })).toBe(0.25);
  expect(probabilityOf({ ...finding, state: "unclear", confidence: 0.4 })).toBe(0.5);
  expect(probabilityOf({ ...finding, state: "unclear", confidence: 0 })).toBeNull();
});

test("an independent judge is taken where there is one, and nothing else passes for one", async () => {
  expect(await independentJudge(path.join(folder, "none"))).toBeNull();
  const module = (name: string, text: string) => {
    const place = mkdtempSync(path.join(folder, name));
    writeFileSync(path.join(place, "index.ts"), text);
    return place;
  };
  const good = module(
    "good",
    `class Net { name = "net"; independent = true; sure = 0.25; async judge(image, atoms) { return atoms.map(() => this.sure); } }
     export const openJudge = async () => new Net();`,
  );
  const judge = await independentJudge(good);
  expect(judge?.independent).toBe(true);
  expect(await judge?.judge(drawn.png, atoms.slice(0, 2))).toEqual([0.25, 0.25]);
  await expect(independentJudge(module("empty", "export {};"))).rejects.toThrow(/exports no "openJudge"/);
  const own = module(
    "own",
    `export const openJudge = async () => ({ name: "eyes", independent: false, judge: async () => [] });`,
  );
  await expect(independentJudge(own)).rejects.toThrow(/no independent judge/);
});

test("a headline rests on a judge only where it was measured good enough, or when asked to", async () => {
  const judgeOf = (agreement: string) => {
    const place = mkdtempSync(path.join(folder, "measured"));
    const text = `export const openJudge = async () => ({ name: "net", independent: true, ${agreement} judge: async () => [] });`;
    writeFileSync(path.join(place, "index.ts"), text);
    return place;
  };
  const said: string[] = [];
  const ask = async (when: "auto" | "always" | "never", place: string) =>
    (await judgeFor(when, (text) => said.push(text), place))?.name ?? null;
  expect(await ask("auto", judgeOf("agreement: 0.97,"))).toBe("net");
  expect(said).toEqual([]);
  expect(await ask("auto", judgeOf("agreement: 0.866,"))).toBeNull();
  expect(await ask("auto", judgeOf(""))).toBeNull();
  expect(said[0]).toContain("86.6 % of known facts right, 97 % are asked for");
  expect(await ask("always", judgeOf("agreement: 0.5,"))).toBe("net");
  expect(await ask("never", judgeOf("agreement: 1,"))).toBeNull();
});
