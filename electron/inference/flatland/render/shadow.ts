/** Contact shadows: light comes from the top left, so a shadow leans a little to the right of its figure. */
import type { FigureMarks } from "./figure";
import { element } from "./xml";

export interface ShadowEllipse {
  readonly cx: number;
  readonly cy: number;
  readonly rx: number;
  readonly ry: number;
}

/** The soft outer part and the dark core of a figure's shadow, in the units of its 100×100 square. */
export function shadowOf({ foot }: Pick<FigureMarks, "foot">): { soft: ShadowEllipse; core: ShadowEllipse } {
  const half = Math.max(9, (foot.right - foot.left) / 2);
  const centre = (foot.left + foot.right) / 2;
  return {
    soft: { cx: centre + 4, cy: foot.y, rx: half * 1.22 + 5, ry: 3.4 + half * 0.15 },
    core: { cx: centre + 1.5, cy: foot.y - 0.6, rx: half * 0.98 + 1.5, ry: 1.9 + half * 0.075 },
  };
}

/** Opacity of the two parts at full strength. */
export const SHADOW_OPACITY = { soft: 0.3, core: 0.34 } as const;

/** The gradient both parts are filled with, in the backdrop's shadow colour. */
export function shadowGradient(colour: string): string {
  const stops = [
    [0, 1],
    [0.5, 0.8],
    [0.8, 0.25],
    [1, 0],
  ] as const;
  return element(
    "radialGradient",
    { id: "contact-shadow" },
    stops
      .map(([offset, opacity]) => element("stop", { offset, "stop-color": colour, "stop-opacity": opacity }))
      .join(""),
  );
}

/** The foot of a figure that is drawn mirrored about the middle of its square. */
export function mirroredFoot({ foot }: Pick<FigureMarks, "foot">): Pick<FigureMarks, "foot"> {
  return { foot: { left: 100 - foot.right, right: 100 - foot.left, y: foot.y } };
}

/** A figure's shadow in the units of its square; `strength` 0..1 (glass throws less). */
export function shadowMarkup(marks: Pick<FigureMarks, "foot">, strength: number): string {
  const { soft, core } = shadowOf(marks);
  const part = (ellipse: ShadowEllipse, opacity: number) =>
    element("ellipse", { ...ellipse, fill: "url(#contact-shadow)", opacity: opacity * strength });
  return part(soft, SHADOW_OPACITY.soft) + part(core, SHADOW_OPACITY.core);
}
