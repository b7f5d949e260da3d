/** What a skill's record allows to be said, in plain words and no more than that. */
import type { SkillUsage } from "../../../shared/skills";
import { t } from "../../i18n";
import { formatPercent } from "../../i18n/format";

/** Fewer pairs, or fewer runs on either side, say nothing. */
const LEAST_PAIRS = 3;
const LEAST_RUNS = 8;
/** Differences below this are chance. */
const NOTABLE = 0.05;

export type Lift =
  | { readonly kind: "unused" }
  | { readonly kind: "few" }
  | {
      readonly kind: "pairs" | "overall";
      readonly verdict: "helped" | "hurt" | "same";
      readonly without: number;
      readonly with: number;
      /** Pairs of runs, or runs with the skill. */
      readonly count: number;
    };

/** The strongest thing that can be said: runs of the same prompt and seed first, all runs where there are too few. */
export function liftOf(usage: SkillUsage): Lift {
  if (usage.runs === 0) return { kind: "unused" };
  const { pairs, pairPassWith, pairPassWithout, passRate, baselinePassRate } = usage;
  if (pairs >= LEAST_PAIRS && pairPassWith !== null && pairPassWithout !== null) {
    return said("pairs", pairPassWithout, pairPassWith, pairs);
  }
  const enough = usage.runs >= LEAST_RUNS && usage.baselineRuns >= LEAST_RUNS;
  if (enough && passRate !== null && baselinePassRate !== null) {
    return said("overall", baselinePassRate, passRate, usage.runs);
  }
  return { kind: "few" };
}

function said(kind: "pairs" | "overall", without: number, aided: number, count: number): Lift {
  const gain = aided - without;
  const verdict = Math.abs(gain) < NOTABLE ? "same" : gain > 0 ? "helped" : "hurt";
  return { kind, verdict, without, with: aided, count };
}

/** One line for the shelf; null where nothing was run yet. */
export function usageLine(usage: SkillUsage): string | null {
  const lift = liftOf(usage);
  if (lift.kind === "unused") return null;
  if (lift.kind === "few") return t("skills:usage.usedFew", { count: usage.runs });
  return t(`skills:usage.short.${lift.verdict}`, {
    before: formatPercent(lift.without),
    after: formatPercent(lift.with),
    count: usage.runs,
  });
}
