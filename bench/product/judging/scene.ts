/**
 * What the scene behind a drawing truly holds: for the bench only, beside the judges, so that a loop which learns to
 * please its eyes instead of the designer shows. No policy and no judge sees it.
 */
import { judge } from "../../../electron/agent/local/verifier";
import { sceneOfSvg } from "../../../electron/inference/flatland/scene-data";
import { perfectSight } from "../../repair/truth";
import type { Atom } from "../task";
import { probabilityOf } from "./eyes";
import type { Probability } from "./judge";

/**
 * 1 or 0 for each atom, null for what no check measures; null as a whole where the picture has no scene.
 * @param svg the picture's vector form
 */
export function sceneTruth(svg: string | null, atoms: readonly Atom[]): readonly Probability[] | null {
  if (svg === null) return null;
  const sight = perfectSight(sceneOfSvg(svg));
  return atoms.map(({ check }) => {
    const probability = probabilityOf(judge(check, sight));
    return probability === null ? null : Math.round(probability);
  });
}
