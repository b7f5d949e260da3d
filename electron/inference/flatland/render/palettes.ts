/**
 * Colours of backdrops. The quiet ones are chosen by a scene's seed; the ones with a mood by their name, when a
 * prompt or a person asks for it (the words are in world.json).
 */
import { StudioError } from "../../../../shared/errors";

export interface Palette {
  readonly name: string;
  readonly sky: string;
  readonly ground: string;
  readonly shadow: string;
}

/** All of one lightness, none saturated: finishes must stay the strongest colours of a picture. */
const quiet: readonly Palette[] = [
  { name: "oat", sky: "#ebe8e0", ground: "#d8d5cc", shadow: "#4a463c" },
  { name: "mist", sky: "#dfe8ee", ground: "#ccd7df", shadow: "#38444f" },
  { name: "lilac", sky: "#e6e3ee", ground: "#d4d0df", shadow: "#423d50" },
  { name: "sage", sky: "#e2e9df", ground: "#ced8ca", shadow: "#3c4838" },
  { name: "blush", sky: "#f0e4e1", ground: "#e0d0cb", shadow: "#513f3a" },
  { name: "sand", sky: "#efe7d8", ground: "#ded2bd", shadow: "#4f4530" },
  { name: "glacier", sky: "#dfebea", ground: "#cad9d8", shadow: "#354746" },
  { name: "pearl", sky: "#e6e7ea", ground: "#d3d5d9", shadow: "#3d4047" },
  { name: "peach", sky: "#f2e6da", ground: "#e3d2c1", shadow: "#534333" },
  { name: "periwinkle", sky: "#e1e5f0", ground: "#cdd3e2", shadow: "#393f52" },
  { name: "chalk", sky: "#eceae6", ground: "#dcdad4", shadow: "#45423c" },
  { name: "meadow", sky: "#e4ebe6", ground: "#cbd8c6", shadow: "#3a4937" },
  { name: "clay", sky: "#ece2da", ground: "#dac9bd", shadow: "#4c3d33" },
  { name: "harbour", sky: "#dde6e8", ground: "#c8d0cb", shadow: "#374442" },
];

const moods: readonly Palette[] = [
  { name: "pastel", sky: "#f8e6f0", ground: "#cfe9e2", shadow: "#4d4054" },
  { name: "warm", sky: "#f7dfc4", ground: "#e5b891", shadow: "#5a3a24" },
  { name: "cold", sky: "#d3e3f2", ground: "#aec6de", shadow: "#2c3d54" },
  { name: "autumn", sky: "#f2ddbd", ground: "#cfa273", shadow: "#513318" },
  { name: "neon", sky: "#c3f5ff", ground: "#d3f77c", shadow: "#3a2a6b" },
  { name: "earthy", sky: "#e7dcc8", ground: "#b9a482", shadow: "#43371f" },
  { name: "ocean", sky: "#cde8ee", ground: "#8dc2ce", shadow: "#1f4450" },
  { name: "forest", sky: "#dde8d4", ground: "#98b589", shadow: "#2b3d24" },
  { name: "sunset", sky: "#f9d3b4", ground: "#d9a294", shadow: "#55302f" },
  { name: "candy", sky: "#fddfe9", ground: "#bfe3f7", shadow: "#4c3a58" },
  { name: "retro", sky: "#f1e2c0", ground: "#8fb8ad", shadow: "#473a24" },
  { name: "spring", sky: "#e6f4e4", ground: "#bbdda2", shadow: "#34492a" },
  { name: "winter", sky: "#d8e6f2", ground: "#f1f6fa", shadow: "#3f5166" },
  { name: "desert", sky: "#f6e2c6", ground: "#ddb584", shadow: "#57391c" },
  { name: "dark", sky: "#747a8d", ground: "#61677b", shadow: "#23252f" },
  { name: "muted", sky: "#e2dfd9", ground: "#c6c1b7", shadow: "#423f39" },
];

const byName = new Map([...quiet, ...moods].map((palette) => [palette.name, palette]));

/** Names of all palettes. */
export const paletteNames: readonly string[] = [...byName.keys()];

/** The palette of that name. Throws StudioError("bad-input") for one there is not. */
export function paletteNamed(name: string): Palette {
  const palette = byName.get(name);
  if (palette !== undefined) return palette;
  throw new StudioError("bad-input", `Flatland has no palette called "${name}".`, {
    remedy: `Use one of: ${paletteNames.join(", ")}.`,
  });
}

/** The quiet palette of a share (0..1) of the way through them. */
export function quietPalette(share: number): Palette {
  const palette = quiet[Math.floor(share * quiet.length)] ?? quiet[0];
  if (palette === undefined) throw new RangeError("Flatland has no palettes.");
  return palette;
}
