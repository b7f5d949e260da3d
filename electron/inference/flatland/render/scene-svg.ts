/** Composes a scene into one clean SVG document of plain, named groups. */
import { StudioError } from "../../../../shared/errors";
import type { Look, Scene, SceneObject } from "../../../../shared/flatland/scene";
import { sceneElement } from "../scene-data";
import { backdropFor } from "./backdrop";
import { type Canvas, canvasOf, SHORTER } from "./canvas";
import { facingOf, finishOf, subjectOf } from "./catalogue";
import type { Figure } from "./figure";
import { figureMarkup, isLifted, outlineClip } from "./figure-svg";
import type { Finish } from "./finishes";
import { objectId, slug } from "./ids";
import { boardFor } from "./lettering";
import { BACKDROP_LIFT, type Duotone, duotoneOf, inOneHue } from "./monochrome";
import type { Palette } from "./palettes";
import { castsShadow } from "./resting";
import { mirroredFoot, shadowGradient, shadowMarkup } from "./shadow";
import { element, escapeXml, num } from "./xml";

export interface RenderOptions {
  /** Longer side of the document in pixels; the viewBox has 1024 units on the shorter one. */
  readonly size: number;
}

/** Definitions used by a drawing, each once, in the order they were first needed. */
class Definitions {
  private readonly entries = new Map<string, string>();

  add(key: string, markup: () => string): void {
    if (!this.entries.has(key)) this.entries.set(key, markup());
  }

  toString(): string {
    return [...this.entries.values()].join("\n");
  }
}

/** What all objects of a drawing share. */
interface Sheet {
  readonly scene: Scene;
  readonly defs: Definitions;
  readonly canvas: Canvas;
  readonly look: Look;
  readonly shadow: string;
}

/** True for what is to look the other way than it is drawn. */
function isMirrored({ kind, facing }: SceneObject): boolean {
  const drawn = facingOf(kind);
  return facing !== undefined && drawn !== null && drawn !== facing;
}

/** Moves markup drawn in a 100×100 square to an object's place, as a group of that id. */
function placed(
  id: string,
  markup: string,
  object: SceneObject,
  { canvas }: Sheet,
  mirrored = false,
): string {
  const side = object.size * SHORTER;
  const [x, y] = [object.x * canvas.width - side / 2, object.y * canvas.height - side / 2];
  const scale = String(Math.round(side * 100) / 10000);
  const transform = mirrored
    ? `translate(${num(x + side)} ${num(y)}) scale(-${scale} ${scale})`
    : `translate(${num(x)} ${num(y)}) scale(${scale})`;
  return element("g", { id, transform }, markup);
}

/** What is drawn of an object: its figure, and the name under which the figure's outline is shared. */
interface Drawn {
  readonly id: string;
  readonly outline: string;
  readonly figure: Figure;
  readonly finish: Finish | null;
}

/** A figure in its place, on its shadow. */
function standing(sheet: Sheet, { id, outline, figure, finish }: Drawn, object: SceneObject): string {
  const { defs, look, shadow } = sheet;
  const { style = "flat" } = look;
  const mirrored = isMirrored(object);
  if (finish?.layers !== undefined) defs.add(outline, () => outlineClip(outline, figure));
  for (const gradient of finish?.gradients ?? []) defs.add(gradient, () => gradient);
  const cast = mirrored ? mirroredFoot(figure) : figure;
  const grounded = !isLifted(style) && castsShadow(object, figure, sheet.scene, sheet.canvas);
  const below = grounded
    ? placed(`${id}-shadow`, shadowMarkup(cast, finish?.shadow ?? 1), object, sheet)
    : "";
  const markup = figureMarkup(figure, finish, { style, clipId: outline, shadow });
  return below + placed(`${id}-figure`, markup, object, sheet, mirrored);
}

function drawObject(sheet: Sheet, object: SceneObject, id: string): string {
  const finish = finishOf(object.finish);
  const subject = subjectOf(object.kind);
  if (subject.form === "motion")
    return placed(`${id}-figure`, subject.markup, object, sheet, isMirrored(object));
  if (subject.form === "figure") {
    const outline = `${slug(object.kind)}-outline`;
    return standing(sheet, { id, outline, figure: subject.figure, finish }, object);
  }
  const { frame, face } = boardFor(object.text ?? "", finish, sheet.look.typeface);
  const board = standing(sheet, { id, outline: `${id}-outline`, figure: frame, finish }, object);
  return board + placed(`${id}-words`, face, object, sheet);
}

function titleOf(object: SceneObject, nth: number): string {
  const words = [object.finish, object.kind, String(nth)].filter((word) => word !== null).join(" ");
  return object.text === undefined ? words : `${words}: ${object.text}`;
}

function assertFinite(object: SceneObject): void {
  if ([object.x, object.y, object.size].every(Number.isFinite) && object.size > 0) return;
  throw new StudioError("bad-input", `The scene places "${object.kind}" nowhere.`, {
    remedy: "Give every object finite x and y and a size above 0.",
  });
}

/** A short sentence for the document's title. */
function summary(scene: Scene): string {
  const counts = new Map<string, number>();
  for (const { kind, finish } of scene.objects) {
    const name = finish === null ? kind : `${finish} ${kind}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return (
    [...counts].map(([name, count]) => (count === 1 ? name : `${count} × ${name}`)).join(", ") ||
    "Empty scene"
  );
}

/** What a look does to the colours of a drawing: monochrome turns them into tones, `lift` lightens those. */
function toningOf({ style, palette }: Look, chosen: Palette): (markup: string, lift?: number) => string {
  if (style !== "monochrome") return (markup) => markup;
  const duotone: Duotone = duotoneOf(palette === undefined ? null : chosen);
  return (markup, lift) => inOneHue(markup, duotone, lift);
}

/** One group per object, in painter's order. */
function groupsOf(scene: Scene, sheet: Sheet): string[] {
  const seen = new Map<string, number>();
  return scene.objects.map((object) => {
    assertFinite(object);
    const nth = (seen.get(object.kind) ?? 0) + 1;
    seen.set(object.kind, nth);
    const title = element("title", {}, escapeXml(titleOf(object, nth)));
    const id = objectId(object.kind, nth, object.finish);
    return element("g", { id }, title + drawObject(sheet, object, id));
  });
}

/**
 * Draws a scene as an SVG document: 1024 units on the shorter side, one group per object named
 * `<kind>-<nth>[-<finish>]` in painter's order. No symbols, styles or filters: what drawing tools (Figma,
 * Inkscape, Illustrator) read differently or drop; the scene itself goes along as metadata (see scene-data.ts).
 * The same scene gives the same bytes. Throws StudioError("bad-input") for kinds, finishes and palettes there
 * are not, and for places that are not numbers.
 */
export function renderScene(scene: Scene, { size }: RenderOptions): string {
  const { look = {} } = scene;
  const canvas = canvasOf(look.aspect);
  const defs = new Definitions();
  const backdrop = backdropFor(scene.backdrop, scene.styleSeed, canvas, look);
  if (!isLifted(look.style ?? "flat")) defs.add("contact-shadow", () => shadowGradient(backdrop.shadow));
  const sheet = { scene, defs, canvas, look, shadow: backdrop.shadow };
  const tone = toningOf(look, backdrop.palette);
  const groups = groupsOf(scene, sheet).map((group) => tone(group));
  const { defs: washes, markup } = backdrop;
  const drawn = [
    element("defs", {}, tone(washes, BACKDROP_LIFT) + tone(defs.toString())),
    element("g", { id: "backdrop" }, tone(markup, BACKDROP_LIFT)),
    ...groups,
  ];
  const scale = size / Math.max(canvas.width, canvas.height);
  const head = {
    xmlns: "http://www.w3.org/2000/svg",
    viewBox: `0 0 ${canvas.width} ${canvas.height}`,
    width: Math.round(canvas.width * scale),
    height: Math.round(canvas.height * scale),
  };
  const parts = [element("title", {}, escapeXml(summary(scene))), sceneElement(scene), ...drawn];
  return `${element("svg", head, `\n${parts.join("\n")}\n`)}\n`;
}
