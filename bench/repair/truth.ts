/**
 * What a scene truly holds, for benchmarks and tests only: the verifier's own checks on a sighting made up from the
 * scene graph instead of pixels. Product code never judges this way; here it shows when the verifier is fooled.
 */
import { judge } from "../../electron/agent/local/verifier";
import { boxIn } from "../../electron/inference/flatland/edit/body";
import { canvasOf } from "../../electron/inference/flatland/render/canvas";
import { facingOf } from "../../electron/inference/flatland/render/catalogue";
import type { Box } from "../../shared/flatland/geometry";
import type { Scene, SceneObject } from "../../shared/flatland/scene";
import type { Detection, Sighting } from "../../shared/inference/detections";
import type { Criterion } from "../../shared/run/criteria";

const CERTAIN = 0.995;
/** Points tried a side of an object's box, to see how much of it is hidden. */
const GRID = 9;
/** An object hidden by more than this share is not there for anybody who looks at the picture. */
const HIDDEN = 0.7;

/** What perfect eyes would see of a scene. */
export function perfectSight({ objects, look, backdrop }: Scene): Sighting {
  const all = objects.map((object) => ({ object, box: boxIn(object, look?.aspect) }));
  const visible = all.filter(({ box }, index) => hiddenShare(box, all.slice(index + 1)) <= HIDDEN);
  const { width, height } = canvasOf(look?.aspect);
  return {
    detections: visible.map(({ object, box }) => ({
      kind: object.kind,
      finish: object.finish,
      box,
      confidence: CERTAIN,
      finishConfidence: CERTAIN,
      ...looking(object),
    })),
    backdrop: { name: backdrop, confidence: CERTAIN },
    lines: visible.flatMap(({ object, box }) =>
      object.text === undefined ? [] : [{ text: object.text, box, confidence: CERTAIN }],
    ),
    width,
    height,
    ms: 0,
  };
}

/** Which way an object is seen to look. */
function looking({ kind, facing }: SceneObject): Pick<Detection, "facing" | "facingConfidence"> {
  const drawn = facingOf(kind);
  return drawn === null ? {} : { facing: facing ?? drawn, facingConfidence: CERTAIN };
}

function hiddenShare(box: Box, before: readonly { readonly box: Box }[]): number {
  let hidden = 0;
  for (let i = 0; i < GRID * GRID; i++) {
    const x = box.x + (((i % GRID) + 0.5) / GRID) * box.w;
    const y = box.y + ((Math.floor(i / GRID) + 0.5) / GRID) * box.h;
    if (before.some(({ box: one }) => x > one.x && x < one.x + one.w && y > one.y && y < one.y + one.h))
      hidden++;
  }
  return hidden / (GRID * GRID);
}

/** True where the scene meets every enabled criterion that can be measured. */
export function trulyAll(scene: Scene, criteria: readonly Criterion[]): boolean {
  const sight = perfectSight(scene);
  return criteria.every(
    ({ enabled, check }) =>
      !enabled || check === undefined || check.type === "uncheckable" || judge(check, sight).state === "pass",
  );
}
