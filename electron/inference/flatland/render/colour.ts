/** Colour arithmetic on #rrggbb strings, in display values. */

export type Hex = string;

/** Lines of outline drawings. */
export const INK: Hex = "#2b2d38";

function channels(hex: Hex): readonly number[] {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
}

/** The colour `share` (0..1) of the way from `from` to `to`. */
export function mix(from: Hex, to: Hex, share: number): Hex {
  const end = channels(to);
  const mixed = channels(from).map((value, index) => Math.round(value + ((end[index] ?? 0) - value) * share));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

/** A gradient map: the colour of a figure's darkest, median and lightest parts. */
export interface Ramp {
  readonly dark: Hex;
  readonly base: Hex;
  readonly light: Hex;
}

/** The ramp's colour at `tone` (0 darkest, 0.5 base, 1 lightest). */
export function rampAt(ramp: Ramp, tone: number): Hex {
  return tone < 0.5 ? mix(ramp.dark, ramp.base, tone * 2) : mix(ramp.base, ramp.light, (tone - 0.5) * 2);
}
