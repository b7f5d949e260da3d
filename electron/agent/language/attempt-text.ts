/** An attempt's facts in words, for the roles that learn from them. */
import type { Criterion } from "../../../shared/run/criteria";
import { gistOf } from "../../../shared/run/thought";
import { shortened } from "../../../shared/run/tokens";
import { DESIGNER, effectiveState } from "../../../shared/run/verdicts";
import type { Attempt } from "../roles";
import { oneLine, quoted } from "./quote";

/** What an attempt is called, its own run's or another's. */
export function attemptName({ iteration, inheritedFrom }: Attempt): string {
  return inheritedFrom === null
    ? `Attempt ${iteration.n}`
    : `Attempt ${iteration.n} of an earlier run that this one branched from`;
}

/** What the designer thinks of the picture as a whole; empty where nothing was said. */
export function opinionText({ iteration, preferredTo }: Attempt): string {
  const { rating } = iteration;
  const lines: string[] = [];
  if (rating === "rejected") lines.push("The designer REJECTED this picture: do not build on it.");
  else if (rating !== null) lines.push(`The designer rates it ${rating} of 5.`);
  if (preferredTo.length > 0)
    lines.push(`The designer prefers it to ${preferredTo.map((n) => `attempt ${n}`).join(", ")}.`);
  return lines.join("\n");
}

/** The designer's whole word on an attempt: opinion, and verdicts given over the verifier's. */
export function designersText(attempt: Attempt): string {
  const decided = enabledOf(attempt)
    .filter((one) => isDesigners(attempt, one))
    .map((one) => `${line(attempt, one)}: ${stateOf(attempt, one) ?? "open"}`);
  return [opinionText(attempt), ...decided].filter((text) => text !== "").join("\n");
}

/** True where the designer gave verdicts of their own. */
export function hasDecisions(attempt: Attempt): boolean {
  return enabledOf(attempt).some((one) => isDesigners(attempt, one));
}

/** Prompt, thought and what it was made of (each cut to `most` tokens), and strategy of an attempt. */
export function promptText({ iteration }: Attempt, most = Number.POSITIVE_INFINITY): string {
  const { prompt, proposed, edit, thought, strategy } = iteration;
  const lines = [quoted("prompt", shortened(prompt, most))];
  if (proposed !== null)
    lines.push(
      `These are the designer's own words, instead of:\n${quoted("prompt", shortened(proposed, most))}`,
    );
  if (edit !== null)
    lines.push(
      `Not drawn anew: made out of attempt ${edit.base}, by “${shortened(oneLine(edit.instruction), most)}”.`,
    );
  const gist = shortened(oneLine(gistOf(thought)), most);
  if (gist !== "") lines.push(`Thought behind it: ${gist}`);
  if (strategy !== "") lines.push(`Strategy: ${oneLine(strategy)}`);
  return lines.join("\n");
}

/** One line a criterion, passed ones first and marked as worth protecting. */
export function verdictsText(attempt: Attempt): string {
  return [
    group(attempt, "PASSED (protect these):", ["pass"]),
    failedText(attempt),
    group(attempt, "NOT DECIDED (neither passed nor failed):", ["unclear", "error", null]),
  ]
    .filter((part) => part !== "")
    .join("\n");
}

/** What failed, one line a criterion; empty where nothing did. */
export function failedText(attempt: Attempt): string {
  return group(attempt, "FAILED:", ["fail"]);
}

function group(attempt: Attempt, title: string, states: readonly (string | null)[]): string {
  const lines = enabledOf(attempt)
    .filter((one) => states.includes(stateOf(attempt, one)))
    .map((one) => line(attempt, one));
  return lines.length === 0 ? "" : `${title}\n${lines.join("\n")}`;
}

function enabledOf({ criteria }: Attempt): readonly Criterion[] {
  return criteria.filter((criterion) => criterion.enabled);
}

function stateOf({ iteration }: Attempt, { id }: Criterion) {
  return effectiveState(iteration.verdicts[id], iteration.overrides[id]);
}

function isDesigners({ iteration }: Attempt, { id }: Criterion): boolean {
  return iteration.overrides[id] !== undefined || iteration.verdicts[id]?.by === DESIGNER;
}

function line({ iteration }: Attempt, { id, question: asked, locked }: Criterion): string {
  const question = locked === true ? `${asked} [locked]` : asked;
  const override = iteration.overrides[id];
  const verdict = iteration.verdicts[id];
  const note = override?.note === undefined ? "" : `: ${oneLine(override.note)}`;
  if (override !== undefined) return `- ${oneLine(question)} (decided by the designer${note})`;
  // A bare word says no more than the list it stands in.
  const bare = verdict === undefined || ["", "yes", "no", "unclear"].includes(verdict.answer);
  const seen = bare ? "" : ` (seen: ${oneLine(verdict.answer)})`;
  return `- ${oneLine(question)}${seen}`;
}
