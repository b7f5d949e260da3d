/** The loop's verify step: ask what is open, ask what could not be asked once more, then close the round. */
import { StudioError } from "../../shared/errors";
import type { Criterion } from "../../shared/run/criteria";
import type { RunEvent } from "../../shared/run/events";
import { type Verdict, verdictSchema } from "../../shared/run/verdicts";
import { fail, perform, type Tools, type Work } from "./perform";
import type { Session } from "./session";
import { iterationOf, nextStep, type Step } from "./steps";

type VerifyStep = Step & { readonly kind: "verify" };
type Answers = Map<string, Verdict>;

/** Verdicts are journaled one by one as they come, so that a crash loses none of them. */
export async function* verify(session: Session, step: VerifyStep): AsyncGenerator<RunEvent, void, void> {
  const { clock } = session.input;
  const begun = clock.now();
  const answers: Answers = new Map();
  const outcome = yield* perform(session, step, "verifier", asking(session, step, answers));
  if (outcome.kind === "overtaken") return;
  if (outcome.kind === "failed") return yield* fail(session, "verifier", outcome.error, step.iteration);
  if (isStillOpen(session, step, answers)) return;
  const iteration = session.state.iterations.find((it) => it.n === step.iteration);
  if (iteration === undefined || iteration.score === null) return;
  const verdicts = Object.values(iteration.verdicts);
  if (answers.size > 0 && verdicts.every((verdict) => verdict.state === "error")) {
    return yield* fail(session, "verifier", blind(answers), step.iteration);
  }
  const ms = iteration.verifyMs + Math.max(0, clock.now() - begun);
  yield* session.say({ type: "iteration-judged", iteration: step.iteration, score: iteration.score, ms });
}

/** True when criteria came in meanwhile that nobody has asked yet: the round goes on with those. */
function isStillOpen(session: Session, step: VerifyStep, answers: Answers): boolean {
  const next = nextStep(session.state);
  if (next.kind !== "verify" || iterationOf(next) !== step.iteration) return true;
  return next.criteria.some((criterion) => !answers.has(criterion.id));
}

function asking(session: Session, step: VerifyStep, answers: Answers): Work<void> {
  const { criteria } = step;
  return async (tools) => {
    if (criteria.length === 0) return;
    const open = () => criteria.filter(({ id }) => (answers.get(id)?.state ?? "error") === "error");
    await ask(session, step, open(), answers, tools);
    if (open().length > 0) await ask(session, step, open(), answers, tools);
  };
}

async function ask(
  session: Session,
  step: VerifyStep,
  criteria: readonly Criterion[],
  answers: Answers,
  tools: Tools,
): Promise<void> {
  const iteration = session.state.iterations.find((it) => it.n === step.iteration);
  const prompt = session.state.header?.prompt;
  if (iteration?.image === undefined || iteration.image === null || prompt === undefined) return;
  const image = await session.input.images.get(iteration.image.ref);
  const expected = new Set(criteria.map((criterion) => criterion.id));
  const settle = (verdict: Verdict) => {
    if (!expected.delete(verdict.criterionId)) return;
    answers.set(verdict.criterionId, verdict);
    tools.tell({ type: "criterion-judged", iteration: step.iteration, verdict });
  };
  for await (const verdict of session.input.roles.verifier.verify({ image, criteria, prompt }, tools)) {
    if (tools.signal.aborted) return;
    settle(verdictSchema.parse(verdict));
  }
  for (const id of expected) settle(unanswered(id));
}

function unanswered(criterionId: string): Verdict {
  const answer = "The verifier gave no answer to this question.";
  return { criterionId, state: "error", confidence: 0, answer, evidence: [], by: "studio" };
}

function blind(answers: Answers): StudioError {
  return new StudioError("bad-answer", "The verifier could not judge a single criterion.", {
    remedy:
      "Check the verifier's model or server, then go on: the picture is kept and only the checks are repeated.",
    retryable: true,
    detail: [...new Set([...answers.values()].map((verdict) => verdict.answer))].join("\n"),
  });
}
