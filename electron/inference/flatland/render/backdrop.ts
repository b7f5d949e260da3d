/** Quiet backdrops: muted palettes, so that what stands before them stays the strongest of a picture. */
import type { BackdropName, Look } from "../../../../shared/flatland/scene";
import { beach } from "./backdrops/beach";
import { city } from "./backdrops/city";
import { night } from "./backdrops/night";
import { ground, plain } from "./backdrops/open";
import type { Drawing, Site } from "./backdrops/parts";
import { room } from "./backdrops/room";
import { type Canvas, canvasOf } from "./canvas";
import { mix } from "./colour";
import { type Palette, paletteNamed, quietPalette } from "./palettes";
import { randomFrom } from "./random";

const drawings: Readonly<Record<BackdropName, (site: Site) => Drawing>> = {
  plain,
  ground,
  night,
  beach,
  room,
  city,
};

export interface Backdrop extends Drawing {
  readonly palette: Palette;
  /** Colour of the shadows that fall on it. */
  readonly shadow: string;
}

/**
 * The backdrop a style seed chooses: the same seed, the same palette and hills. A palette's name chooses its
 * colours instead. Throws StudioError("bad-input") for a palette there is not.
 */
export function backdropFor(
  kind: BackdropName,
  styleSeed: number,
  canvas: Canvas = canvasOf(),
  { palette: wanted, style = "flat" }: Look = {},
): Backdrop {
  const random = randomFrom(styleSeed);
  const chosen = quietPalette(random());
  const palette = wanted === undefined ? chosen : paletteNamed(wanted);
  const shadow = kind === "night" ? mix(palette.shadow, "#1c2238", 0.7) : palette.shadow;
  return { palette, shadow, ...drawings[kind]({ canvas, palette, random, style }) };
}
