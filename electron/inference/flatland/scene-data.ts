/**
 * The scene inside its drawing: an SVG of Flatland's carries what it was drawn from, so that it can be edited
 * object by object later, in this process or after a restart.
 */
import { z } from "zod";
import { StudioError } from "../../../shared/errors";
import {
  aspectNames,
  backdropNames,
  type Scene,
  styleNames,
  typefaceNames,
} from "../../../shared/flatland/scene";
import { finishNames, nounNames, propNames } from "./render/catalogue";
import { paletteNames } from "./render/palettes";

const ID = "gems-scene";
/** 1 knew neither looks nor facing and two backdrops; such drawings read as they are. */
const VERSIONS = [1, 2] as const;
const VERSION = 2;

const oneOf = (names: readonly string[], what: string) => {
  const known = new Set(names);
  return z.string().refine((name) => known.has(name), `no ${what} of this world`);
};

const objectSchema = z.object({
  kind: oneOf([...nounNames, ...propNames], "kind"),
  finish: oneOf(finishNames, "finish").nullable(),
  x: z.number(),
  y: z.number(),
  size: z.number().positive(),
  facing: z.enum(["left", "right"]).exactOptional(),
  text: z.string().exactOptional(),
});

const lookSchema = z.object({
  aspect: z.enum(aspectNames).exactOptional(),
  style: z.enum(styleNames).exactOptional(),
  palette: oneOf(paletteNames, "palette").exactOptional(),
  typeface: z.enum(typefaceNames).exactOptional(),
});

const sceneSchema = z.object({
  v: z.union(VERSIONS.map((version) => z.literal(version))),
  backdrop: z.enum(backdropNames),
  styleSeed: z.number().int().min(0),
  /** Far more than the engine ever places; an edited file cannot make the editor work for minutes. */
  objects: z.array(objectSchema).max(64),
  look: lookSchema.exactOptional(),
});

/** What XML or a regular expression could trip over; inside JSON it only ever stands in strings. */
const RISKY = /[^\x20-\x7e]|[<>&]/g;

/** The scene as a `<metadata>` element, in plain ASCII; numbers keep every digit. */
export function sceneElement({ backdrop, styleSeed, objects, look }: Scene): string {
  const json = JSON.stringify({ v: VERSION, backdrop, styleSeed, objects, look });
  const safe = json.replace(RISKY, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return `<metadata id="${ID}">${safe}</metadata>`;
}

/**
 * The scene a drawing carries.
 * @throws StudioError "bad-input" when it carries none, or one this version cannot read
 */
export function sceneOfSvg(svg: string): Scene {
  const start = `<metadata id="${ID}">`;
  const from = svg.indexOf(start);
  const to = svg.indexOf("</metadata>", from);
  if (from < 0 || to < 0) throw noScene("This image carries no scene.");
  const parsed = sceneSchema.safeParse(parsedJson(svg.slice(from + start.length, to)));
  if (!parsed.success) throw noScene("This image's scene cannot be read.", parsed.error.message);
  const { v: _version, ...scene } = parsed.data;
  return scene;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function noScene(message: string, detail?: string): StudioError {
  return new StudioError("bad-input", message, {
    remedy: "Draw it anew; images drawn from now on carry their scene and can be edited.",
    ...(detail === undefined ? {} : { detail }),
  });
}
