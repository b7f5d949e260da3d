/** Parts of a scene drawn by themselves, for data sets and previews: the very markup scenes are made of. */
import type { BackdropName, Look, StyleName } from "../../../../shared/flatland/scene";
import { backdropFor } from "./backdrop";
import { canvasOf } from "./canvas";
import { finishOf, subjectOf } from "./catalogue";
import type { Figure } from "./figure";
import { figureMarkup, outlineClip, overhang } from "./figure-svg";
import type { Finish } from "./finishes";
import { boardFor } from "./lettering";
import { BACKDROP_LIFT, duotoneOf, inOneHue } from "./monochrome";
import { paletteNamed } from "./palettes";
import { shadowGradient, shadowMarkup } from "./shadow";
import { element } from "./xml";

const document = (viewBox: string, content: string) =>
  element("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox }, content);

/** A square round the middle of the figure's own, `sides` times as large. */
function square(sides: number, content: string): string {
  const margin = (sides - 1) * 50;
  return document(`${-margin} ${-margin} ${sides * 100} ${sides * 100}`, content);
}

const SHADOW = "#403f44";

function finished(figure: Figure, finish: Finish | null, style: StyleName): string {
  const defs = element("defs", {}, (finish?.gradients ?? []).join("") + outlineClip("outline", figure));
  return defs + figureMarkup(figure, finish, { style, clipId: "outline", shadow: SHADOW });
}

const toned = (markup: string, style: StyleName) =>
  style === "monochrome" ? inOneHue(markup, duotoneOf(null)) : markup;

/** Any figure in a finish and a style, without ground shadow or backdrop, in a square `overhang(style)` times its own. */
export function figureSprite(figure: Figure, finishName: string | null, style: StyleName = "flat"): string {
  return toned(square(overhang(style), finished(figure, finishOf(finishName), style)), style);
}

/** An object of the world as it stands in a scene, without ground shadow or backdrop. */
export function objectSprite(
  kind: string,
  finishName: string | null,
  text = "",
  { style = "flat", typeface }: Pick<Look, "style" | "typeface"> = {},
): string {
  const subject = subjectOf(kind);
  if (subject.form === "motion") return toned(square(overhang(style), subject.markup), style);
  if (subject.form === "figure") return figureSprite(subject.figure, finishName, style);
  const finish = finishOf(finishName);
  const { frame, face } = boardFor(text, finish, typeface);
  return toned(square(overhang(style), finished(frame, finish, style) + face), style);
}

/** The side of a shadow sprite in sides of its object's square; both share their centre. */
export const SHADOW_SPRITE_SIDES = 1.6;

/** The ground shadow of a figure by itself, at full strength. */
export function shadowSprite(figure: Figure, colour: string): string {
  const defs = element("defs", {}, shadowGradient(colour));
  return square(SHADOW_SPRITE_SIDES, defs + shadowMarkup(figure, 1));
}

/** A backdrop by itself. */
export function backdropSvg(kind: BackdropName, styleSeed: number, look: Look = {}): string {
  const canvas = canvasOf(look.aspect);
  const { defs, markup } = backdropFor(kind, styleSeed, canvas, look);
  const svg = document(`0 0 ${canvas.width} ${canvas.height}`, element("defs", {}, defs) + markup);
  if (look.style !== "monochrome") return svg;
  return inOneHue(
    svg,
    duotoneOf(look.palette === undefined ? null : paletteNamed(look.palette)),
    BACKDROP_LIFT,
  );
}
