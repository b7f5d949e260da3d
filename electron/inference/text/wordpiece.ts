/**
 * The tokeniser of BERT's uncased models: plain words first, then the longest pieces the vocabulary knows
 * (WordPiece; Wu et al., arXiv 1609.08144, section 4.1). It gives the same numbers as Hugging Face's `tokenizers`
 * with BertNormalizer and BertPreTokenizer, except that a special token's name typed by a person ("[SEP]") is text
 * like any other and cannot end a sentence.
 */

/** Words longer than this are unknown as a whole, as in the original. */
const LONGEST_WORD = 100;

export interface WordPieces {
  /** Numbers of `[CLS] pieces… [SEP]`, at most `limit` of them. */
  encode(text: string, limit: number): number[];
}

/**
 * Reads a vocabulary: one piece a line, its number is its line.
 * @throws RangeError when a special token is missing
 */
export function wordPieces(vocabulary: string): WordPieces {
  const lines = vocabulary.split("\n").map((line) => line.replace(/\r$/, ""));
  const numbers = new Map(lines.map((piece, index) => [piece, index]));
  const special = (name: string): number => {
    const number = numbers.get(name);
    if (number === undefined) throw new RangeError(`The vocabulary has no ${name}.`);
    return number;
  };
  const [begin, end, unknown] = [special("[CLS]"), special("[SEP]"), special("[UNK]")];
  return {
    encode(text, limit) {
      const ids = [begin];
      for (const word of wordsOf(text)) {
        if (ids.length >= limit - 1) break;
        ids.push(...(piecesOf(word, numbers) ?? [unknown]));
      }
      return [...ids.slice(0, Math.max(1, limit - 1)), end];
    },
  };
}

/** Lower case, without accents, cut at white space and around punctuation and Chinese characters. */
export function wordsOf(text: string): string[] {
  const cleaned = [...text]
    .map((char) => {
      if (isDropped(char)) return "";
      if (/\s/u.test(char)) return " ";
      return isChinese(char.codePointAt(0) ?? 0) ? ` ${char} ` : char;
    })
    .join("");
  const bare = cleaned.normalize("NFD").replace(/\p{Mn}/gu, "");
  // One character at a time: a whole word would turn its last sigma into another letter.
  const lower = [...bare].map((char) => char.toLowerCase()).join("");
  return lower.split(/\s+/u).flatMap((word) => word.match(/[^\p{P}$+<=>^`|~]+|[\p{P}$+<=>^`|~]/gu) ?? []);
}

/** Controls, format characters, private and unassigned ones; tabs and line breaks are white space instead. */
function isDropped(char: string): boolean {
  if (char === "\t" || char === "\n" || char === "\r") return false;
  return char === "\ufffd" || /\p{C}/u.test(char);
}

function isChinese(code: number): boolean {
  return chineseBlocks.some(([first, last]) => code >= first && code <= last);
}

/** CJK ideographs, as BERT counts them: Kana and Hangul are written with spaces or by pieces. */
const chineseBlocks = [
  [0x4e00, 0x9fff],
  [0x3400, 0x4dbf],
  [0x20000, 0x2a6df],
  [0x2a700, 0x2b73f],
  [0x2b740, 0x2b81f],
  [0x2b920, 0x2ceaf],
  [0xf900, 0xfaff],
  [0x2f800, 0x2fa1f],
] as const;

/** The longest known pieces from the left; null when some part is in no piece. */
function piecesOf(word: string, numbers: ReadonlyMap<string, number>): number[] | null {
  const chars = [...word];
  if (chars.length > LONGEST_WORD) return null;
  const ids: number[] = [];
  for (let start = 0; start < chars.length; ) {
    let end = chars.length;
    let id: number | undefined;
    for (; end > start; end -= 1) {
      id = numbers.get((start === 0 ? "" : "##") + chars.slice(start, end).join(""));
      if (id !== undefined) break;
    }
    if (id === undefined) return null;
    ids.push(id);
    start = end;
  }
  return ids;
}
