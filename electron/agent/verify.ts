/**
 * The loop's verify step: ask what is open, ask what could not be asked once more, then close the round; what
 * makes no sense without something that failed is not asked. The same over an image that is judged again, except that a verifier which breaks down ends nothing then.
 */
import { StudioError } from "../../shared/errors";
import type { Criterion } from "../../shared/run/criteria";
import type { RunEvent } from "../../shared/run/events";
import { type IterationState, type RunState, wishOf } from "../../shared/run/state";
import { type Verdict, verdictSchema } from "../../shared/run/verdicts";
import { givenToLook, type Looked } from "./brought";
import { Inquiry } from "./inquiry";
import { begin, type Lane, type Tools, type Work } from "./lane";
import { fail, follow } from "./perform";
import { askedAgain, unanswered } from "./questions";
import type { Session } from "./session";
import { type Step, verifications } from "./steps";

type VerifyStep = Step & { readonly kind: "verify" | "reverify" };

/**
 * Verdicts are journaled one by one as they come, so that a crash loses none of them; errors only when the
 * second asking did not help either.
 */
export async function* verify(session: Session, step: VerifyStep): AsyncGenerator<RunEvent, void, void> {
  const begun =
    step.kind === "verify"
      ? session.looking.take(step.iteration, givenToLook(session.state, step.iteration))
      : undefined;
  const lane = begun ?? look(session, step);
  if (step.kind === "verify") lookAhead(session, step);
  const outcome = yield* follow(session, step, lane);
  if (outcome.kind === "overtaken") return;
  if (outcome.kind === "failed") return yield* giveUp(session, step, outcome.error);
  const { answers, ms } = outcome.value;
  const errors = [...answers.values()].filter((verdict) => verdict.state === "error");
  if (isBlind(session, step, answers)) return yield* giveUp(session, step, blind(errors));
  for (const verdict of errors) {
    yield* session.say({ type: "criterion-judged", iteration: step.iteration, verdict });
  }
  const iteration = iterationIn(session, step);
  if (iteration === undefined || iteration.score === null || isStillOpen(session, step, iteration, answers))
    return;
  const { score, verifyMs } = iteration;
  yield* session.say({ type: "iteration-judged", iteration: step.iteration, score, ms: verifyMs + ms });
}

/** Images drawn at the same time are looked at at the same time, and told of one after the other. */
function lookAhead(session: Session, { iteration }: VerifyStep): void {
  const { state, abilities, looksAtOnce } = session;
  const steps = verifications(state, abilities)
    .filter((next) => next.iteration > iteration && !isAskedAgain(state, next.iteration))
    .slice(0, looksAtOnce - 1);
  const wanted = steps.map(
    (next) =>
      [
        next.iteration,
        { given: givenToLook(state, next.iteration), begin: () => look(session, next) },
      ] as const,
  );
  session.looking.want(new Map(wanted));
}

/** What the designer wants judged again has a step of its own. */
function isAskedAgain({ iterations }: RunState, n: number): boolean {
  return iterations.some((it) => it.n === n && it.again.length > 0);
}

function look(session: Session, step: VerifyStep): Lane<Looked> {
  return begin(session, "verifier", step.iteration, asking(session, step));
}

function iterationIn(session: Session, step: VerifyStep): IterationState | undefined {
  return session.state.iterations.find((it) => it.n === step.iteration);
}

/** A run whose own round fails cannot go on; an image that cannot be judged again keeps its verdicts. */
async function* giveUp(
  session: Session,
  step: VerifyStep,
  error: StudioError,
): AsyncGenerator<RunEvent, void, void> {
  if (step.kind === "verify") return yield* fail(session, "verifier", error, step.iteration);
  const { iteration } = step;
  yield* session.say({ type: "role-failed", role: "verifier", iteration, ...error.toPayload() });
}

/** True when questions came in meanwhile that nobody has asked yet: the round goes on with those. */
function isStillOpen(
  { state }: Session,
  step: VerifyStep,
  iteration: IterationState,
  answers: Looked["answers"],
): boolean {
  if (askedAgain(state, iteration).length > 0) return true;
  // Asking a few questions again closes no round that was never closed, nor opens one that was.
  if (step.kind === "reverify" && iteration.judged) return false;
  return unanswered(state, iteration).some(({ id }) => !answers.has(id));
}

/** Asks in turns only those who are called once a question: all others answer everything in one look. */
function asking(session: Session, step: VerifyStep): Work<Looked> {
  const { clock, roles } = session.input;
  const inTurns = roles.verifier.perQuestion === true;
  const answers = new Map<string, Verdict>();
  const begun = clock.now();
  const looked = () => ({ answers, ms: Math.max(0, clock.now() - begun) });
  return async (tools) => {
    const inquiry = new Inquiry(step.criteria, answers, factsOf(session, step), (verdict) => {
      if (verdict.state !== "error")
        tools.tell({ type: "criterion-judged", iteration: step.iteration, verdict });
    });
    for (let round = inquiry.next(inTurns); round.length > 0; round = inquiry.next(inTurns)) {
      await ask(session, step, round, inquiry, tools);
      const missing = inquiry.missing(round);
      if (missing.length > 0 && !tools.signal.aborted) await ask(session, step, missing, inquiry, tools);
      if (tools.signal.aborted) return looked();
      inquiry.close(round);
    }
    return looked();
  };
}

function factsOf(session: Session, step: VerifyStep) {
  return () => {
    const iteration = iterationIn(session, step);
    return iteration === undefined ? null : { criteria: session.state.criteria ?? [], iteration };
  };
}

async function ask(
  session: Session,
  step: VerifyStep,
  criteria: readonly Criterion[],
  inquiry: Inquiry,
  tools: Tools,
): Promise<void> {
  const image = iterationIn(session, step)?.image ?? null;
  if (image === null) return;
  const png = await session.input.images.get(image.ref);
  const input = { image: png, criteria, prompt: wishOf(session.state) };
  const expected = new Set(criteria.map((criterion) => criterion.id));
  for await (const answer of session.input.roles.verifier.verify(input, tools)) {
    if (tools.signal.aborted) return;
    const verdict = verdictSchema.parse(answer);
    if (expected.delete(verdict.criterionId)) inquiry.receive(verdict);
  }
  for (const id of expected) inquiry.receive(silence(id));
}

function silence(criterionId: string): Verdict {
  const answer = "The verifier gave no answer to this question.";
  return { criterionId, state: "error", confidence: 0, answer, evidence: [], by: "studio" };
}

/** True when nothing that was asked could be judged; in the loop's own round, nothing that was ever asked. */
function isBlind(session: Session, step: VerifyStep, answers: Looked["answers"]): boolean {
  if (answers.size === 0) return false;
  const known = step.kind === "verify" ? Object.values(iterationIn(session, step)?.verdicts ?? {}) : [];
  return [...known, ...answers.values()].every((verdict) => verdict.state === "error");
}

function blind(errors: readonly Verdict[]): StudioError {
  return new StudioError("bad-answer", "The verifier could not judge a single criterion.", {
    remedy:
      "Check the verifier's model or server, then go on: the picture is kept and only the checks are repeated.",
    retryable: true,
    detail: [...new Set(errors.map((verdict) => verdict.answer))].join("\n"),
  });
}
