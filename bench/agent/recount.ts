/** Told attempts as a run's journal would hold them, for the local roles that read one. */
import type { Criterion } from "../../shared/run/criteria";
import type { DurableBody } from "../../shared/run/events";
import { reduceAll } from "../../shared/run/reduce";
import type { RunSettings } from "../../shared/run/settings";
import type { RunState } from "../../shared/run/state";
import { scoreOf, type Verdict } from "../../shared/run/verdicts";
import type { ToldAttempt } from "./told";

const BY = "the bench's model";

/** @param seen what was seen for questions, where that is known */
export function recounted(
  wish: string,
  attempts: readonly ToldAttempt[],
  criteria: readonly Criterion[],
  settings: RunSettings,
  seen: readonly Verdict[],
): RunState {
  const bodies: DurableBody[] = [
    { type: "run-created", run: { id: "benchmark", title: wish.slice(0, 100), prompt: wish, settings } },
    { type: "prompt-enhanced", prompt: attempts[0]?.prompt ?? wish, thought: "" },
    { type: "criteria-proposed", criteria: [...criteria] },
    ...attempts.flatMap((attempt, index) => bodiesOf(attempt, index + 1, criteria, settings, seen)),
  ];
  return reduceAll(bodies.map((body, seq) => ({ v: 1, seq, at: seq, ...body })));
}

function bodiesOf(
  { prompt, passed, failed }: ToldAttempt,
  iteration: number,
  criteria: readonly Criterion[],
  { seed, size, temperature }: RunSettings,
  seen: readonly Verdict[],
): DurableBody[] {
  const hash = iteration.toString(16).padStart(64, "0");
  const verdicts = criteria.flatMap(({ id, question }): Verdict[] => {
    const state = passed.includes(question) ? "pass" : failed.includes(question) ? "fail" : null;
    const answer = seen.find(({ criterionId }) => criterionId === id)?.answer ?? "";
    return state === null ? [] : [{ criterionId: id, state, confidence: 0.9, answer, evidence: [], by: BY }];
  });
  const byId = Object.fromEntries(verdicts.map((verdict) => [verdict.criterionId, verdict]));
  return [
    {
      type: "iteration-started",
      iteration,
      prompt,
      thought: "",
      strategy: "as told",
      parameters: { seed: seed + iteration, size, temperature },
    },
    {
      type: "image-generated",
      iteration,
      image: { hash, file: `${hash}.png`, bytes: 1 },
      width: size,
      height: size,
      ms: 0,
      backend: BY,
      notes: [],
    },
    ...verdicts.map((verdict): DurableBody => ({ type: "criterion-judged", iteration, verdict })),
    { type: "iteration-judged", iteration, score: scoreOf(criteria, byId, {}), ms: 0 },
  ];
}
