/**
 * Reads the body of an Iconify icon into flat, filled paths: gradients become their mean colour, groups are
 * opened, circles, ellipses and upright rectangles become paths. What a flat drawing cannot keep (nearly transparent washes,
 * shapes that lean on a clip path) is left out.
 */
import { ellipsePath, rectanglePath } from "./path-data";

/** One painted path in the icon's own coordinates. */
export interface RawShape {
  readonly d: string;
  readonly fill: string | null;
  readonly evenOdd: boolean;
  readonly stroke?: { readonly colour: string; readonly width: number; readonly round: boolean };
}

type Attributes = ReadonlyMap<string, string>;

interface Element {
  readonly tag: string;
  readonly attributes: Attributes;
}

function elements(body: string): Element[] {
  return [...body.matchAll(/<([a-zA-Z]+)((?:\s+[\w:-]+="[^"]*")*)\s*\/?>/g)].map((match) => ({
    tag: match[1] ?? "",
    attributes: new Map(
      [...(match[2] ?? "").matchAll(/([\w:-]+)="([^"]*)"/g)].map((a) => [a[1] ?? "", a[2] ?? ""]),
    ),
  }));
}

function channels(hex: string): number[] {
  const long = hex.length === 4 ? hex.replace(/[0-9a-f]/gi, "$&$&") : hex;
  return [1, 3, 5].map((at) => Number.parseInt(long.slice(at, at + 2), 16));
}

const toHex = (rgb: readonly number[]) =>
  `#${rgb.map((value) => Math.round(value).toString(16).padStart(2, "0")).join("")}`;

interface Paint {
  readonly colour: string;
  readonly opacity: number;
}

/** Mean colour and opacity of every gradient of the body, by id. */
function gradients(body: string): Map<string, Paint> {
  const found = new Map<string, Paint>();
  for (const match of body.matchAll(/<(linear|radial)Gradient id="([^"]+)"[^>]*>(.*?)<\/\1Gradient>/gs)) {
    const stops = elements(match[3] ?? "").filter((element) => element.tag === "stop");
    const sum = [0, 0, 0];
    let weight = 0;
    for (const stop of stops) {
      const opacity = Number(stop.attributes.get("stop-opacity") ?? 1);
      channels(stop.attributes.get("stop-color") ?? "#000").forEach((value, index) => {
        sum[index] = (sum[index] ?? 0) + value * opacity;
      });
      weight += opacity;
    }
    const colour = toHex(sum.map((value) => (weight === 0 ? 0 : value / weight)));
    found.set(match[2] ?? "", { colour, opacity: stops.length === 0 ? 0 : weight / stops.length });
  }
  return found;
}

function pathOf({ tag, attributes }: Element): string | null {
  const number = (name: string) => Number(attributes.get(name) ?? 0);
  if (tag === "path") return attributes.get("d") ?? null;
  if (tag === "rect" && !attributes.has("transform"))
    return rectanglePath(number("x"), number("y"), number("width"), number("height"), number("rx"));
  const turn = /rotate\(([-\d.]+) ([-\d.]+) ([-\d.]+)\)/.exec(attributes.get("transform") ?? "");
  const about = { degrees: Number(turn?.[1] ?? 0), px: Number(turn?.[2] ?? 0), py: Number(turn?.[3] ?? 0) };
  if (tag === "circle") return ellipsePath(number("cx"), number("cy"), number("r"), number("r"), about);
  if (tag === "ellipse") return ellipsePath(number("cx"), number("cy"), number("rx"), number("ry"), about);
  return null;
}

/** A wash with less than this opacity is left out of a flat drawing. */
const FAINT = 0.6;

/** The body's paths in painter's order. */
export function shapesOf(body: string): RawShape[] {
  const paints = gradients(body);
  const resolve = (paint: string | undefined): Paint | null => {
    if (paint === undefined || paint === "none") return null;
    const reference = /^url\(#(.+)\)$/.exec(paint);
    if (reference === null) return { colour: toHex(channels(paint)), opacity: 1 };
    return paints.get(reference[1] ?? "") ?? null;
  };
  const visible = body.replace(/<defs>.*?<\/defs>|<clipPath.*?<\/clipPath>/gs, "");
  return elements(visible).flatMap((element): RawShape[] => {
    const { attributes } = element;
    const d = pathOf(element);
    if (d === null || attributes.has("clip-path")) return [];
    const fill = resolve(attributes.get("fill") ?? "#000");
    const line = resolve(attributes.get("stroke"));
    const main = fill ?? line;
    if (main === null || main.opacity * Number(attributes.get("opacity") ?? 1) < FAINT) return [];
    const shape = { d, fill: fill?.colour ?? null, evenOdd: attributes.get("fill-rule") === "evenodd" };
    if (line === null) return [shape];
    const width = Number(attributes.get("stroke-width") ?? 1);
    return [{ ...shape, stroke: { colour: line.colour, width, round: attributes.has("stroke-linecap") } }];
  });
}
