/**
 * Reads JSON the way language models write it: with comments, trailing or missing commas, bare words, single
 * quotes, raw line breaks in strings, or cut off in the middle. What was cut off is left out, never guessed: half
 * a word may mean the opposite of the whole.
 */

const MAX_DEPTH = 64;
/** Stands for a value that is not there or not whole. */
const ABSENT = Symbol("absent");
type Read = unknown | typeof ABSENT;

export interface LenientValue {
  readonly value: unknown;
  /** Index behind the value. */
  readonly end: number;
}

/** Reads the object or array that begins at `start` (a brace or bracket); null when nothing can be made of it. */
export function readLenient(text: string, start: number): LenientValue | null {
  const reader = new LenientReader(text, start);
  const value = reader.value(0);
  return value === ABSENT ? null : { value, end: reader.at };
}

class LenientReader {
  readonly #text: string;
  at: number;

  constructor(text: string, start: number) {
    this.#text = text;
    this.at = start;
  }

  value(depth: number): Read {
    this.#skip(/(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/y);
    const char = this.#text[this.at];
    if (char === undefined || depth > MAX_DEPTH) return ABSENT;
    if (char === "{") return this.#object(depth);
    if (char === "[") return this.#array(depth);
    if (char === '"' || char === "'") return this.#string(char);
    return this.#bare();
  }

  #object(depth: number): unknown {
    const found: Record<string, unknown> = {};
    this.at += 1;
    for (;;) {
      this.#skipSeparators();
      const char = this.#text[this.at];
      if (char === "}") this.at += 1;
      if (char === undefined || char === "}" || char === "]") return found;
      const key = char === '"' || char === "'" ? this.#string(char) : this.#key();
      this.#skip(/\s+/y);
      if (typeof key !== "string" || this.#text[this.at] !== ":") return found;
      this.at += 1;
      const value = this.value(depth + 1);
      // Defined, not assigned: a key named __proto__ must stay a key.
      if (value !== ABSENT) {
        Object.defineProperty(found, key, { value, enumerable: true, configurable: true, writable: true });
      }
    }
  }

  #array(depth: number): unknown {
    const found: unknown[] = [];
    this.at += 1;
    for (;;) {
      this.#skipSeparators();
      const char = this.#text[this.at];
      if (char === "]") this.at += 1;
      if (char === undefined || char === "]" || char === "}") return found;
      const before = this.at;
      const value = this.value(depth + 1);
      if (value !== ABSENT) found.push(value);
      if (this.at === before) return found;
    }
  }

  #string(quote: string): Read {
    let found = "";
    for (this.at += 1; this.at < this.#text.length; this.at += 1) {
      const char = this.#text[this.at];
      if (char === quote) {
        this.at += 1;
        return found;
      }
      found += char === "\\" ? this.#escape() : char;
    }
    return ABSENT;
  }

  /** Reads one escape; leaves `at` on its last character. */
  #escape(): string {
    this.at += 1;
    const char = this.#text[this.at] ?? "";
    if (char !== "u") return escapes[char] ?? char;
    const hex = this.#text.slice(this.at + 1, this.at + 5);
    if (!/^[0-9a-f]{4}$/i.test(hex)) return "";
    this.at += 4;
    return String.fromCharCode(Number.parseInt(hex, 16));
  }

  #key(): string {
    return this.#take(/[^\s:,{}[\]"']+/y);
  }

  /** A number, a literal or a word without quotes. At the very end of the text it may be half a word: absent. */
  #bare(): Read {
    const word = this.#take(/[^\n,{}[\]"]+/y).trim();
    if (word === "" || this.at >= this.#text.length) return ABSENT;
    if (Object.hasOwn(literals, word)) return literals[word];
    return /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(word) ? Number(word) : word;
  }

  #skipSeparators(): void {
    this.#skip(/(?:[\s,]|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/y);
  }

  #skip(pattern: RegExp): void {
    this.#take(pattern);
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.#text)?.[0] ?? "";
    this.at += found.length;
    return found;
  }
}

const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f" };

const literals: Readonly<Record<string, unknown>> = {
  true: true,
  True: true,
  false: false,
  False: false,
  null: null,
  None: null,
  undefined: null,
};
