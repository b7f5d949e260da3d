/**
 * Mends a scene: changes what the verifier found fault with, object by object, and leaves the rest where it is.
 * Works like an editor with the drawing open: what is wrong and where is the verifier's word, from pixels; the scene
 * only says what can be taken hold of there.
 */
import type { Scene, SceneObject } from "../../../../shared/flatland/scene";
import { paintersOrder } from "../decode";
import { isMeant } from "../names";
import { facingOf } from "../render/catalogue";
import { scramble } from "../sampler";
import { grainOf } from "./body";
import { withContents } from "./contents";
import { type Goals, goalsOf, type Judged } from "./goals";
import { laidOut } from "./layout";
import { inOrder } from "./orders";
import { objectsOf, piecesOf } from "./pieces";

interface SceneEdit {
  readonly scene: Scene;
  /** Failed criteria, with what was seen of them. */
  readonly mend: readonly Judged[];
  /** Criteria that passed. */
  readonly keep: readonly Judged[];
  /** The same seed gives the same edit; another one, where there is a choice, another. */
  readonly seed: number;
}

export interface EditedScene {
  readonly scene: Scene;
  /** What was done, a short sentence each. */
  readonly done: readonly string[];
}

/** Who chases and who is chased run to the left, as the marks of their speed are drawn. */
function turned(object: SceneObject, { links }: Goals): SceneObject {
  const runs = links.some(
    ({ link, subject, object: chased, fault }) =>
      link.id === "chasing" && fault !== null && (isMeant(subject, object) || isMeant(chased, object)),
  );
  const looks = object.facing ?? facingOf(object.kind);
  return runs && looks === "right" ? { ...object, facing: "left" } : object;
}

/**
 * The scene with what failed mended: objects added, taken away, repainted, moved, words set afresh; and where the
 * scene is right but was not seen so, set farther apart, larger, and on another ground.
 * @throws StudioError "bad-input" when it cannot be mended this way: no measurable fault, or no room
 */
export function editScene({ scene, mend, keep, seed }: SceneEdit): EditedScene {
  const goals = goalsOf(mend, keep);
  const grain = grainOf(scene.look?.aspect);
  const before = piecesOf(scene.objects, grain);
  const contents = withContents(before, goals, grain);
  const { pieces, floor, clearer, moved } = laidOut(contents, goals, before, {
    floor: scene.backdrop !== "plain",
    seed,
    grain,
  });
  const note = clearer
    ? "Set apart what was not seen for what it is."
    : "Moved what stood wrongly or in the way.";
  return {
    scene: {
      ...scene,
      backdrop: floor || goals.backdrop === scene.backdrop ? scene.backdrop : "plain",
      styleSeed: clearer ? scramble(seed ^ 0x5ce9e) : scene.styleSeed,
      objects: paintersOrder(
        objectsOf(inOrder(pieces, goals, before)).map((object) => turned(object, goals)),
        scene.look?.aspect,
      ),
    },
    done: moved ? [...contents.done, note] : contents.done,
  };
}
