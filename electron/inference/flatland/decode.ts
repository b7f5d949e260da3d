/** Turns the model's choices into a scene. */
import {
  type AspectName,
  type BackdropName,
  backdropNames,
  type Facing,
  type Look,
  ratioOf,
  type Scene,
  type SceneObject,
} from "../../../shared/flatland/scene";
import type { LayoutConfig } from "./config";

/** The bins chosen for one object. */
export interface Choice {
  readonly kind: number;
  readonly finish: number;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly facing: number;
}

const LETTERING = /^lettering([0-9]+)$/u;

/** Index of the quoted text (from 0) a kind spells, or null when it is no lettering. */
export function quoteOf(kind: string): number | null {
  const match = LETTERING.exec(kind);
  return match === null ? null : Number(match[1]) - 1;
}

/** Largest side of a sign: what is written must be read, not hide what else is asked for. */
const LARGEST_SIGN = 0.66;

/** Moves a centre so that something `size` long lies within 0..1. */
function within(centre: number, size: number): number {
  const half = Math.min(0.5, size / 2);
  return Math.min(1 - half, Math.max(half, centre));
}

/** Where an object stands; sizes are fractions of the shorter side, places of their own. */
function placeOf(choice: Choice, config: LayoutConfig, aspect: AspectName) {
  const asked = (choice.size + 1) * config.sizeStep;
  const size = quoteOf(config.kinds[choice.kind] ?? "") === null ? asked : Math.min(asked, LARGEST_SIGN);
  const ratio = ratioOf(aspect);
  return {
    x: within((choice.x + 0.5) / config.positionBins, size / Math.max(1, ratio)),
    y: within((choice.y + 0.5) / config.positionBins, size * Math.min(1, ratio)),
    size,
  };
}

const isFacing = (name: string | undefined): name is Facing => name === "left" || name === "right";

/** One object from its bins; `quotes` are the prompt's quoted texts. */
export function objectOf(
  choice: Choice,
  config: LayoutConfig,
  quotes: readonly string[],
  aspect: AspectName = "1:1",
): SceneObject {
  const kind = config.kinds[choice.kind] ?? "";
  const place = {
    finish: choice.finish === 0 ? null : (config.finishes[choice.finish] ?? null),
    ...placeOf(choice, config, aspect),
  };
  const quote = quoteOf(kind);
  if (quote !== null) return { kind: "lettering", ...place, text: quotes[quote] ?? "" };
  const facing = config.facings[choice.facing];
  return isFacing(facing) ? { kind, ...place, facing } : { kind, ...place };
}

/** Farthest first: by where objects stand; lettering last, so that nothing covers it. */
export function paintersOrder(objects: readonly SceneObject[], aspect: AspectName = "1:1"): SceneObject[] {
  const down = Math.min(1, ratioOf(aspect));
  const depth = (object: SceneObject) =>
    (object.kind === "lettering" ? 2 : 0) + object.y + (object.size * down) / 2;
  return [...objects].sort((a, b) => depth(a) - depth(b));
}

export const isBackdrop = (kind: string): kind is BackdropName => backdropNames.some((name) => name === kind);

export interface SceneParts {
  /** Kind index of the model's first choice. */
  readonly backdrop: number;
  readonly choices: readonly Choice[];
  readonly quotes: readonly string[];
  readonly styleSeed: number;
  readonly look: Look;
}

/** The scene that a model's choices describe. */
export function sceneOf(
  { backdrop, choices, quotes, styleSeed, look }: SceneParts,
  config: LayoutConfig,
): Scene {
  const name = config.kinds[backdrop] ?? "plain";
  return {
    backdrop: isBackdrop(name) ? name : "plain",
    styleSeed,
    objects: paintersOrder(
      choices.map((choice) => objectOf(choice, config, quotes, look.aspect)),
      look.aspect,
    ),
    ...(Object.keys(look).length === 0 ? {} : { look }),
  };
}
