/** Pictures without anything but the picture: for passing on to people who are to see that and no more. */
import { isAncillary, type PngFile, readPng, writePng } from "../png/chunks";

/**
 * Ancillary chunks that say what the pixels mean, in numbers of a fixed size: without them transparency or colours
 * would come out differently. Names, words, dates and places do not fit into them. (A colour profile, iCCP, could
 * hold any of these; pictures are brought to sRGB before they are stored.)
 */
const meaning: ReadonlySet<string> = new Set(["tRNS", "sRGB", "gAMA", "cHRM", "cICP"]);

/**
 * The same pixels without metadata: text, time, EXIF, private chunks and whatever stood behind the picture are gone.
 * Nothing is decoded or encoded.
 * @throws StudioError "image-invalid"
 */
export function cleanPng(bytes: Uint8Array): Uint8Array {
  return writePng(cleanFile(readPng(bytes)));
}

function cleanFile({ chunks }: PngFile): PngFile {
  return {
    chunks: chunks.filter((chunk) => !isAncillary(chunk) || meaning.has(chunk.type)),
    trailing: new Uint8Array(),
  };
}

/** Elements that are about the drawing or that could run something, with all that is in them. */
const unwanted = /^(?:metadata|script|foreignObject|title|desc|sodipodi:.*|inkscape:.*|rdf:.*)$/i;
/** Attributes of editors, handlers of events, and links out of the drawing. */
const unwantedAttribute = /^(?:on.*|(?:xmlns:)?(?:inkscape|sodipodi|rdf|cc|dc)(?::.*)?|data-.*)$/i;

/**
 * The same drawing without comments, processing instructions, document type, metadata, scripts and editors' notes.
 * @param svg a well-formed drawing; what is not well-formed is passed through as text
 */
export function cleanSvg(svg: string): string {
  const token =
    /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[[\s\S]*?\]\]>|<![^>]*>|<\/?[^\s/>]+(?:"[^"]*"|'[^']*'|[^"'>])*>/g;
  let out = "";
  let last = 0;
  /** Names of the unwanted elements we are in. */
  const within: string[] = [];
  const keep = (text: string) => {
    if (within.length === 0) out += text;
  };
  for (const match of svg.matchAll(token)) {
    keep(svg.slice(last, match.index));
    last = match.index + match[0].length;
    const text = match[0];
    if (text.startsWith("<![CDATA[")) keep(text);
    else if (text.startsWith("<!") || text.startsWith("<?")) continue;
    else cleanTag(text, within, keep);
  }
  keep(svg.slice(last));
  return out.trim();
}

function cleanTag(text: string, within: string[], keep: (text: string) => void): void {
  const name = /^<\/?([^\s/>]+)/.exec(text)?.[1] ?? "";
  const closing = text.startsWith("</");
  const empty = text.endsWith("/>");
  if (unwanted.test(name)) {
    if (closing) {
      const at = within.lastIndexOf(name);
      if (at !== -1) within.length = at;
    } else if (!empty) within.push(name);
    return;
  }
  keep(closing ? text : withoutAttributes(text));
}

function withoutAttributes(tag: string): string {
  return tag.replace(/\s+([^\s=/>"']+)\s*=\s*("[^"]*"|'[^']*')/g, (whole, name: string, value: string) => {
    if (unwantedAttribute.test(name)) return "";
    if (/href$/i.test(name) && !/^["'](?:#|data:image\/)/i.test(value)) return "";
    return whole;
  });
}
