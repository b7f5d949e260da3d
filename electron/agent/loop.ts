/**
 * The loop of GEMS (arXiv 2603.28088, figure 2): plan, decompose the original prompt, then draw, verify,
 * distil and refine until everything passes or the budget is spent. It holds no state of its own: what comes
 * next is read from the journal's state (`nextStep`), so going on after a crash is the same as going on.
 */
import { throwIfCancelled } from "../../shared/errors";
import type { Criterion } from "../../shared/run/criteria";
import type { DurableBody, Experience, RunEvent } from "../../shared/run/events";
import type { RunState } from "../../shared/run/state";
import { attemptOf, lessonsOf, trajectoryOf } from "./memory";
import { take, type Work } from "./perform";
import {
  bodiesOfInspection,
  bodiesOfPlan,
  bodyOfRefinement,
  checkedCriteria,
  checkedExperience,
  checkedPlan,
  checkedRefinement,
  storedDrawing,
} from "./results";
import type { LoadImage, Refined } from "./roles";
import { type LoopInput, Session } from "./session";
import { nextStep, type Step, stageOf, wantedStep } from "./steps";
import { verify } from "./verify";

/** What the first attempt's strategy is called. */
export const FIRST_STRATEGY = "first draft";

export type { Clock, LoopInput, RetryPolicy } from "./session";

/**
 * Works on a run until it is finished, stopped or failed, yielding every event after it was written. Pull
 * eagerly: while the consumer dawdles, nothing is read or written. Returns the last state; closes the mailbox.
 * What a role throws becomes `role-failed` and `run-finished`; only a failing journal makes the loop itself throw.
 */
export async function* runLoop(input: LoopInput): AsyncGenerator<RunEvent, RunState, void> {
  const session = new Session(input);
  try {
    for (;;) {
      if (input.signal.aborted) return session.state;
      yield* session.readMail();
      const step = nextStep(session.state);
      if (step.kind === "over") return session.state;
      const stage = stageOf(step);
      if (stage !== null) {
        const iteration = "iteration" in step ? { iteration: step.iteration } : {};
        yield* session.say({ type: "stage-entered", stage, ...iteration });
      }
      yield* carryOut(session, step);
    }
  } finally {
    input.mailbox.close();
  }
}

function carryOut(session: Session, step: Step): AsyncGenerator<RunEvent, void, void> {
  switch (step.kind) {
    case "plan":
      return plan(session, step);
    case "decompose":
      return decompose(session, step);
    case "begin":
      return begin(session, step.iteration);
    case "draw":
      return draw(session, step);
    case "verify":
      return verify(session, step);
    case "distil":
      return distil(session, step);
    case "refine":
      return refine(session, step);
    case "stop":
      return session.say({ type: "run-stopped", mode: "after-this" });
    case "finish":
      return session.say({ type: "run-finished", reason: step.reason, best: step.best });
    case "over":
      return session.say();
  }
}

async function* plan(session: Session, step: Step): AsyncGenerator<RunEvent, void, void> {
  const { header, unknownWords } = session.state;
  if (header === null) return;
  const { roles, skills, signal } = session.input;
  const { prompt, settings } = header;
  if (unknownWords.length === 0) {
    const inspect: Work<readonly string[]> = (tools) => roles.generator.unknownWords(prompt, tools.signal);
    yield* take(session, step, "generator", inspect, bodiesOfInspection);
    if (signal.aborted || wantedStep(session.state).kind !== step.kind) return;
  }
  yield* take(
    session,
    step,
    "planner",
    async (tools) => checkedPlan(await roles.planner.plan({ prompt, settings, skills }, tools)),
    bodiesOfPlan,
  );
}

async function* decompose(session: Session, step: Step): AsyncGenerator<RunEvent, void, void> {
  const { header } = session.state;
  if (header === null) return;
  const work: Work<Criterion[]> = async (tools) => {
    const skill = await session.skill(tools.tell);
    return checkedCriteria(
      await session.input.roles.decomposer.decompose({ prompt: header.prompt, skill }, tools),
    );
  };
  yield* take(session, step, "decomposer", work, (criteria) => [{ type: "criteria-proposed", criteria }]);
}

async function* begin(session: Session, n: number): AsyncGenerator<RunEvent, void, void> {
  const { header, enhanced, refinements } = session.state;
  if (header === null || enhanced === null) return;
  const { seed, size, temperature } = header.settings;
  const first = {
    prompt: enhanced.prompt,
    thought: enhanced.thought,
    strategy: FIRST_STRATEGY,
    parameters: { seed, size, temperature: enhanced.temperature ?? temperature },
  };
  const { prompt, thought, strategy, parameters } = refinements.find((one) => one.iteration === n) ?? first;
  yield* session.say({ type: "iteration-started", iteration: n, prompt, thought, strategy, parameters });
}

async function* draw(session: Session, step: Step & { kind: "draw" }): AsyncGenerator<RunEvent, void, void> {
  const iteration = session.state.iterations.find((it) => it.n === step.iteration);
  if (iteration === undefined) return;
  const { roles, images } = session.input;
  const { n, prompt, parameters } = iteration;
  const work: Work<DurableBody> = async (tools) => {
    const onProgress = (fraction: number, label: string) =>
      tools.tell({ type: "generation-progress", iteration: n, fraction: clamp01(fraction), label });
    const drawn = await roles.generator.generate({ prompt, parameters }, { ...tools, onProgress });
    throwIfCancelled(tools.signal);
    return storedDrawing(n, drawn, images);
  };
  yield* take(session, step, "generator", work, (body) => [body]);
}

async function* distil(
  session: Session,
  step: Step & { kind: "distil" },
): AsyncGenerator<RunEvent, void, void> {
  const { state } = session;
  const iteration = state.iterations.find((it) => it.n === step.iteration);
  if (iteration === undefined) return;
  const input = {
    attempt: attemptOf(state, iteration),
    previous: lessonsOf(state, iteration.n),
    loadImage: loaderOf(session),
  };
  const work: Work<Experience> = async (tools) =>
    checkedExperience(iteration.n, await session.input.roles.compressor.distil(input, tools));
  yield* take(session, step, "compressor", work, (experience) => [
    { type: "experience-distilled", experience },
  ]);
}

async function* refine(
  session: Session,
  step: Step & { kind: "refine" },
): AsyncGenerator<RunEvent, void, void> {
  const { state } = session;
  const { header, enhanced, criteria } = state;
  if (header === null || enhanced === null) return;
  const input = {
    original: header.prompt,
    enhanced: enhanced.prompt,
    criteria: (criteria ?? []).filter((criterion) => criterion.enabled),
    trajectory: trajectoryOf(state),
    settings: header.settings,
    loadImage: loaderOf(session),
  };
  const work: Work<Refined> = async (tools) => {
    const skill = await session.skill(tools.tell);
    return checkedRefinement(await session.input.roles.refiner.refine({ ...input, skill }, tools));
  };
  yield* take(session, step, "refiner", work, (refined) => [bodyOfRefinement(step.iteration, refined)]);
}

function loaderOf(session: Session): LoadImage {
  return (ref) => session.input.images.get(ref);
}

function clamp01(value: number): number {
  return Math.min(1, Math.max(0, Number.isFinite(value) ? value : 0));
}
