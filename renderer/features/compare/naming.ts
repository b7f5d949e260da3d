/** What compared iterations are called: by number within one run, by title and number across runs. */
import type { TFunction } from "i18next";
import { roundPlace } from "../../app/runs/rounds";
import { type Compared, isReady, ofSeveralRuns, titleOf } from "./compared";

type Words = TFunction<"compare">;

/** "4", or "Milk run 4" where several runs are laid out. */
export function shortName(one: Compared, all: readonly Compared[], t: Words): string {
  const n = one.place.iteration;
  const title = titleOf(one);
  return ofSeveralRuns(all) && title !== "" ? t("pane.name", { title, n }) : String(n);
}

/** "Iteration 4", "Iteration 4, round 2, image 1 of 3", or "Milk run, iteration 4". */
export function longName(one: Compared, all: readonly Compared[], t: Words): string {
  const n = one.place.iteration;
  const title = titleOf(one);
  const name =
    ofSeveralRuns(all) && title !== "" ? t("pane.iterationOf", { title, n }) : t("pane.iteration", { n });
  const place = isReady(one) ? roundPlace(one.run, one.iteration) : "";
  return place === "" ? name : `${name}, ${place}`;
}
