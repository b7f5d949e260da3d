/** A run's events as lines for a terminal. */
import type { RunEvent } from "../../shared/run/events";
import { DRAWN_ANEW } from "../../shared/run/repair";
import { isReached, type LimitName, limitNames, spendingOf } from "../../shared/run/spending";
import type { RunState } from "../../shared/run/state";
import type { VerdictState } from "../../shared/run/verdicts";

const marks: Record<VerdictState, string> = { pass: "✓", fail: "✗", unclear: "?", error: "!" };

/** The lines an event is worth; `state` is the run's state with the event in it. */
export function linesOf(event: RunEvent, state: RunState): readonly string[] {
  switch (event.type) {
    case "words-unknown":
      return event.words.length === 0
        ? []
        : [`  ! words the engine does not know: ${event.words.join(", ")}`];
    case "skill-routed":
      return [`plan       ${event.chosen ?? "no skill"}: ${event.reason}`];
    case "prompt-enhanced":
      return [`           ${event.prompt}`];
    case "criteria-proposed":
      return [`decompose  ${event.criteria.length} criteria`];
    case "iteration-started":
      return [`draw ${String(event.iteration).padEnd(5)} ${drawing(event, state)}`];
    case "image-generated":
      return [
        `           ${ofAttempt(event.iteration, state)}${Math.round(event.ms)} ms by ${event.backend}`,
        ...event.notes.filter((note) => note.startsWith(DRAWN_ANEW)).map((note) => `           ${note}`),
      ];
    case "iteration-skipped":
      return event.reason === undefined
        ? []
        : [`  ! attempt ${event.iteration} is given up: ${event.reason}`];
    case "iteration-judged":
      return judged(event.iteration, event.score.passed, event.score.total, state);
    case "pair-judged":
      return [`compare    ${compared(event)}`];
    case "clarification-asked":
      return [`ask        ${event.clarification.question}`];
    case "clarification-answered":
      return [`answer     ${event.prompt ?? "as typed"}`];
    case "experience-distilled":
      return [`learn      ${event.experience.text}`];
    case "prompt-refined":
      return [`refine     ${event.strategy}: ${event.prompt}`];
    case "role-retrying":
      return [`  ! ${event.role}: ${event.message} Trying again.`];
    case "role-failed":
      return [`  ! ${event.role} failed: ${event.message} ${event.remedy}`];
    case "run-stopped":
      return ["stopped"];
    case "run-paused":
      return [`paused     attempt ${event.iteration} waits for your word; go on in the studio`];
    case "run-finished":
      return [
        `done       ${endingOf(event.reason, state)}${event.best === null ? "" : `, best is attempt ${event.best}`}`,
      ];
    default:
      return [];
  }
}

const endings = {
  "all-passed": "every criterion passed",
  "nothing-failed": "nothing failed; some criteria cannot be judged here",
  "no-gain": "another round promised too little",
  budget: "the budget is used up",
  failed: "it could not go on",
} as const;

function endingOf(reason: keyof typeof endings, state: RunState): string {
  const spending = spendingOf(state);
  const reached = limitNames.find((limit) => isReached(spending[limit]));
  return reason === "budget" && reached !== undefined ? `${limits[reached]} used up` : endings[reason];
}

const limits: Readonly<Record<LimitName, string>> = {
  rounds: "the rounds are",
  images: "the images are",
  seconds: "the time is",
  tokens: "the tokens are",
  money: "the money is",
};

/** Round and candidate are told where a round draws several images. */
function drawing(event: RunEvent & { type: "iteration-started" }, state: RunState): string {
  const { round, candidate, edit, parameters, strategy } = event;
  const several = state.roundSize > 1 && round !== undefined && candidate !== undefined;
  return [
    ...(several ? [`round ${round}, candidate ${candidate} of ${state.roundSize}`] : []),
    `seed ${parameters.seed}`,
    ...(edit === undefined ? [] : [`mends #${edit.base}`]),
    strategy,
  ].join(", ");
}

/** Several images may be under way: whose news this is. */
function ofAttempt(n: number, state: RunState): string {
  return state.roundSize > 1 ? `attempt ${n}: ` : "";
}

function compared({ a, b, winner, reason }: RunEvent & { type: "pair-judged" }): string {
  const outcome = winner === null ? "as good as each other" : `#${winner === "a" ? a : b} is the better one`;
  return `#${a} and #${b}: ${outcome}${reason === "" ? "" : ` (${reason})`}`;
}

function judged(n: number, passed: number, total: number, state: RunState): readonly string[] {
  const iteration = state.iterations.find((it) => it.n === n);
  const lines = (state.criteria ?? [])
    .filter((criterion) => criterion.enabled)
    .map((criterion) => {
      const verdict = iteration?.verdicts[criterion.id];
      const mark = verdict === undefined ? "·" : marks[verdict.state];
      const answer = verdict === undefined || verdict.state === "pass" ? "" : `  (${verdict.answer})`;
      return `           ${mark} ${criterion.question}${answer}`;
    });
  return [`verify     ${ofAttempt(n, state)}${passed} of ${total}`, ...lines];
}
