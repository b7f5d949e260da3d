/** Pictures for looking at the renderer: what stands where in each iteration. Shared by page and server. */

export interface Figure {
  readonly icon: "bicycle" | "cow";
  readonly finish: "natural" | "white" | "plastic";
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

export interface HarnessScene {
  readonly sky: string;
  readonly ground: string;
  readonly figures: readonly Figure[];
}

function row(
  icon: Figure["icon"],
  finish: Figure["finish"],
  xs: readonly number[],
  y: number,
  size: number,
): Figure[] {
  return xs.map((x, index) => ({ icon, finish, x, y: y + (index % 2 === 0 ? 0 : 0.035), size }));
}

export const scenes: readonly HarnessScene[] = [
  {
    sky: "#dfe8ef",
    ground: "#cbd5df",
    figures: [
      ...row("cow", "natural", [0.24, 0.5, 0.76], 0.33, 0.22),
      ...row("bicycle", "natural", [0.27, 0.5, 0.74], 0.7, 0.24),
    ],
  },
  {
    sky: "#e8e4ef",
    ground: "#d4cfdf",
    figures: [
      ...row("cow", "plastic", [0.3, 0.7], 0.33, 0.25),
      ...row("bicycle", "white", [0.16, 0.39, 0.61, 0.84], 0.7, 0.22),
    ],
  },
  {
    sky: "#e2ece4",
    ground: "#cddacf",
    figures: [
      ...row("cow", "plastic", [0.22, 0.78], 0.33, 0.23),
      { icon: "cow", finish: "natural", x: 0.5, y: 0.36, size: 0.23 },
      ...row("bicycle", "white", [0.16, 0.39, 0.61, 0.84], 0.7, 0.22),
    ],
  },
  {
    sky: "#ebe8e1",
    ground: "#d9d6ce",
    figures: [
      ...row("cow", "plastic", [0.24, 0.51, 0.78], 0.34, 0.25),
      ...row("bicycle", "white", [0.16, 0.39, 0.61, 0.84], 0.71, 0.24),
    ],
  },
];

/** The file name of an iteration's picture, in the journal's own form. */
export function fileOf(iteration: number): string {
  return `${iteration.toString(16).padStart(64, "0")}.png`;
}

export function sceneOf(iteration: number): HarnessScene {
  const scene = scenes[(iteration - 1) % scenes.length];
  if (scene === undefined) throw new RangeError(`no scene for iteration ${iteration}`);
  return scene;
}
