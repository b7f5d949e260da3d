/** Runs to a test's own measure, as the states that their journals would give. */
import type { DurableBody, Rating, RunHeader } from "../../../../shared/run/events";
import { reduceAll } from "../../../../shared/run/reduce";
import { defaultRunSettings } from "../../../../shared/run/settings";
import type { RunState } from "../../../../shared/run/state";

export interface MadeIteration {
  readonly prompt?: string;
  readonly seed?: number;
  readonly backend?: string;
  readonly rating?: Rating;
  readonly lesson?: string;
  /** Which of the two criteria fail: "count" asks for four cows, "object" for a walrus. */
  readonly fails?: readonly ("count" | "object")[];
}

export interface MadeRun {
  readonly id: string;
  readonly prompt?: string;
  readonly title?: string;
  readonly at?: number;
  readonly skill?: string | null;
  readonly iterations?: readonly MadeIteration[];
  readonly end?: "finished" | "stopped" | "failed" | "running" | "paused";
  readonly pin?: number;
  readonly branchOf?: { readonly runId: string; readonly iteration: number };
  readonly reference?: boolean;
}

const questions = { count: "Are there four cows?", object: "Is there a walrus?" } as const;
const criteria = (["count", "object"] as const).map((kind) => ({
  id: kind,
  question: questions[kind],
  kind,
  weight: 1,
  enabled: true,
  origin: "decomposer" as const,
}));

export function made(run: MadeRun): RunState {
  const at = run.at ?? Date.UTC(2026, 0, 1, 12);
  return reduceAll(bodiesOf(run).map((body, seq) => ({ ...body, v: 1 as const, seq, at: at + seq })));
}

function bodiesOf(run: MadeRun): DurableBody[] {
  const { id, prompt = "four cows", title = prompt, skill = null, iterations = [{}], end = "finished" } = run;
  const header: RunHeader = {
    id,
    title,
    prompt,
    settings: defaultRunSettings,
    ...(run.branchOf === undefined ? {} : { branchOf: run.branchOf }),
    ...(run.reference === true ? { kind: "reference" as const } : {}),
  };
  return [
    { type: "run-created", run: header },
    { type: "skill-routed", candidates: [], chosen: skill, reason: "" },
    { type: "criteria-proposed", criteria },
    ...iterations.flatMap((one, index) => iteration(id, prompt, one, index + 1)),
    ...(run.pin === undefined ? [] : [{ type: "best-pinned" as const, iteration: run.pin }]),
    ...ending(end, iterations.length),
  ];
}

function ending(end: MadeRun["end"], last: number): DurableBody[] {
  if (end === "running") return [];
  if (end === "paused") return [{ type: "run-paused", iteration: last + 1 }];
  if (end === "stopped") return [{ type: "run-stopped", mode: "now" }];
  return [{ type: "run-finished", reason: end === "failed" ? "failed" : "budget", best: null }];
}

function iteration(id: string, prompt: string, one: MadeIteration, n: number): DurableBody[] {
  const hash = `${id}${n}`
    .split("")
    .map((letter) => letter.charCodeAt(0).toString(16))
    .join("")
    .padEnd(64, "0");
  const fails = one.fails ?? [];
  return [
    {
      type: "iteration-started",
      iteration: n,
      prompt: one.prompt ?? prompt,
      thought: "",
      strategy: "",
      parameters: { seed: one.seed ?? n, size: 64, temperature: 1 },
    },
    {
      type: "image-generated",
      iteration: n,
      image: { hash: hash.slice(0, 64), file: `${hash.slice(0, 64)}.png`, bytes: 1 },
      width: 64,
      height: 64,
      ms: 1,
      backend: one.backend ?? "Flatland 1.0",
      notes: [],
    },
    ...criteria.map(({ id: criterionId }) => ({
      type: "criterion-judged" as const,
      iteration: n,
      verdict: {
        criterionId,
        state: fails.some((kind) => kind === criterionId) ? ("fail" as const) : ("pass" as const),
        confidence: 1,
        answer: "",
        evidence: [],
        by: "eye",
      },
    })),
    { type: "iteration-judged", iteration: n, score: { passed: 0, judged: 0, total: 2, ratio: null }, ms: 1 },
    ...(one.lesson === undefined
      ? []
      : [
          {
            type: "experience-distilled" as const,
            experience: { iteration: n, text: one.lesson, worked: [], failed: [], strategy: "" },
          },
        ]),
    ...(one.rating === undefined
      ? []
      : [{ type: "iteration-rated" as const, iteration: n, rating: one.rating }]),
  ];
}
