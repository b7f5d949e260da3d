/** One hue for a whole drawing: every colour becomes the tone it has. */
import { mix } from "./colour";
import type { Palette } from "./palettes";

/** Ends of the scale of tones. */
export interface Duotone {
  readonly dark: string;
  readonly light: string;
}

const GREYS: Duotone = { dark: "#1b1b1f", light: "#fbfbfa" };

/** Greys, or the hue of a palette that was asked for. */
export function duotoneOf(palette: Palette | null): Duotone {
  if (palette === null) return GREYS;
  return { dark: mix(palette.shadow, "#000000", 0.25), light: mix(palette.sky, "#ffffff", 0.66) };
}

/** Perceived lightness 0..1 of a #rrggbb colour. */
function lightness(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  return Math.sqrt(0.299 * r * r + 0.587 * g * g + 0.114 * b * b);
}

/** Markup with every colour attribute (#rrggbb) turned into a tone of the scale, `lift` (0..1) of the way to light. */
export function inOneHue(markup: string, { dark, light }: Duotone, lift = 0): string {
  return markup.replace(/="(#[0-9a-f]{6})"/g, (_, hex: string) => {
    const tone = lightness(hex);
    return `="${mix(dark, light, tone + (1 - tone) * lift)}"`;
  });
}

/** How far backdrops are lifted, so that things stand out from them by tone alone. */
export const BACKDROP_LIFT = 0.42;
