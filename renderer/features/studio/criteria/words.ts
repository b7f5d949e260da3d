/** What criteria and their marks are called, in the language of the moment. */
import type { Criterion } from "../../../../shared/run/criteria";
import type { IterationState } from "../../../../shared/run/state";
import type { Verdict } from "../../../../shared/run/verdicts";
import { t } from "../../../i18n";
import { formatList } from "../../../i18n/format";
import { type MarkState, markOf, neededBy, whyUnasked } from "./marks";

/** What stands under a question: "count · ×2 · from the skill". */
export function metaOf(criterion: Criterion): string {
  const { kind, origin, weight, enabled } = criterion;
  const parts: string[] = [
    kind === "other" && origin === "designer"
      ? t("studio:criteria.yours")
      : t(`studio:criteria.kinds.${kind}`),
  ];
  if (weight !== 1) parts.push(t("studio:criteria.times", { weight }));
  if (origin === "skill") parts.push(t("studio:criteria.fromSkill"));
  if (!enabled) parts.push(t("studio:criteria.off"));
  return parts.join(" · ");
}

export function stateWord(state: MarkState): string {
  return t(`studio:marks.${state}`);
}

/** `88 %` from a probability. */
function percent(confidence: number): string {
  return `${Math.round(confidence * 100)} %`;
}

/** `88 % sure`; empty where nothing could be asked or the verifier has no opinion at all. */
export function sureness(verdict: Verdict): string {
  if (verdict.state === "error" || verdict.confidence === 0) return "";
  return t("studio:marks.sure", { percent: percent(verdict.confidence) });
}

/** "Not asked: “Are there any bicycles?” failed." */
export function unaskedBecause(
  iteration: IterationState,
  criterion: Criterion,
  criteria: readonly Criterion[],
): string {
  const why = whyUnasked(iteration, criterion, criteria);
  return why === null ? t("studio:needs.becauseUnknown") : t("studio:needs.because", { what: why.question });
}

/** "needs “Are there any bicycles?”"; empty for a question that needs nothing. */
export function needsText(criterion: Criterion, criteria: readonly Criterion[]): string {
  const needed = neededBy(criterion, criteria).map(({ question }) => t("studio:needs.quoted", { question }));
  return needed.length === 0 ? "" : t("studio:needs.needs", { what: formatList(needed) });
}

/** "Iteration 2: fail, 88 % sure. Five bicycles, asked for four." */
export function markLabel(
  iteration: IterationState,
  criterion: Criterion,
  criteria: readonly Criterion[] = [],
): string {
  const { state, yours } = markOf(iteration, criterion);
  const verdict = iteration.verdicts[criterion.id];
  const head = t("studio:marks.head", { n: iteration.n, state: stateWord(state) });
  if (yours) {
    const note = iteration.overrides[criterion.id]?.note;
    const decided = `${head}, ${t("studio:marks.decidedByYou")}.`;
    return note === undefined ? decided : `${decided} ${note}`;
  }
  if (state === "unasked") return `${head}. ${unaskedBecause(iteration, criterion, criteria)}`;
  if (verdict === undefined) return `${head}.`;
  const sure = sureness(verdict);
  return `${head}${sure === "" ? "" : `, ${sure}`}. ${verdict.answer}`.trim();
}
