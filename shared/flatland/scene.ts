/**
 * The scene a Flatland engine emits and its renderer draws. Coordinates are fractions of the canvas
 * (x to the right, y down, 0..1); `objects` is in painter's order, the farthest first.
 */
export interface SceneObject {
  /** A noun or prop name of `world.json`. */
  readonly kind: string;
  /** A finish name of `world.json`; null leaves the object its natural colours. */
  readonly finish: string | null;
  /** Centre of the object's square, in fractions of the canvas's width and height. */
  readonly x: number;
  readonly y: number;
  /** Side of the object's square as a fraction of the canvas's shorter side. */
  readonly size: number;
  /** Where it looks; absent means as its figure was drawn (see `facing` of the noun in `world.json`). */
  readonly facing?: Facing;
  /** What a `lettering` prop spells; absent for everything else. */
  readonly text?: string;
}

export const facings = ["left", "right"] as const;
export type Facing = (typeof facings)[number];

export const backdropNames = ["plain", "ground", "night", "beach", "room", "city"] as const;
/** All but `plain` have a floor to stand on, below the middle of the picture. */
export type BackdropName = (typeof backdropNames)[number];

/** Palettes with a mood, as world.json names them. */
export const moodNames = [
  "pastel",
  "warm",
  "cold",
  "autumn",
  "neon",
  "earthy",
  "ocean",
  "forest",
  "sunset",
  "candy",
  "retro",
  "spring",
  "winter",
  "desert",
  "dark",
  "muted",
] as const;

export const styleNames = ["flat", "outline", "sticker", "paper-cut", "monochrome"] as const;
export type StyleName = (typeof styleNames)[number];

export const typefaceNames = ["sans", "rounded", "serif", "hand", "display", "mono"] as const;
export type TypefaceName = (typeof typefaceNames)[number];

export const aspectNames = ["1:1", "4:3", "3:4", "16:9", "9:16"] as const;
export type AspectName = (typeof aspectNames)[number];

/** Width divided by height. */
export function ratioOf(aspect: AspectName): number {
  const [across = 1, down = 1] = aspect.split(":").map(Number);
  return across / down;
}

/** How a scene is drawn, apart from what is in it. Absent parts mean: square, flat, the seed's palette, rounded. */
export interface Look {
  readonly aspect?: AspectName;
  readonly style?: StyleName;
  /** Name of a backdrop palette (electron/inference/flatland/render/backdrop.ts). */
  readonly palette?: string;
  readonly typeface?: TypefaceName;
}

export interface Scene {
  readonly backdrop: BackdropName;
  /** Chooses palette and the small variations that are nobody's request (a non-negative integer). */
  readonly styleSeed: number;
  readonly objects: readonly SceneObject[];
  readonly look?: Look;
}
