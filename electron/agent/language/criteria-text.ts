/** The criteria as the refiner reads them: what must stay true, what must become true, what is locked. */
import type { Criterion } from "../../../shared/run/criteria";
import { shortened, textTokens } from "../../../shared/run/tokens";
import type { VerdictState } from "../../../shared/run/verdicts";
import { criteriaIn } from "../memory";
import type { Attempt } from "../roles";
import { attemptName } from "./attempt-text";
import { oneLine, quoted } from "./quote";

/**
 * Every enabled criterion with its id, grouped by how it stands in the best attempt, else the latest: within
 * `tokens`, questions shortened alike where they are too long. Empty where nothing fits, or nothing is judged.
 */
export function criteriaText(
  criteria: readonly Criterion[],
  trajectory: readonly Attempt[],
  tokens: number,
): string {
  const ground = trajectory.find(({ best }) => best) ?? trajectory.at(-1);
  if (ground === undefined || criteria.length === 0) return "";
  for (const most of [Number.POSITIVE_INFINITY, 40, 24, 16, 10]) {
    const text = listed(criteria, ground, most);
    if (textTokens(text) <= tokens) return text;
  }
  return "";
}

function listed(criteria: readonly Criterion[], ground: Attempt, most: number): string {
  // By the criteria of the run, which may know more than those the attempt was judged by.
  const judged = { ...ground, criteria };
  const where = attemptName(ground).toLowerCase();
  const group = (title: string, ...states: readonly (VerdictState | null)[]) => {
    const lines = criteriaIn(judged, ...states).map(
      ({ id, question, locked }) =>
        `- ${id}: ${shortened(oneLine(question), most)}${locked === true ? " [locked]" : ""}`,
    );
    return lines.length === 0 ? "" : `${title}\n${lines.join("\n")}`;
  };
  return [
    group(`MUST STAY TRUE (passed in ${where}):`, "pass"),
    group(`MUST BECOME TRUE (failed in ${where}):`, "fail"),
    group(`NOT KNOWN YET (not decided in ${where}):`, "unclear", "error", null),
  ]
    .filter((text) => text !== "")
    .join("\n");
}

/** What the designer will not see given up. */
export function lockedText(criteria: readonly Criterion[]): string {
  const locked = criteria.filter((criterion) => criterion.locked === true);
  if (locked.length === 0) return "";
  const lines = locked.map(({ question }) => `- ${oneLine(question)}`).join("\n");
  return `The designer locked these. They must hold in every picture: keep the wording that makes them hold, whatever else you change.\n${quoted("locked", lines)}`;
}
