import { appendFile, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { openSkillUsage } from "../../../../electron/skills";
import { openJournal } from "../../../../electron/storage/journal";
import { openRunsFolder, type RunsFolder } from "../../../../electron/storage/runs-folder";
import type { DurableBody } from "../../../../shared/run/events";
import { defaultRunSettings } from "../../../../shared/run/settings";
import { temporaryFolder } from "./support";

interface Made {
  readonly skill: string | null;
  readonly prompt?: string;
  readonly seed?: number;
  /** Criteria passed of two, by iteration. */
  readonly scores?: readonly number[];
  readonly inherited?: boolean;
}

let made = 0;

/** Writes a run's journal as the loop would. */
async function makeRun(
  runs: RunsFolder,
  { skill, prompt = "a cat", seed = 7, scores = [2], inherited }: Made,
) {
  made += 1;
  const id = `run${String(made).padStart(6, "0")}`;
  const folder = await runs.create({ id, title: "Run", at: 1_700_000_000_000 });
  const { journal } = await openJournal(folder, () => 1_700_000_000_000 + made);
  const say = (body: DurableBody) => journal.append(body);
  const settings = { ...defaultRunSettings, seed };
  await say({ type: "run-created", run: { id, title: "Run", prompt, settings } });
  await say({ type: "skill-routed", candidates: [], chosen: skill, reason: "" });
  if (inherited === true) {
    await say({
      type: "memory-inherited",
      from: { runId: "run000001", iteration: 1 },
      attempts: [attempt()],
    });
  }
  await say({ type: "criteria-proposed", criteria: [criterion("a"), criterion("b")] });
  for (const [index, passed] of scores.entries()) await say1(say, index + 1, passed);
  await journal.close();
  return { id, folder };
}

const hash = "a".repeat(64);
const parameters = { seed: 7, size: 1024, temperature: 1 };

function attempt() {
  return {
    iteration: 1,
    prompt: "a cat",
    thought: "",
    strategy: "",
    parameters,
    image: null,
    verdicts: [],
    experience: null,
  };
}

function criterion(id: string) {
  return {
    id,
    question: `Is there ${id}?`,
    kind: "object" as const,
    weight: 1,
    enabled: true,
    origin: "decomposer" as const,
  };
}

async function say1(say: (body: DurableBody) => Promise<unknown>, iteration: number, passed: number) {
  await say({ type: "iteration-started", iteration, prompt: "x", thought: "", strategy: "", parameters });
  const image = { hash, file: `${hash}.png`, bytes: 1 };
  await say({
    type: "image-generated",
    iteration,
    image,
    width: 1,
    height: 1,
    ms: 1,
    backend: "f",
    notes: [],
  });
  for (const [index, criterionId] of ["a", "b"].entries()) {
    const state = index < passed ? "pass" : "fail";
    await say({
      type: "criterion-judged",
      iteration,
      verdict: { criterionId, state, confidence: 1, answer: "", evidence: [], by: "t" },
    });
  }
  const score = { passed, judged: 2, total: 2, ratio: passed / 2 };
  await say({ type: "iteration-judged", iteration, score, ms: 1 });
}

async function library() {
  const data = await temporaryFolder();
  const runs = await openRunsFolder(data);
  const file = path.join(data, "skill-usage.json");
  const open = () => openSkillUsage({ runs: () => runs.list(), file });
  return { runs, file, open };
}

describe("a skill's record", () => {
  it("says nothing where there is nothing to say", async () => {
    const { open } = await library();
    expect(await open().read(["mine"])).toEqual([
      {
        name: "mine",
        runs: 0,
        lastUsed: null,
        passRate: null,
        pairs: 0,
        pairPassWith: null,
        pairPassWithout: null,
        firstScore: null,
        baselineFirstScore: null,
        baselineRuns: 0,
        baselinePassRate: null,
      },
    ]);
  });

  it("counts runs with a judged iteration, and how many ended with every criterion passed", async () => {
    const { runs, open } = await library();
    await makeRun(runs, { skill: "mine", scores: [1, 2] });
    await makeRun(runs, { skill: "mine", scores: [0, 1] });
    const last = await makeRun(runs, { skill: "mine", scores: [2] });
    await makeRun(runs, { skill: "mine", scores: [] });
    await makeRun(runs, { skill: "other", scores: [1] });
    const [mine, other, spare] = await open().read(["spare"]);
    expect(mine).toMatchObject({ name: "mine", runs: 3, passRate: 2 / 3, firstScore: 0.5 });
    expect(mine?.lastUsed).toBe(1_700_000_000_000 + Number(last.id.slice(3)));
    expect(other).toMatchObject({ name: "other", runs: 1, passRate: 0, firstScore: 0.5 });
    expect(spare).toMatchObject({ name: "spare", runs: 0 });
  });

  it("compares the same prompt and seed with and without, several of a kind counting as one", async () => {
    const { runs, open } = await library();
    await makeRun(runs, { skill: "mine", prompt: "a cat", seed: 1, scores: [2] });
    await makeRun(runs, { skill: "mine", prompt: "a cat", seed: 1, scores: [1] });
    await makeRun(runs, { skill: null, prompt: " a cat ", seed: 1, scores: [1] });
    await makeRun(runs, { skill: "mine", prompt: "a dog", seed: 1, scores: [2] });
    await makeRun(runs, { skill: null, prompt: "a dog", seed: 1, scores: [0] });
    await makeRun(runs, { skill: null, prompt: "a dog", seed: 2, scores: [2] });
    await makeRun(runs, { skill: "other", prompt: "a cow", seed: 1, scores: [2] });
    const [mine, other] = await open().read([]);
    expect(mine).toMatchObject({
      pairs: 2,
      pairPassWith: 0.75,
      pairPassWithout: 0,
      firstScore: (1 + 0.5 + 1) / 3,
      baselineRuns: 3,
      baselinePassRate: 1 / 3,
      baselineFirstScore: 0.5,
    });
    expect(other).toMatchObject({ pairs: 0, pairPassWith: null, pairPassWithout: null });
  });

  it("does not compare runs that began with another run's lessons", async () => {
    const { runs, open } = await library();
    await makeRun(runs, { skill: "mine", inherited: true });
    await makeRun(runs, { skill: null });
    expect(await open().read([])).toMatchObject([
      { name: "mine", runs: 1, passRate: 1, pairs: 0, firstScore: null },
    ]);
  });

  it("is read from journals once, anew where one has changed, and without those that are gone", async () => {
    const { runs, file, open } = await library();
    const first = await makeRun(runs, { skill: "mine" });
    const second = await makeRun(runs, { skill: "mine", scores: [0] });
    const usage = open();
    expect((await usage.read([]))[0]).toMatchObject({ runs: 2, passRate: 0.5 });
    const cached = JSON.parse(await readFile(file, "utf8"));
    expect(Object.keys(cached.runs)).toHaveLength(2);
    // What the cache says counts as long as the journal is as it was.
    cached.runs[first.id].facts.skill = "believed";
    await writeFile(file, JSON.stringify(cached));
    expect((await open().read([])).map(({ name }) => name)).toEqual(["believed", "mine"]);
    await appendFile(path.join(first.folder, "journal.jsonl"), "\n");
    expect((await open().read([])).map(({ name, runs: count }) => [name, count])).toEqual([["mine", 2]]);
    await rename(second.folder, path.join(runs.trashRoot, path.basename(second.folder)));
    expect((await usage.read([]))[0]).toMatchObject({ runs: 1, passRate: 1 });
    await writeFile(file, "torn {");
    expect((await open().read([]))[0]).toMatchObject({ runs: 1 });
  });

  it("serves all who ask at once with one reading, and stops when the studio closes", async () => {
    const { runs, open } = await library();
    await makeRun(runs, { skill: "mine" });
    const usage = open();
    const [a, b] = await Promise.all([usage.read([]), usage.read([])]);
    expect(a).toEqual(b);
    const under = usage.read([]);
    await usage.close();
    await under.catch(() => undefined);
    await expect(usage.read([])).rejects.toMatchObject({ code: "cancelled" });
  });
});
