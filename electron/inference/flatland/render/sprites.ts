/** Parts of a scene drawn by themselves, for data sets and previews: the very markup scenes are made of. */
import type { Scene } from "../../../../shared/flatland/scene";
import { backdropFor } from "./backdrop";
import { finishOf, subjectOf } from "./catalogue";
import type { Figure } from "./figure";
import type { Finish } from "./finishes";
import { boardFor } from "./lettering";
import { shadowGradient, shadowMarkup } from "./shadow";
import { figureMarkup, outlineClip } from "./symbols";
import { element } from "./xml";

const document = (viewBox: string, content: string) =>
  element("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox }, content);

function finished(figure: Figure, finish: Finish | null): string {
  const defs = element("defs", {}, (finish?.gradients ?? []).join("") + outlineClip("outline", figure));
  return defs + figureMarkup(figure, finish, "outline");
}

/** Any figure in a finish, filling its square, without shadow or backdrop. */
export function figureSprite(figure: Figure, finishName: string | null): string {
  return document("0 0 100 100", finished(figure, finishOf(finishName)));
}

/** An object of the world as it stands in a scene, filling its square, without shadow or backdrop. */
export function objectSprite(kind: string, finishName: string | null, text = ""): string {
  const subject = subjectOf(kind);
  if (subject.form === "motion") return document("0 0 100 100", subject.markup);
  if (subject.form === "figure") return figureSprite(subject.figure, finishName);
  const finish = finishOf(finishName);
  const { frame, face } = boardFor(text, finish);
  return document("0 0 100 100", finished(frame, finish) + face);
}

/** The side of a shadow sprite in sides of its object's square; both share their centre. */
export const SHADOW_SPRITE_SIDES = 1.6;

/** The ground shadow of a figure by itself, at full strength. */
export function shadowSprite(figure: Figure, colour: string): string {
  const margin = (SHADOW_SPRITE_SIDES - 1) * 50;
  const side = SHADOW_SPRITE_SIDES * 100;
  const defs = element("defs", {}, shadowGradient(colour));
  return document(`${-margin} ${-margin} ${side} ${side}`, defs + shadowMarkup(figure, 1));
}

/** A backdrop by itself. */
export function backdropSvg(kind: Scene["backdrop"], styleSeed: number): string {
  const { defs, markup } = backdropFor(kind, styleSeed);
  return document("0 0 1024 1024", element("defs", {}, defs) + markup);
}
