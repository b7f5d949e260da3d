/**
 * The looks a figure can take on. A finish is a gradient map over the figure's tones (so that light and dark
 * parts keep telling the figure), layers clipped to the figure, and what is done about rims and details.
 */
import type { Hex, Ramp } from "./colour";
import type { Figure } from "./figure";
import { checks, chips, dust, glint, grain, spots, stripes } from "./textures";
import { element, num } from "./xml";

export interface Finish {
  readonly ramp: Ramp;
  /** Colour of eyes and other details; details stand above every layer. */
  readonly detail: Hex;
  /** A light line round details where a pattern would swallow them. */
  readonly detailHalo?: Hex;
  /** A thin line round the figure, for looks that would melt into a light backdrop. */
  readonly rim?: { readonly colour: Hex; readonly width: number; readonly opacity?: number };
  /** Opacity of the painted body; what stands behind shows through. */
  readonly bodyOpacity?: number;
  /** Opacity of the figure's ground shadow (glass throws little). */
  readonly shadow?: number;
  /** Gradients the layers refer to, as markup for <defs>; finishes may share them. */
  readonly gradients?: readonly string[];
  /** Markup clipped to the figure, above the body and below the details. */
  readonly layers?: (figure: Figure) => string;
  /** Markup above everything, not clipped. */
  readonly above?: (figure: Figure) => string;
}

const colour = (dark: Hex, base: Hex, light: Hex, detail: Hex): Finish => ({
  ramp: { dark, base, light },
  detail,
});

const stop = (offset: number, hex: Hex, opacity = 1) =>
  element("stop", { offset, "stop-color": hex, "stop-opacity": opacity === 1 ? undefined : opacity });

/** Reflections of a bright room in brushed steel: offsets along the diagonal, colours and opacities. */
const METAL_BANDS = [
  [0, "#ffffff", 0.15],
  [0.1, "#ffffff", 0.85],
  [0.19, "#ffffff", 0.2],
  [0.2, "#39434e", 0.62],
  [0.32, "#39434e", 0.1],
  [0.42, "#ffffff", 0.9],
  [0.5, "#ffffff", 0.15],
  [0.51, "#39434e", 0.66],
  [0.64, "#39434e", 0.1],
  [0.74, "#ffffff", 0.9],
  [0.82, "#ffffff", 0.1],
  [0.83, "#39434e", 0.62],
  [1, "#39434e", 0.2],
] as const;

const whole = (fill: string) => element("rect", { width: 100, height: 100, fill });

/** A soft highlight in the roomiest place towards the light; `strength` scales it. */
function highlight(figure: Figure, strength: number): string {
  const { x, y, room } = figure.shine;
  const reach = Math.max(5, room * 1.05);
  return element("ellipse", {
    cx: x,
    cy: y,
    rx: reach,
    ry: reach * 0.62,
    fill: "url(#soft-light)",
    opacity: strength,
    transform: `rotate(-38 ${num(x)} ${num(y)})`,
  });
}

const SOFT_LIGHT = element(
  "radialGradient",
  { id: "soft-light" },
  stop(0, "#ffffff", 0.95) + stop(0.45, "#ffffff", 0.7) + stop(1, "#ffffff", 0),
);

const glass: Finish = {
  ramp: { dark: "#2b8fbd", base: "#7fcdee", light: "#c9efff" },
  detail: "#134e6b",
  rim: { colour: "#2583ab", width: 2.8, opacity: 0.9 },
  bodyOpacity: 0.55,
  shadow: 0.45,
  gradients: [
    element(
      "linearGradient",
      { id: "glass-gleam", x1: 0, y1: 0, x2: 100, y2: 72, gradientUnits: "userSpaceOnUse" },
      [
        [0.22, 0],
        [0.25, 0.7],
        [0.32, 0.55],
        [0.33, 0],
        [0.4, 0],
        [0.41, 0.5],
        [0.435, 0.5],
        [0.445, 0],
        [0.66, 0],
        [0.68, 0.4],
        [0.74, 0.3],
        [0.75, 0],
      ]
        .map(([at, opacity]) => stop(at ?? 0, "#ffffff", opacity ?? 0))
        .join(""),
    ),
    SOFT_LIGHT,
  ],
  layers: (figure) => whole("url(#glass-gleam)") + highlight(figure, 0.45),
};

const metal: Finish = {
  ramp: { dark: "#566069", base: "#98a3ae", light: "#cfd7de" },
  detail: "#1d2329",
  rim: { colour: "#5b6670", width: 1 },
  gradients: [
    element(
      "linearGradient",
      { id: "metal-bands", x1: 8, y1: 0, x2: 44, y2: 100, gradientUnits: "userSpaceOnUse" },
      METAL_BANDS.map(([at, hex, opacity]) => stop(at, hex, opacity)).join(""),
    ),
  ],
  layers: () => whole("url(#metal-bands)"),
};

const STONE_LIGHT = chips(44, 5.4, 11);
const STONE_DARK = chips(56, 5, 5);
const STONE_GRIT = dust(190, 0.55, 3);

const stone: Finish = {
  ramp: { dark: "#5c564b", base: "#918978", light: "#b8ae9b" },
  detail: "#2b2824",
  rim: { colour: "#625b4f", width: 1 },
  layers: () =>
    element("path", { d: STONE_LIGHT, fill: "#d6cdb9", opacity: 0.8 }) +
    element("path", { d: STONE_DARK, fill: "#544d41", opacity: 0.78 }) +
    element("path", { d: STONE_GRIT, fill: "#3d3933", opacity: 0.6 }),
};

const plastic: Finish = {
  ramp: { dark: "#d94f0a", base: "#ff7a2f", light: "#ffb07c" },
  detail: "#5e1f02",
  gradients: [
    SOFT_LIGHT,
    element(
      "linearGradient",
      { id: "plastic-turn", x1: 0, y1: 0, x2: 0.75, y2: 1 },
      stop(0, "#ffffff", 0.28) + stop(0.45, "#ffffff", 0) + stop(1, "#b83a00", 0.32),
    ),
  ],
  layers: (figure) => whole("url(#plastic-turn)") + highlight(figure, 0.68),
};

const GRAIN_WIDE = grain(8.5, 21);
const GRAIN_FINE = grain(5.2, 8);

const wooden: Finish = {
  ramp: { dark: "#9b6130", base: "#cf9757", light: "#ecc893" },
  detail: "#3d2210",
  layers: (figure) => {
    const turn = `rotate(${figure.lean} 50 50)`;
    const lines = { fill: "none", transform: turn };
    return (
      element("path", { ...lines, d: GRAIN_WIDE, stroke: "#7a4519", "stroke-width": 2.3, opacity: 0.62 }) +
      element("path", { ...lines, d: GRAIN_FINE, stroke: "#8f5a28", "stroke-width": 0.8, opacity: 0.7 })
    );
  },
};

const GOLD_DUST = dust(120, 0.7, 14);

const sparkling: Finish = {
  ramp: { dark: "#a86f08", base: "#e9b23a", light: "#ffe9a6" },
  detail: "#4a2f00",
  rim: { colour: "#b9820f", width: 1 },
  gradients: [
    element(
      "linearGradient",
      { id: "gold-wash", x1: 0, y1: 0, x2: 100, y2: 100, gradientUnits: "userSpaceOnUse" },
      stop(0.05, "#fff6cf", 0.75) +
        stop(0.4, "#fff0b0", 0.1) +
        stop(0.6, "#a3650a", 0.15) +
        stop(1, "#9a5a00", 0.55),
    ),
  ],
  layers: () => whole("url(#gold-wash)") + element("path", { d: GOLD_DUST, fill: "#fffbe6", opacity: 0.9 }),
  above: (figure) => {
    const stars = figure.glints.map(({ x, y, room }, index) =>
      glint(x, y, Math.min(12.5, Math.max(5.5, room * (index < 3 ? 1.5 : 1.05)))),
    );
    return element("path", { d: stars.join(""), fill: "#ffffff", stroke: "#fff4c4", "stroke-width": 0.5 });
  },
};

const CHECKS = checks(6);
const STRIPES = stripes(21, 10.5);
const SPOTS = spots(20, 6.4);

const checkered: Finish = {
  ramp: { dark: "#b9b9bf", base: "#f2f1ee", light: "#ffffff" },
  detail: "#17171a",
  detailHalo: "#f6f6f6",
  rim: { colour: "#3a3a40", width: 1.6 },
  layers: () => element("path", { d: CHECKS, fill: "#26262c", opacity: 0.93 }),
};

const striped: Finish = {
  ramp: { dark: "#e6bcb2", base: "#fdf3ee", light: "#ffffff" },
  detail: "#3c0d0a",
  detailHalo: "#fff6f2",
  rim: { colour: "#c9382e", width: 1.4 },
  layers: () => element("path", { d: STRIPES, fill: "#df4136", opacity: 0.94 }),
};

const spotted: Finish = {
  ramp: { dark: "#b9b9e6", base: "#ececfb", light: "#ffffff" },
  detail: "#14153f",
  detailHalo: "#f4f4ff",
  rim: { colour: "#4a4ec2", width: 1.4 },
  layers: () => element("path", { d: SPOTS, fill: "#4347be", opacity: 0.95 }),
};

/** Every finish by its name in world.json. */
export const finishes: Readonly<Record<string, Finish>> = {
  white: { ...colour("#bcbdc4", "#f4f4f2", "#ffffff", "#3d3d44"), rim: { colour: "#b5b7c0", width: 1.3 } },
  black: { ...colour("#0d0d10", "#29292d", "#55555d", "#d6d6de") },
  red: colour("#8c1119", "#dc2f2f", "#f47a70", "#2e0306"),
  green: colour("#14642b", "#33a54a", "#86d694", "#04230e"),
  blue: colour("#1a3690", "#3563dc", "#86a8f4", "#060f30"),
  yellow: colour("#d79c00", "#f9cb2b", "#fde88c", "#3d2b00"),
  purple: colour("#4f1e78", "#8a3fc0", "#c08ee6", "#1a0629"),
  pink: colour("#cf4487", "#f985ba", "#fdc4de", "#470d29"),
  brown: colour("#472511", "#784622", "#a8784f", "#160a03"),
  glass,
  metal,
  stone,
  plastic,
  wooden,
  sparkling,
  checkered,
  striped,
  spotted,
};
