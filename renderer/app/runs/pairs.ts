/** What a judge said of images with equal scores, in words. */
import type { JudgedPair, RunState } from "../../../shared/run/state";
import { t } from "../../i18n";

/** "The judge preferred 3 over 2, both ways round." */
export function pairSentence({ a, b, winner, orders }: JudgedPair): string {
  if (winner !== null) {
    const [first, second] = winner === "a" ? [a, b] : [b, a];
    return t("studio:pairs.preferred", { first, second });
  }
  const tie = orders.every((said) => said === "tie");
  return t(tie ? "studio:pairs.tie" : "studio:pairs.contradicted", { first: a, second: b });
}

/** The pairs an image was part of, as they were judged. */
export function pairsWith({ pairs }: Pick<RunState, "pairs">, n: number): readonly JudgedPair[] {
  return pairs.filter(({ a, b }) => a === n || b === n);
}

/** What decided for an image among its equals; empty where no judge was asked. */
export function whyPreferred(state: Pick<RunState, "pairs">, n: number): string {
  return pairsWith(state, n)
    .filter(({ a, winner }) => winner === null || (winner === "a") === (a === n))
    .map(pairSentence)
    .join(" ");
}
