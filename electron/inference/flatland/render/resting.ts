/** What a thing stands on, and so whether its foot throws a shadow. */
import type { Scene, SceneObject } from "../../../../shared/flatland/scene";
import { type Canvas, SHORTER } from "./canvas";
import { isFlying, subjectOf } from "./catalogue";
import type { FigureMarks } from "./figure";

/** Height, in fractions of the canvas, from which on a backdrop's floor is certainly floor. */
const FLOOR = 0.53;
/** How far a foot may hang over or sink into what carries it, in sides of the thing. */
const TOUCHING = 0.14;

interface Extent {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function extentOf(object: SceneObject, { bounds }: Pick<FigureMarks, "bounds">, canvas: Canvas): Extent {
  const side = object.size * SHORTER;
  const [x, y] = [object.x * canvas.width - side / 2, object.y * canvas.height - side / 2];
  const [left, top, right, bottom] = bounds;
  const unit = side / 100;
  return { left: x + left * unit, right: x + right * unit, top: y + top * unit, bottom: y + bottom * unit };
}

/** True where another thing's upper half is right under this one's foot. */
function isCarried(object: SceneObject, own: Extent, scene: Scene, canvas: Canvas): boolean {
  const slack = TOUCHING * object.size * SHORTER;
  const middle = (own.left + own.right) / 2;
  return scene.objects.some((other) => {
    if (other === object) return false;
    const subject = subjectOf(other.kind);
    if (subject.form !== "figure") return false;
    const { left, right, top, bottom } = extentOf(other, subject.figure, canvas);
    const below = own.bottom > top - slack && own.bottom < (top + bottom) / 2;
    return below && middle > left && middle < right;
  });
}

/**
 * True for what stands on the ground or on another thing. Plain backdrops are all ground, except to what flies;
 * elsewhere the ground ends at the horizon.
 */
export function castsShadow(object: SceneObject, marks: FigureMarks, scene: Scene, canvas: Canvas): boolean {
  const own = extentOf(object, marks, canvas);
  const grounded = scene.backdrop === "plain" ? !isFlying(object.kind) : own.bottom / canvas.height > FLOOR;
  return grounded || isCarried(object, own, scene, canvas);
}
