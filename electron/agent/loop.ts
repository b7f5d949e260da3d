/**
 * The loop of GEMS (arXiv 2603.28088, figure 2): plan, decompose the original prompt, then draw, verify,
 * distil and refine until everything passes or the budget is spent. It holds no state of its own: what comes
 * next is read from the journal's state (`nextStep`), so going on after a crash is the same as going on.
 */
import type { Criterion } from "../../shared/run/criteria";
import type { Experience, Recalled, RunEvent } from "../../shared/run/events";
import { latestRound } from "../../shared/run/rounds";
import { type RunState, wishOf } from "../../shared/run/state";
import { givenToDecompose } from "./brought";
import { clarify } from "./clarify";
import { draw } from "./drawing";
import { checkedEdit, editingOf } from "./edits";
import { begin as beginWork, type Lane, type Work } from "./lane";
import { attemptOf, inheritedLessonsOf, lessonsOf, trajectoryOf } from "./memory";
import { compare } from "./pairs";
import { take, takeOver } from "./perform";
import {
  asWorded,
  bodiesOfInspection,
  bodiesOfPlan,
  bodiesOfRefinement,
  checkedCriteria,
  checkedExperience,
  checkedPlan,
  checkedRefinement,
} from "./results";
import type { LoadImage, Refined } from "./roles";
import { lessonToDraw, type Place, wordsFor } from "./rounds";
import { type LoopInput, Session } from "./session";
import { nextStep, type Step, stageOf, wantedStep } from "./steps";
import { verify } from "./verify";

export type { Clock, LoopInput, RetryPolicy } from "./session";

/** Why an image nobody has looked at yet is given up. */
const PASSED_OVER = "Another image of its round passed everything before this one was looked at.";

/**
 * Works on a run until it rests: finished, stopped, failed, or paused before a prompt that waits for the
 * designer's word; on one at rest, until what was asked to be judged again is. Yields every event after it was written.
 * Pull eagerly: while the consumer dawdles, nothing is read or written. Returns the last state; closes the mailbox.
 * What a role throws becomes `role-failed` and `run-finished`; only a failing journal makes the loop itself throw.
 */
export async function* runLoop(input: LoopInput): AsyncGenerator<RunEvent, RunState, void> {
  const session = new Session(input);
  try {
    for (;;) {
      if (input.signal.aborted) return session.state;
      yield* session.readMail();
      yield* session.sayAside();
      const step = nextStep(session.state, session.abilities);
      session.leaveBehind(step.kind);
      if (step.kind === "over") return session.state;
      const stage = stageOf(step);
      if (stage !== null) {
        const iteration = "iteration" in step ? { iteration: step.iteration } : {};
        yield* session.say({ type: "stage-entered", stage, ...iteration });
      }
      yield* carryOut(session, step);
    }
  } finally {
    session.leaveBehind("over");
    input.mailbox.close();
  }
}

function carryOut(session: Session, step: Step): AsyncGenerator<RunEvent, void, void> {
  switch (step.kind) {
    case "plan":
      return plan(session, step);
    case "decompose":
      return decompose(session, step);
    case "pause":
      return session.say({ type: "run-paused", iteration: step.iteration });
    case "begin":
      return begin(session, step);
    case "draw":
      return draw(session, step);
    case "verify":
    case "reverify":
      return verify(session, step);
    case "pass-over":
      return session.say({ type: "iteration-skipped", iteration: step.iteration, reason: PASSED_OVER });
    case "distil":
      return distil(session, step);
    case "refine":
      return refine(session, step);
    case "compare":
      return compare(session, step);
    case "stop":
      return session.say({ type: "run-stopped", mode: "after-this" });
    case "finish":
      return session.say({ type: "run-finished", reason: step.reason, best: step.best });
    case "over":
      return session.say();
  }
}

async function* plan(session: Session, step: Step): AsyncGenerator<RunEvent, void, void> {
  const { roles, skills, signal } = session.input;
  yield* clarify(session, step);
  if (signal.aborted || wantedStep(session.state).kind !== step.kind) return;
  const { header, unknownWords } = session.state;
  if (header === null) return;
  const prompt = wishOf(session.state);
  const { settings, drawPrompt: words } = header;
  if (unknownWords.length === 0) {
    const inspect: Work<readonly string[]> = (tools) =>
      roles.generator.unknownWords(words ?? prompt, tools.signal);
    yield* take(session, step, "generator", inspect, bodiesOfInspection);
    if (signal.aborted || wantedStep(session.state).kind !== step.kind) return;
  }
  yield* remember(session, step);
  if (signal.aborted || wantedStep(session.state).kind !== step.kind) return;
  const { recalled } = session.state;
  yield* take(
    session,
    step,
    "planner",
    async (tools) => {
      const wish = { prompt, settings, skills, recalled, ...(words === undefined ? {} : { words }) };
      const planning = roles.planner.plan(wish, tools);
      decomposeAhead(session);
      return checkedPlan(asWorded(await planning, words));
    },
    bodiesOfPlan,
  );
}

/** Brings up what other runs learnt, once: before planning, so that every role after it can use it. */
async function* remember(session: Session, step: Step): AsyncGenerator<RunEvent, void, void> {
  const { header, recalled } = session.state;
  const { experiences } = session.input;
  if (header === null || experiences === undefined) return;
  if (header.settings.memory === false || recalled.length > 0) return;
  const question = {
    runId: header.id,
    prompt: wishOf(session.state),
    generator: header.settings.generator,
    failedKinds: [],
    except: header.branchOf === undefined ? [] : [header.branchOf.runId],
  };
  const work: Work<readonly Recalled[]> = (tools) => experiences.recall(question, tools.signal);
  yield* take(session, step, "planner", work, (found) =>
    found.length === 0 ? [] : [{ type: "experiences-recalled", recalled: [...found] }],
  );
}

/** Both need the wish and nothing else, so neither waits for the other. Criteria taken over are not asked for. */
function decomposeAhead(session: Session): void {
  if (session.state.criteria !== null) return;
  const wanted = { given: givenToDecompose(session.state), begin: () => decomposition(session) };
  session.decomposing.want(new Map([["criteria", wanted]]));
}

async function* decompose(session: Session, step: Step): AsyncGenerator<RunEvent, void, void> {
  const begun = session.decomposing.take("criteria", givenToDecompose(session.state));
  yield* takeOver(session, step, "decomposer", begun ?? decomposition(session), (criteria) => [
    { type: "criteria-proposed", criteria },
  ]);
}

function decomposition(session: Session): Lane<Criterion[]> {
  const prompt = wishOf(session.state);
  return beginWork(session, "decomposer", undefined, async (tools) =>
    checkedCriteria(await session.input.roles.decomposer.decompose({ prompt }, tools)),
  );
}

async function* begin(session: Session, step: Step & Place): AsyncGenerator<RunEvent, void, void> {
  const { iteration, round, candidate } = step;
  const words = wordsFor(session.state, step);
  if (words === null) return;
  const { prompt, thought, strategy, parameters, edit } = words;
  const body = { type: "iteration-started" as const, iteration, prompt, thought, strategy, parameters };
  yield* session.say({ ...body, round, candidate, ...(edit === null ? {} : { edit }) });
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
    others: latestRound(state)
      .filter((it) => it.n !== iteration.n)
      .map((it) => attemptOf(state, it)),
    previous: lessonsOf(state, iteration.n),
    inherited: inheritedLessonsOf(state),
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
  const { generator, refiner } = session.input.roles;
  const editing = editingOf(generator, header.settings);
  const input = {
    original: wishOf(state),
    enhanced: enhanced.prompt,
    criteria: (criteria ?? []).filter((criterion) => criterion.enabled),
    trajectory: trajectoryOf(state),
    recalled: state.recalled,
    settings: header.settings,
    ...(editing === undefined ? {} : { editing }),
    loadImage: loaderOf(session),
  };
  const work: Work<Refined> = async (tools) => {
    const skill = await session.skill(tools.tell);
    const answer = checkedRefinement(await refiner.refine({ ...input, skill }, tools));
    const { edit, experience, ...refined } = answer;
    const possible = editing === undefined ? undefined : checkedEdit(state, edit);
    const lesson = refiner.distils === true ? lessonIn(state, experience) : undefined;
    return {
      ...refined,
      ...(possible === undefined ? {} : { edit: possible }),
      ...(lesson === undefined ? {} : { experience: lesson }),
    };
  };
  yield* take(session, step, "refiner", work, (refined) => bodiesOfRefinement(step.iteration, refined));
}

/** A round has one lesson: cut off behind it, a run asks for the prompt alone. */
function lessonIn(state: RunState, experience: Experience | undefined): Experience | undefined {
  const iteration = lessonToDraw(state);
  if (iteration === null || experience === undefined) return undefined;
  return checkedExperience(iteration, experience);
}

function loaderOf(session: Session): LoadImage {
  return (ref) => session.input.images.get(ref);
}
