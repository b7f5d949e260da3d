/** Quiet backdrops: muted light palettes, a flat wash or a sky with soft hills. */
import { mix } from "./colour";
import { randomFrom } from "./random";
import { element, num } from "./xml";

export interface Palette {
  readonly name: string;
  readonly sky: string;
  readonly ground: string;
  readonly shadow: string;
}

/** All of one lightness, none saturated: finishes must stay the strongest colours of a picture. */
export const palettes: readonly Palette[] = [
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

export interface Backdrop {
  readonly palette: Palette;
  readonly defs: string;
  readonly markup: string;
}

const CANVAS = 1024;

function wash(id: string, top: string, bottom: string): string {
  const stops =
    element("stop", { offset: 0, "stop-color": top }) + element("stop", { offset: 1, "stop-color": bottom });
  return element("linearGradient", { id, x1: 0, y1: 0, x2: 0, y2: 1 }, stops);
}

const full = (fill: string) => element("rect", { width: CANVAS, height: CANVAS, fill });

function plain(palette: Palette): Backdrop {
  const defs = wash(
    "backdrop-wash",
    mix(palette.sky, "#ffffff", 0.3),
    mix(palette.sky, palette.ground, 0.35),
  );
  return { palette, defs, markup: full("url(#backdrop-wash)") };
}

/** A hill from edge to edge: its heights at the left edge, the crest and the right edge (fractions). */
function hill(left: number, crest: number, right: number, at: number, fill: string): string {
  const y = (fraction: number) => num(fraction * CANVAS);
  const x = at * CANVAS;
  const reach = CANVAS * 0.26;
  const d =
    `M0 ${y(left)}C${num(x * 0.45)} ${y(crest + (left - crest) * 0.25)} ${num(x - reach * 0.55)} ${y(crest)} ${num(x)} ${y(crest)}` +
    `S${num(x + (CANVAS - x) * 0.6)} ${y(crest + (right - crest) * 0.3)} ${CANVAS} ${y(right)}V${CANVAS}H0z`;
  return element("path", { d, fill });
}

function ground(palette: Palette, random: () => number): Backdrop {
  const between = (low: number, high: number) => low + (high - low) * random();
  const horizon = between(0.5, 0.56);
  const mirrored = random() < 0.5;
  const far = mix(palette.sky, palette.ground, 0.5);
  const crest = mirrored ? between(0.66, 0.78) : between(0.22, 0.34);
  const distant = hill(horizon + 0.01, horizon - between(0.035, 0.055), horizon + 0.015, 1 - crest, far);
  const near = hill(horizon + 0.045, horizon, horizon + 0.05, crest, "url(#backdrop-ground)");
  const defs =
    wash("backdrop-sky", mix(palette.sky, "#ffffff", 0.35), palette.sky) +
    wash("backdrop-ground", palette.ground, mix(palette.ground, palette.shadow, 0.09));
  return { palette, defs, markup: full("url(#backdrop-sky)") + distant + near };
}

/** The backdrop a style seed chooses: the same seed, the same palette and hills. */
export function backdropFor(kind: "plain" | "ground", styleSeed: number): Backdrop {
  const random = randomFrom(styleSeed);
  const palette = palettes[Math.floor(random() * palettes.length)] ?? palettes[0];
  if (palette === undefined) throw new RangeError("Flatland has no palettes.");
  return kind === "plain" ? plain(palette) : ground(palette, random);
}
