/** Places in the frame as they are written: "in the upper left corner", "on the right-hand side", "bottom left". */
import type { RegionId } from "../../../shared/flatland/placement";

export interface RegionPhrase {
  /** null where no box could tell: "in the background". */
  readonly region: RegionId | null;
  /** How many words it takes. */
  readonly length: number;
}

const prepositions = new Set("in at on to near along into towards toward across inside".split(" "));
const stresses = new Set("far very extreme whole entire dead exact outer".split(" "));
const verticals = new Map<string, "top" | "bottom">([
  ["top", "top"],
  ["upper", "top"],
  ["bottom", "bottom"],
  ["lower", "bottom"],
]);
const sides = new Set(["left", "right"]);
const middles = new Set(["centre", "center", "middle"]);
const parts = new Set("half third quarter corner part edge area side".split(" "));
const depths = new Set(["foreground", "background", "distance"]);
const frames = new Set(
  "picture image frame scene canvas page composition view drawing illustration photo photograph poster sheet".split(
    " ",
  ),
);

/** The region phrase that begins at word `i`; punctuation is a word of its own. `isNoun` says what could be placed. */
export function regionAt(
  word: (k: number) => string,
  i: number,
  isNoun: (k: number) => boolean,
): RegionPhrase | null {
  const opened = prepositions.has(word(i));
  let k = opened ? i + 1 : i;
  const articled = word(k) === "the";
  if (articled) k++;
  while (stresses.has(word(k))) k++;
  if (depths.has(word(k))) return opened && articled ? { region: null, length: k + 1 - i } : null;
  if (/^one$/.test(word(k)) && word(k + 1) === "side" && opened) return { region: null, length: k + 2 - i };
  if (word(k) === "other" && word(k + 1) === "side" && opened) return { region: null, length: k + 2 - i };
  const core = coreAt(word, k);
  if (core === null) return null;
  k += core.length;
  if (word(k) === "hand" && parts.has(word(k + 1))) k++;
  const parted = parts.has(word(k));
  if (parted) k++;
  const framed =
    word(k) === "of" && (word(k + 1) === "the" || word(k + 1) === "a") && frames.has(word(k + 2));
  if (framed) k += 3;
  else if (word(k) === "of") return null;
  if (!parted && !framed && !isPlain({ opened, articled, core, alone: !isWord(word(k)) })) return null;
  if (!parted && !framed && isNoun(k)) return null;
  return { region: core.region, length: k - i };
}

interface Core {
  readonly region: RegionId;
  readonly length: number;
  readonly corner: boolean;
}

function coreAt(word: (k: number) => string, k: number): Core | null {
  const vertical = verticals.get(word(k));
  const second = word(k + 1);
  if (vertical !== undefined) {
    if (second === "left" || second === "right")
      return { region: `${vertical}-${second}`, length: 2, corner: true };
    return { region: vertical, length: middles.has(second) ? 2 : 1, corner: false };
  }
  const side = word(k);
  if (side === "left" || side === "right") return { region: side, length: 1, corner: false };
  if (!middles.has(side)) return null;
  return sides.has(second)
    ? { region: second === "left" ? "left" : "right", length: 2, corner: false }
    : { region: "centre", length: 1, corner: false };
}

/** Whether the words are a place without any noun behind them. */
function isPlain(said: { opened: boolean; articled: boolean; core: Core; alone: boolean }): boolean {
  const { opened, articled, core, alone } = said;
  if (core.corner) return opened || alone;
  const isSide = core.region === "left" || core.region === "right";
  return opened ? articled || (isSide && alone) : isSide && alone && !articled;
}

function isWord(text: string): boolean {
  return /^[\p{L}\p{N}]/u.test(text);
}
