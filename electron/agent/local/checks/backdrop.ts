/** What lies behind everything, as far as the eyes were taught it. */
import type { BackdropName } from "../../../../shared/flatland/scene";
import type { Sighting } from "../../../../shared/inference/detections";
import { backdropWords } from "../places";
import { beyond, type Finding, judged } from "./finding";

/** Passes where the likeliest backdrop is the one asked for; unclear where the eyes do not tell backdrops. */
export function checkBackdrop({ backdrop }: Sighting, wanted: BackdropName): Finding {
  if (backdrop === undefined) return beyond("The local eyes tell things, not what lies behind them.");
  const { name, confidence } = backdrop;
  return judged(name === wanted, confidence, `the scene is ${backdropWords(name)}`, []);
}
