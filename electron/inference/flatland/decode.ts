/** Turns the model's choices into a scene. */
import type { Scene, SceneObject } from "../../../shared/flatland/scene";
import type { LayoutConfig } from "./config";

/** Five bins chosen for one object. */
export interface Choice {
  readonly kind: number;
  readonly finish: number;
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

const LETTERING = /^lettering([0-9]+)$/u;

/** Index of the quoted text (from 0) a kind spells, or null when it is no lettering. */
export function quoteOf(kind: string): number | null {
  const match = LETTERING.exec(kind);
  return match === null ? null : Number(match[1]) - 1;
}

/** Moves a centre so that a square of `size` lies inside the canvas. */
function within(centre: number, size: number): number {
  const half = Math.min(0.5, size / 2);
  return Math.min(1 - half, Math.max(half, centre));
}

/** One object from its bins; `quotes` are the prompt's quoted texts. */
export function objectOf(choice: Choice, config: LayoutConfig, quotes: readonly string[]): SceneObject {
  const kind = config.kinds[choice.kind] ?? "";
  const size = (choice.size + 1) * config.sizeStep;
  const place = {
    finish: choice.finish === 0 ? null : (config.finishes[choice.finish] ?? null),
    x: within((choice.x + 0.5) / config.positionBins, size),
    y: within((choice.y + 0.5) / config.positionBins, size),
    size,
  };
  const quote = quoteOf(kind);
  return quote === null ? { kind, ...place } : { kind: "lettering", ...place, text: quotes[quote] ?? "" };
}

/** Farthest first: by where objects stand; lettering last, so that nothing covers it. */
export function paintersOrder(objects: readonly SceneObject[]): SceneObject[] {
  const depth = (object: SceneObject) => (object.kind === "lettering" ? 2 : 0) + object.y + object.size / 2;
  return [...objects].sort((a, b) => depth(a) - depth(b));
}

/** @param backdrop Kind index of the model's first choice. */
export function sceneOf(
  backdrop: number,
  choices: readonly Choice[],
  config: LayoutConfig,
  quotes: readonly string[],
  styleSeed: number,
): Scene {
  return {
    backdrop: config.kinds[backdrop] === "ground" ? "ground" : "plain",
    styleSeed,
    objects: paintersOrder(choices.map((choice) => objectOf(choice, config, quotes))),
  };
}
