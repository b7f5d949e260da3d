/** An attempt's facts in words, for the roles that learn from them. */
import type { Criterion } from "../../../shared/run/criteria";
import { effectiveState } from "../../../shared/run/verdicts";
import type { Attempt } from "../roles";
import { oneLine, quoted } from "./quote";

/** Prompt, thought and strategy of an attempt. */
export function promptText({ iteration }: Attempt): string {
  const lines = [quoted("prompt", iteration.prompt)];
  if (iteration.thought !== "") lines.push(`Thought behind it: ${oneLine(iteration.thought)}`);
  if (iteration.strategy !== "") lines.push(`Strategy: ${oneLine(iteration.strategy)}`);
  return lines.join("\n");
}

/** One line a criterion, passed ones first and marked as worth protecting. */
export function verdictsText(attempt: Attempt): string {
  const enabled = attempt.criteria.filter((criterion) => criterion.enabled);
  const group = (title: string, states: readonly (string | null)[]) => {
    const lines = enabled
      .filter((one) => states.includes(stateOf(attempt, one)))
      .map((one) => line(attempt, one));
    return lines.length === 0 ? "" : `${title}\n${lines.join("\n")}`;
  };
  return [
    group("PASSED (protect these):", ["pass"]),
    group("FAILED:", ["fail"]),
    group("NOT DECIDED (neither passed nor failed):", ["unclear", "error", null]),
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function stateOf({ iteration }: Attempt, { id }: Criterion) {
  return effectiveState(iteration.verdicts[id], iteration.overrides[id]);
}

function line({ iteration }: Attempt, { id, question }: Criterion): string {
  const override = iteration.overrides[id];
  const verdict = iteration.verdicts[id];
  const note = override?.note === undefined ? "" : `: ${oneLine(override.note)}`;
  if (override !== undefined) return `- ${oneLine(question)} (decided by the designer${note})`;
  const seen = verdict === undefined || verdict.answer === "" ? "" : ` (seen: ${oneLine(verdict.answer)})`;
  return `- ${oneLine(question)}${seen}`;
}
