/** What memory says in the language of the moment. */
import type { Recalled, Shown } from "../../../shared/run/events";
import { t } from "../../i18n";
import { formatList, formatNumber } from "../../i18n/format";

/** "prompt, verdicts and picture" */
export function partsText(parts: Shown["parts"]): string {
  return formatList(parts.map((part) => t(`memory:timeline.parts.${part}`)));
}

/** What two prompts have in common: "Both ask for counts and name bicycle and cow." */
export function whyText(recalled: Recalled, prompt: string): string {
  if (recalled.prompt === prompt) return t("memory:recalled.same");
  // Journals of other makes may have the sentence alone.
  if (recalled.common === undefined) return recalled.why;
  const { kinds, words } = recalled.common;
  const parts = [
    kinds.length === 0
      ? ""
      : t("memory:recalled.ask", {
          kinds: formatList(kinds.map((kind) => t(`memory:recalled.kinds.${kind}`))),
        }),
    words.length === 0
      ? ""
      : t("memory:recalled.say", {
          words: formatList(words.map((word) => t("memory:recalled.word", { word }))),
        }),
  ].filter((part) => part !== "");
  if (parts.length === 0) return t("memory:recalled.resembles");
  return t("memory:recalled.both", { what: formatList(parts) });
}

/** "+20 points", "−5 points", "no change" */
export function gainText(gain: number): string {
  const points = Math.round(gain * 100);
  if (points === 0) return t("memory:lesson.noGain");
  return t("memory:lesson.gain", { points: formatNumber(points, { signDisplay: "always" }) });
}

export function toneOf(gain: number): "pass" | "fail" | "quiet" {
  const points = Math.round(gain * 100);
  return points === 0 ? "quiet" : points > 0 ? "pass" : "fail";
}

/** 1234 as "1.2k": enough for a glance. */
export function compact(value: number): string {
  return formatNumber(value, { notation: "compact", maximumFractionDigits: 1 });
}
