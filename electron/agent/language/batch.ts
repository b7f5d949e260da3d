/**
 * Answers to many questions about a picture at once: the ids of those answered yes, and a few words on the others.
 * The fuller form, an entry with a word for each question, is read as well, because models do what they are used to.
 * A yes is only what is told as one: what is named twice, and differently, is unclear; what is not named is missing.
 */
import { z } from "zod";
import { type RawBox, unitsOf } from "./boxes";
import { type Judgement, rawBoxesIn, readJudgement } from "./judgement";
import type { PictureSize } from "./picture-size";
import { oneLine } from "./quote";
import { LOOK } from "./verifier-words";
import { type Answer, findAnswer } from "./yes-no";

/** Failures come first: who looks for faults first is not carried along by a row of yeses. */
export const BATCH = `${LOOK}
Answer with a JSON object that puts the id of each question in one of three lists: {"failed": [{"id": "...", "seen": "...", "boxes": [[left, top, right, bottom]]}], "unclear": [{"id": "...", "why": "..."}], "passed": ["..."]}.
"failed": answered "no", "seen" being what you see instead, at most 15 words, and "boxes" the places in the picture it rests on, in fractions of its width and height from the upper left corner, or [] when you cannot place it. "unclear": "why", at most 15 words. "passed": answered "yes", the ids alone.`;

export const batchForm = z.object({
  failed: z.array(z.object({ id: z.string(), seen: z.string(), boxes: z.array(z.array(z.number())) })),
  unclear: z.array(z.object({ id: z.string(), why: z.string() })),
  passed: z.array(z.string()),
});

/** Under which names the three lists are known. */
const lists: ReadonlyMap<string, Answer> = new Map<string, Answer>([
  ...["passed", "pass"].map((name): [string, Answer] => [name, "yes"]),
  ...["failed", "fail"].map((name): [string, Answer] => [name, "no"]),
  ...["unclear", "undecided"].map((name): [string, Answer] => [name, "unclear"]),
]);
/** Frames that models put around an answer. */
const MAX_FRAMES = 3;

/** One judgement a question at most; null when there is not a single one about a known question. */
export function readBatch(
  value: unknown,
  ids: readonly string[],
  size: PictureSize | null = null,
): readonly Judgement[] | null {
  const sorted = listsIn(value);
  const told = sorted.length > 0 ? sortedAnswers(sorted, ids, size) : fullAnswers(value, ids, size);
  return told === null || told.length === 0 ? null : withoutContradictions(told);
}

/** What is answered twice, and differently, is not decided. */
function withoutContradictions(told: readonly Judgement[]): readonly Judgement[] {
  const judged = new Map<string, Judgement>();
  for (const one of told) {
    const first = judged.get(one.id);
    if (first === undefined) judged.set(one.id, one);
    else if (first.answer !== one.answer)
      judged.set(one.id, { ...first, answer: "unclear", reason: CONTRADICTION, boxes: [] });
  }
  return [...judged.values()];
}

const CONTRADICTION = "It was answered in two ways at once.";

interface Sorted {
  readonly answer: Answer;
  readonly entries: readonly unknown[];
}

/** The lists of an answer, frames around it taken off; empty where it is of another form. */
function listsIn(value: unknown, frames = 0): readonly Sorted[] {
  if (typeof value !== "object" || value === null || frames > MAX_FRAMES) return [];
  if (Array.isArray(value)) return value.flatMap((one) => listsIn(one, frames + 1));
  const own = Object.entries(value).flatMap(([name, list]): Sorted[] => {
    const answer = lists.get(name.trim().toLowerCase());
    return answer === undefined ? [] : [{ answer, entries: entriesOf(list) }];
  });
  return own.length > 0 ? own : Object.values(value).flatMap((one) => listsIn(one, frames + 1));
}

/** A list as it is, an id or several in one text, one entry without its list, or ids as keys. */
function entriesOf(list: unknown): readonly unknown[] {
  if (Array.isArray(list)) return list.slice(0, brokenAt(list));
  if (typeof list === "string") return list.split(/[,;\s]+/);
  if (typeof list !== "object" || list === null) return [];
  if ("id" in list) return [list];
  return Object.entries(list).map(([id, more]) => {
    if (typeof more === "object") return { ...more, id };
    return { id, answer: findAnswer(more), seen: more };
  });
}

/** Where a bracket was forgotten, the next list's name stands among the ids: what follows belongs to that one. */
function brokenAt(list: readonly unknown[]): number {
  const at = list.findIndex((one) => typeof one === "string" && lists.has(one.trim().toLowerCase()));
  return at < 0 ? list.length : at;
}

function sortedAnswers(
  sorted: readonly Sorted[],
  ids: readonly string[],
  size: PictureSize | null,
): readonly Judgement[] {
  const boxes = sorted.flatMap(({ entries }) =>
    entries.flatMap((entry): readonly RawBox[] => rawBoxesIn(entry)),
  );
  const units = unitsOf(boxes, size);
  return sorted.flatMap(({ answer, entries }) =>
    entries.flatMap((entry): Judgement[] => {
      const parsed = entrySchema.safeParse(entry);
      if (!parsed.success) return [];
      const { name, word, reason } = parsed.data;
      const named = nameIn(name, ids);
      if (named === null) return [];
      const own = findAnswer(word) ?? findAnswer(named.more);
      const agreed = own === null || own === answer;
      const plain = { answer: agreed ? answer : "unclear", reason: agreed ? oneLine(reason) : CONTRADICTION };
      const read = readJudgement({ ...Object(entry), ...plain }, { id: named.id, units, plainly: agreed });
      return read === null ? [] : [read];
    }),
  );
}

const text = z.string().optional().catch(undefined);
const entrySchema = z.union([
  z.union([z.string(), z.number()]).transform((name) => ({ name: String(name), word: null, reason: "" })),
  z
    .object({
      id: z.union([z.string(), z.number()]),
      answer: z.unknown().optional(),
      seen: text,
      why: text,
      reason: text,
    })
    .transform(({ id, answer, seen, why, reason }) => {
      return { name: String(id), word: answer, reason: seen ?? why ?? reason ?? "" };
    }),
]);

/** The question an entry names: by its id, whatever its case, or by "id: ..."; `more` is what is said behind it. */
function nameIn(name: string, ids: readonly string[]): { id: string; more: string } | null {
  const said = name.trim().toLowerCase();
  for (const id of ids) {
    const own = id.toLowerCase();
    if (said === own) return { id, more: "" };
    const more = said.startsWith(own) ? /^\s*[:(](.*)$/s.exec(said.slice(own.length))?.[1] : undefined;
    // The question repeated is no answer to it.
    if (more !== undefined) return { id, more: more.includes("?") ? "" : more };
  }
  return null;
}

/** An entry with a word for each question; without ids it counts by place. */
function fullAnswers(
  value: unknown,
  ids: readonly string[],
  size: PictureSize | null,
): readonly Judgement[] | null {
  const list = listIn(value);
  if (list === null) return null;
  const units = unitsOf(list.flatMap(rawBoxesIn), size);
  const named = list.map((entry) => readJudgement(entry, { units })).filter((one) => one !== null);
  const known = named.filter(({ id }) => ids.includes(id));
  if (known.length > 0) return known;
  if (named.length > 0 || list.length !== ids.length) return null;
  const inPlace = list.map((entry, index) => readJudgement(entry, { units, id: ids[index] }));
  return inPlace.every((one) => one !== null) ? inPlace : null;
}

function listIn(value: unknown): readonly unknown[] | null {
  if (Array.isArray(value)) return value;
  if (typeof value !== "object" || value === null) return null;
  const found = Object.values(value).filter((entry) => Array.isArray(entry));
  if (found.length === 1) return found[0] ?? null;
  // `{"c1": {...}, "c2": {...}}`: the ids became keys.
  const entries = Object.entries(value).filter(([, entry]) => typeof entry === "object" && entry !== null);
  return entries.length === 0 ? null : entries.map(([id, entry]) => ({ ...entry, id }));
}
