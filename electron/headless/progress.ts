/** A run's events as lines for a terminal. */
import type { RunEvent } from "../../shared/run/events";
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
      return [`draw ${String(event.iteration).padEnd(5)} seed ${event.parameters.seed}, ${event.strategy}`];
    case "image-generated":
      return [`           ${Math.round(event.ms)} ms by ${event.backend}`];
    case "iteration-judged":
      return judged(event.iteration, event.score.passed, event.score.total, state);
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
    case "run-finished":
      return [
        `done       ${endings[event.reason]}${event.best === null ? "" : `, best is attempt ${event.best}`}`,
      ];
    default:
      return [];
  }
}

const endings = {
  "all-passed": "every criterion passed",
  "nothing-failed": "nothing failed; some criteria cannot be judged here",
  budget: "the rounds are used up",
  failed: "it could not go on",
} as const;

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
  return [`verify     ${passed} of ${total}`, ...lines];
}
