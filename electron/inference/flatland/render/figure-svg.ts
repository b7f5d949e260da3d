/** Draws a figure in a finish and a style, in its 100×100 square. */
import type { StyleName } from "../../../../shared/flatland/scene";
import { INK, mix, rampAt } from "./colour";
import type { Figure, FigureShape } from "./figure";
import type { Finish } from "./finishes";
import { element } from "./xml";

export interface Manner {
  readonly style: StyleName;
  /** Id of the clip path that keeps layers inside the figure. */
  readonly clipId: string;
  /** Colour of shadows. */
  readonly shadow: string;
}

interface Paint {
  readonly fill?: string;
  readonly stroke?: string;
  readonly width?: number;
}

function shapePath(shape: FigureShape, paint: Paint): string {
  return element("path", {
    d: shape.d,
    fill: paint.fill ?? "none",
    "fill-rule": shape.evenOdd && paint.fill !== undefined ? "evenodd" : undefined,
    stroke: paint.stroke,
    "stroke-width": paint.stroke === undefined ? undefined : paint.width,
    "stroke-linecap": shape.stroke?.round && paint.stroke !== undefined ? "round" : undefined,
    "stroke-linejoin": paint.stroke !== undefined ? "round" : undefined,
  });
}

/** A shape in one colour, or in its natural ones. */
function painted(shape: FigureShape, colour?: string): string {
  const line = shape.stroke;
  return shapePath(shape, {
    ...(shape.fill === null ? {} : { fill: colour ?? shape.fill }),
    ...(line === undefined ? {} : { stroke: colour ?? line.colour, width: line.width }),
  });
}

const group = (content: string, attributes = {}) => (content === "" ? "" : element("g", attributes, content));

/** The clip path all layers of a figure share. */
export function outlineClip(id: string, figure: Figure): string {
  const shapes = figure.shapes
    .filter((shape) => shape.fill !== null)
    .map((shape) => element("path", { d: shape.d, "clip-rule": shape.evenOdd ? "evenodd" : undefined }));
  return element("clipPath", { id }, shapes.join(""));
}

/** The figure as one blot of `colour`, `margin` units larger all round; holes stay open where the margin leaves them. */
function blot(figure: Figure, colour: string, margin: number, attributes = {}): string {
  const paths = figure.shapes.map((shape) =>
    shapePath(shape, {
      ...(shape.fill === null ? {} : { fill: colour }),
      stroke: colour,
      width: (shape.stroke?.width ?? 0) + 2 * margin,
    }),
  );
  return group(paths.join(""), attributes);
}

function rimOf(figure: Figure, finish: Finish): string {
  const { rim } = finish;
  if (rim === undefined) return "";
  const lines = figure.shapes
    .filter((shape) => shape.fill !== null)
    .map((shape) => shapePath(shape, { stroke: rim.colour, width: rim.width }));
  return group(lines.join(""), { opacity: rim.opacity });
}

function detailsOf(figure: Figure, finish: Finish): string {
  const details = figure.shapes.filter((shape) => shape.detail);
  const halo = finish.detailHalo;
  const halos =
    halo === undefined ? [] : details.map((shape) => shapePath(shape, { stroke: halo, width: 2.4 }));
  return halos.join("") + details.map((shape) => painted(shape, finish.detail)).join("");
}

/** How each shape of a figure is drawn in a style, given the colour a finish gives it (none: its own). */
type Stroke = (shape: FigureShape, colour: string | undefined, manner: Manner) => string;

const plainly: Stroke = (shape, colour) => painted(shape, colour);

const LINE = 1.5;
const CONTOUR = 2.3;

/** Ink lines round lighter fills; what is too small for a line is drawn without. */
const inked: Stroke = (shape, colour) => {
  const { stroke, fill } = shape;
  if (stroke !== undefined) {
    const cased = shapePath(shape, { stroke: INK, width: stroke.width + 2 * LINE });
    return (fill === null ? cased : "") + painted(shape, lightened(colour ?? stroke.colour));
  }
  const light = lightened(colour ?? fill ?? INK);
  return shape.fine ? painted(shape, light) : shapePath(shape, { fill: light, stroke: INK, width: LINE });
};

const lightened = (colour: string) => mix(colour, "#ffffff", 0.3);

/** Sheets of paper: each throws a short shadow on those below and shows a bright cut edge. */
const cut: Stroke = (shape, colour, { shadow }) => {
  if (shape.fine || shape.detail || shape.fill === null) return painted(shape, colour);
  const paper = colour ?? shape.fill;
  return (
    group(painted(shape, shadow), { transform: "translate(.8 1.5)", opacity: 0.2 }) +
    shapePath(shape, { fill: paper, stroke: mix(paper, "#ffffff", 0.38), width: 0.6 })
  );
};

interface Style {
  readonly stroke: Stroke;
  /** What lies behind the figure. */
  readonly behind: (figure: Figure, finish: Finish | null, manner: Manner) => string;
  /** Rims of finishes are part of it. */
  readonly rims: boolean;
  /** Throws its own shadow instead of one on the ground. */
  readonly lifted: boolean;
}

const nothing = () => "";
const shifted = (x: number, y: number, opacity: number) => ({ transform: `translate(${x} ${y})`, opacity });

const styles: Readonly<Record<StyleName, Style>> = {
  flat: { stroke: plainly, behind: nothing, rims: true, lifted: false },
  monochrome: {
    stroke: plainly,
    behind: (figure) => blot(figure, INK, 0.7, { opacity: 0.62 }),
    rims: false,
    lifted: false,
  },
  outline: {
    stroke: inked,
    behind: (figure, finish) => (finish?.bodyOpacity === undefined ? blot(figure, INK, CONTOUR) : ""),
    rims: false,
    lifted: false,
  },
  sticker: {
    stroke: plainly,
    behind: (figure, _finish, { shadow }) =>
      blot(figure, shadow, 6, shifted(0.8, 2.2, 0.09)) +
      blot(figure, shadow, 4.9, shifted(0.5, 1.4, 0.13)) +
      blot(figure, "#ffffff", 4.2),
    rims: true,
    lifted: true,
  },
  "paper-cut": {
    stroke: cut,
    behind: (figure, _finish, { shadow }) =>
      blot(figure, shadow, 0.8, shifted(2.6, 4.4, 0.1)) + blot(figure, shadow, 0.2, shifted(1.5, 2.6, 0.16)),
    rims: true,
    lifted: true,
  },
};

/** True for styles whose figures throw a shadow of their own and stand on no ground. */
export const isLifted = (style: StyleName) => styles[style].lifted;

/** Side of a square that holds a figure in a style with all that overhangs, in sides of the figure's own square. */
export const overhang = (style: StyleName) => (style === "flat" ? 1 : 1.2);

/** The markup of a figure, in its 100×100 square. */
export function figureMarkup(figure: Figure, finish: Finish | null, manner: Manner): string {
  const { stroke, behind, rims } = styles[manner.style];
  const below = behind(figure, finish, manner);
  if (finish === null) {
    return below + figure.shapes.map((shape) => stroke(shape, undefined, manner)).join("");
  }
  const body = figure.shapes.map((shape) => stroke(shape, rampAt(finish.ramp, shape.tone), manner)).join("");
  return (
    below +
    (rims ? rimOf(figure, finish) : "") +
    group(body, { opacity: finish.bodyOpacity }) +
    group(finish.layers?.(figure) ?? "", { "clip-path": `url(#${manner.clipId})` }) +
    detailsOf(figure, finish) +
    (finish.above?.(figure) ?? "")
  );
}
