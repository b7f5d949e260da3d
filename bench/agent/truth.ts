/** What a picture holds by the scene it was drawn from, which nobody in the loop sees. */
import { judge } from "../../electron/agent/local/verifier";
import { boxIn } from "../../electron/inference/flatland/edit/body";
import { canvasOf } from "../../electron/inference/flatland/render/canvas";
import { sceneOfSvg } from "../../electron/inference/flatland/scene-data";
import type { Sighting } from "../../shared/inference/detections";
import type { Criterion } from "../../shared/run/criteria";

const LETTERING = "lettering";

/** Criteria the scene meets: kinds, numbers and finishes exactly, relations by the objects' own boxes. */
export function metBy(svg: string, criteria: readonly Criterion[]): number {
  const sighting = sightingOf(svg);
  return criteria.filter(({ check }) => check !== undefined && judge(check, sighting).state === "pass")
    .length;
}

/** The scene as eyes would see it that are never wrong. */
function sightingOf(svg: string): Sighting {
  const { objects, look, backdrop } = sceneOfSvg(svg);
  const { width, height } = canvasOf(look?.aspect);
  return {
    detections: objects.map((object) => ({
      kind: object.kind,
      finish: object.finish,
      box: boxIn(object, look?.aspect),
      confidence: 1,
      finishConfidence: 1,
      finishes: [{ finish: object.finish, confidence: 1 }],
    })),
    lines: objects
      .filter(({ kind, text }) => kind === LETTERING && text !== undefined)
      .map((object) => ({ text: object.text ?? "", box: boxIn(object, look?.aspect), confidence: 1 })),
    backdrop: { name: backdrop, confidence: 1 },
    width,
    height,
    ms: 0,
  };
}
