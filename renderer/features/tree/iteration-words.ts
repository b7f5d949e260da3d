/** An iteration of the tree in words: its number, its place in a round of several images, how much passed. */
import type { TFunction } from "i18next";
import type { TreeNode } from "../../../shared/ipc/domains/runs";
import { drewRounds } from "./layout";

type Iteration = TreeNode["iterations"][number];

/** Its round, and which of the round's images it is; null where rounds are not worth naming. */
function placeOf(node: TreeNode, { round, candidate }: Iteration) {
  return drewRounds(node) && round !== undefined && candidate !== undefined ? { round, candidate } : null;
}

/** "2.3", for the round's third image; null where rounds are not worth naming. */
export function tagOf(node: TreeNode, iteration: Iteration): string | null {
  const place = placeOf(node, iteration);
  return place === null ? null : `${place.round}.${place.candidate}`;
}

export function iterationWords(t: TFunction<"tree">, node: TreeNode, iteration: Iteration): string {
  const { n, passed, total } = iteration;
  const place = placeOf(node, iteration);
  if (place === null) return t("iteration", { n, passed, total });
  return t("iterationOfRound", { n, ...place, passed, total });
}
