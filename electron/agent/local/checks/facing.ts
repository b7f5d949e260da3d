/** Which way things look. */
import type { Facing } from "../../../../shared/flatland/scene";
import type { Sighting } from "../../../../shared/inference/detections";
import type { Selector } from "../../../../shared/run/criteria";
import { facingWords } from "../places";
import { beyond, type Finding, judged } from "./finding";
import { checkObject, surenessOf } from "./objects";
import { type Candidate, candidatesFor, countedWords, evidenceOf, seen } from "./scene";

/** All of them must look that way; one that does not speaks against it alone. */
export function checkFacing(sighting: Sighting, of: Selector, facing: Facing): Finding {
  const there = seen(candidatesFor(sighting, of));
  if (there.length === 0) return checkObject(sighting, of);
  if (there.some(({ detection }) => detection.facing === undefined))
    return beyond(`The local eyes cannot tell which way ${countedWords(2, of).replace(/^two /, "")} look.`);
  const wrong = there.filter(({ detection }) => detection.facing !== facing);
  const evidence = [
    ...evidenceOf(
      there.filter((one) => !wrong.includes(one)),
      true,
    ),
    ...evidenceOf(wrong, false),
  ];
  const things = surenessOf(there);
  if (wrong.length === 0)
    return judged(
      true,
      things * Math.min(...there.map(sureOf)),
      `${countedWords(there.length, of)}, ${facingWords(facing)}`,
      evidence,
    );
  const other = facingWords(facing === "left" ? "right" : "left");
  return judged(
    false,
    things * Math.max(...wrong.map(sureOf)),
    `${wrong.length} of ${there.length} ${other}`,
    evidence,
  );
}

function sureOf({ detection }: Candidate): number {
  return detection.facingConfidence ?? 0;
}
