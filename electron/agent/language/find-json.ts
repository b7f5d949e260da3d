/** Finds the JSON a model meant among what else it said. */
import { readLenient } from "./lenient-json";

/** A text can hold thousands of stray braces; looking at each would take for ever. */
const MAX_STARTS = 200;

/**
 * Every object or array that can be made out in the text, the likeliest first: the whole text if it is JSON,
 * then well-formed parts, then mended ones; within each kind the last said comes first, because models correct
 * themselves.
 */
export function jsonIn(text: string): unknown[] {
  const whole = strict(text.trim());
  if (whole !== undefined) return [whole];
  const sound: unknown[] = [];
  const mended: unknown[] = [];
  let at = 0;
  for (let tries = 0; tries < MAX_STARTS; tries += 1) {
    const start = nextStart(text, at);
    if (start < 0) break;
    const read = readLenient(text, start);
    if (read === null) {
      at = start + 1;
      continue;
    }
    const exact = strict(text.slice(start, read.end));
    if (exact === undefined) mended.push(read.value);
    else sound.push(exact);
    at = Math.max(read.end, start + 1);
  }
  return [...sound.reverse(), ...mended.reverse()];
}

function nextStart(text: string, from: number): number {
  const offset = text.slice(from).search(/[{[]/);
  return offset < 0 ? -1 : from + offset;
}

function strict(text: string): unknown {
  if (!/^[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
