/** Composes a scene into one clean SVG document. */
import { StudioError } from "../../../../shared/errors";
import type { Scene, SceneObject } from "../../../../shared/flatland/scene";
import { backdropFor } from "./backdrop";
import { finishOf, subjectOf } from "./catalogue";
import type { Figure } from "./figure";
import type { Finish } from "./finishes";
import { boardFor } from "./lettering";
import { shadowGradient, shadowMarkup } from "./shadow";
import { figureMarkup, outlineClip } from "./symbols";
import { element, escapeXml, num } from "./xml";

/** Side of the drawing in SVG user units. */
export const CANVAS = 1024;

export interface RenderOptions {
  /** Width and height attributes of the document in pixels; the viewBox is always 1024. */
  readonly size: number;
}

/** Definitions used by a drawing, each once, in the order they were first needed. */
class Definitions {
  private readonly entries = new Map<string, string>();

  add(key: string, markup: () => string): void {
    if (!this.entries.has(key)) this.entries.set(key, markup());
  }

  toString(): string {
    return element("defs", {}, [...this.entries.values()].join("\n"));
  }
}

/** Adds what `figure` in `finish` needs and returns the id of its symbol. */
function defineFigure(defs: Definitions, name: string, figure: Figure, finishName: string | null): string {
  const finish = finishOf(finishName);
  const clipId = `${name}-outline`;
  const id = `${name}-${finishName ?? "natural"}`;
  if (finish?.layers !== undefined) defs.add(clipId, () => outlineClip(clipId, figure));
  for (const gradient of finish?.gradients ?? []) defs.add(gradient, () => gradient);
  defs.add(id, () => element("symbol", { id, viewBox: "0 0 100 100" }, figureMarkup(figure, finish, clipId)));
  return id;
}

interface Placement {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

const placeOf = (object: SceneObject): Placement => {
  const side = object.size * CANVAS;
  return { x: object.x * CANVAS - side / 2, y: object.y * CANVAS - side / 2, side };
};

/** Moves markup drawn in a 100×100 square to an object's place. */
const placed = (markup: string, { x, y, side }: Placement) =>
  element(
    "g",
    { transform: `translate(${num(x)} ${num(y)}) scale(${String(Math.round(side * 100) / 10000)})` },
    markup,
  );

const used = (id: string, { x, y, side }: Placement) =>
  element("use", { href: `#${id}`, x, y, width: side, height: side });

function standing(
  defs: Definitions,
  name: string,
  figure: Figure,
  object: SceneObject,
  finish: Finish | null,
) {
  const place = placeOf(object);
  const id = defineFigure(defs, name, figure, object.finish);
  return placed(shadowMarkup(figure, finish?.shadow ?? 1), place) + used(id, place);
}

function drawObject(defs: Definitions, object: SceneObject, nth: number): string {
  const finish = finishOf(object.finish);
  const subject = subjectOf(object.kind);
  if (subject.form === "motion") return placed(subject.markup, placeOf(object));
  if (subject.form === "figure") return standing(defs, object.kind, subject.figure, object, finish);
  const board = boardFor(object.text ?? "", finish);
  return standing(defs, `board-${nth}`, board.frame, object, finish) + placed(board.face, placeOf(object));
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

/**
 * Draws a scene as an SVG document: viewBox 0 0 1024 1024, one group per object named
 * `<kind>-<nth>[-<finish>]` in painter's order, each (kind, finish) defined once as a symbol.
 * The same scene gives the same bytes. Throws StudioError("bad-input") for kinds and finishes
 * that are not in world.json and for places that are not numbers.
 */
export function renderScene(scene: Scene, options: RenderOptions): string {
  const defs = new Definitions();
  const backdrop = backdropFor(scene.backdrop, scene.styleSeed);
  defs.add("backdrop", () => backdrop.defs);
  defs.add("contact-shadow", () => shadowGradient(backdrop.palette.shadow));
  const seen = new Map<string, number>();
  const groups = scene.objects.map((object) => {
    assertFinite(object);
    const nth = (seen.get(object.kind) ?? 0) + 1;
    seen.set(object.kind, nth);
    const id = [object.kind, nth, object.finish].filter((part) => part !== null).join("-");
    const title = element("title", {}, escapeXml(titleOf(object, nth)));
    return element("g", { id }, title + drawObject(defs, object, nth));
  });
  const { size } = options;
  const head = {
    xmlns: "http://www.w3.org/2000/svg",
    viewBox: `0 0 ${CANVAS} ${CANVAS}`,
    width: size,
    height: size,
  };
  const parts = [
    element("title", {}, escapeXml(summary(scene))),
    defs.toString(),
    element("g", { id: "backdrop" }, backdrop.markup),
    ...groups,
  ];
  return `${element("svg", head, `\n${parts.join("\n")}\n`)}\n`;
}
