/** Draws a figure in a finish as a reusable symbol, and the outline it is clipped to. */
import { rampAt } from "./colour";
import type { Figure, FigureShape } from "./figure";
import type { Finish } from "./finishes";
import { element } from "./xml";

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

/** The markup of a figure, in its 100×100 square. */
export function figureMarkup(figure: Figure, finish: Finish | null, clipId: string): string {
  if (finish === null) return figure.shapes.map((shape) => painted(shape)).join("");
  const body = figure.shapes.map((shape) => painted(shape, rampAt(finish.ramp, shape.tone))).join("");
  return (
    rimOf(figure, finish) +
    group(body, { opacity: finish.bodyOpacity }) +
    group(finish.layers?.(figure) ?? "", { "clip-path": `url(#${clipId})` }) +
    detailsOf(figure, finish) +
    (finish.above?.(figure) ?? "")
  );
}
