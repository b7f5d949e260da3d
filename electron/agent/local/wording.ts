/**
 * Says what a reading holds in the engine's explicit phrasing (training/flatland/PHRASES.md): one clause a
 * group with its region, its exact number, its look and its arrangement.
 */
import { nounFor, numberWord } from "./english";
import { type Layout, layOut, type Place } from "./layout";
import type { Group, Link, Reading } from "./reading";
import { MAX_GROUP, relationPhrases } from "./world";

/** Ways to say the same. */
export interface Wording {
  /** Before the clauses stands the prompt as the designer wrote it. */
  readonly restate: boolean;
  /** "in a row", "in two rows" behind the groups of more than one. */
  readonly arrange: boolean;
  /** "to the right of the candle" behind the clause of each linked group. */
  readonly relate: boolean;
}

/** Most groups and objects the engine places at once. */
const MOST_GROUPS = 4;
const MOST_OBJECTS = 24;

/**
 * The explicit prompt, or null where it would not be faithful: when the reading has words without a rule or
 * places of the designer's own, more than the engine can hold, or links that contradict each other.
 */
export function explicitPrompt(reading: Reading, wording: Wording): string | null {
  if (!reading.groups.every(isPlain) || reading.groups.length > MOST_GROUPS || reading.groups.length === 0)
    return null;
  if (reading.leftovers.some((leftover) => leftover.kind !== "style")) return null;
  if (reading.groups.reduce((sum, group) => sum + (group.count ?? 1), 0) > MOST_OBJECTS) return null;
  const layout = layOut(reading);
  if (layout === null) return null;
  const clauses = clausesOf(reading, layout, wording);
  const style = reading.leftovers.map(({ text }) => `, ${text}`).join("");
  const explicit = `${clauses.join("; ")}${style}`;
  return wording.restate ? `${closed(reading.prompt)} ${explicit}` : explicit;
}

function closed(prompt: string): string {
  const text = prompt.trim();
  return /[.!?;:]$/.test(text) ? text : `${text}.`;
}

/** A number the engine can draw, of something it may know; lettering is taken as it stands. */
function isPlain(group: Group): boolean {
  return group.text !== null || (group.count !== null && group.count >= 1 && group.count <= MAX_GROUP);
}

function clausesOf(reading: Reading, layout: Layout, wording: Wording): string[] {
  const told = new Set<number>();
  const clauses: string[] = [];
  for (const group of reading.groups) {
    const verb = reading.links.find((link) => link.subject === group.index && link.link.type === "verb");
    if (verb !== undefined) clauses.push(verbClause(reading, verb, told));
    if (acts(reading, group.index)) clauses.push(...placesOfActors(reading, group));
    else if (!told.has(group.index) && !isDoneTo(reading, group))
      clauses.push(groupClause(reading, layout, group, wording));
  }
  return clauses;
}

/** True for groups a verb's clause will name. */
function isDoneTo(reading: Reading, group: Group): boolean {
  return reading.links.some((link) => link.object === group.index && link.link.type === "verb");
}

function groupClause(reading: Reading, layout: Layout, group: Group, wording: Wording): string {
  const region = regionOf(reading, layout, group);
  const arrangement = wording.arrange ? arrangementOf(group, layout) : "";
  const own = reading.links.filter((link) => link.subject === group.index);
  const relations = wording.relate ? own.map((link) => relationTail(reading, link)).join("") : "";
  return `${region === null ? "" : `${region}, `}${counted(reading.prompt, group)}${arrangement}${relations}`;
}

/** "exactly four white bicycles"; lettering word for word. */
export function counted(prompt: string, group: Group): string {
  if (group.text !== null) return prompt.slice(group.start, group.end);
  const looks = [...group.adjectives, ...group.finishes].map((word) => `${word} `).join("");
  const noun = group.known ? nounFor(group.kind, group.count) : group.noun;
  return `exactly ${numberWord(group.count ?? 1)} ${looks}${noun}`;
}

/** "the bicycles": a group named before. */
export function theGroup(group: Group): string {
  if (group.text !== null) return "the words";
  return `the ${group.known ? nounFor(group.kind, group.count) : group.noun}`;
}

function relationTail(reading: Reading, { link, object }: Link): string {
  const whom = reading.groups[object];
  const phrase = link.type === "relation" ? relationPhrases.get(link.id)?.[0] : undefined;
  return whom === undefined || phrase === undefined ? "" : `, ${phrase} ${theGroup(whom)}`;
}

/** Both groups of an action in one clause; a group named by an earlier clause is only pointed at. */
function verbClause(reading: Reading, { link, subject, object }: Link, told: Set<number>): string {
  const [who, whom] = [reading.groups[subject], reading.groups[object]];
  if (who === undefined || whom === undefined) return "";
  const a = told.has(subject) ? theGroup(who) : counted(reading.prompt, who);
  const b = told.has(object) ? theGroup(whom) : counted(reading.prompt, whom);
  told.add(subject).add(object);
  switch (link.id) {
    case "chasing":
      return `${a} chasing ${b} on one baseline, with speed lines behind ${theGroup(who)}`;
    case "jumping-over":
      return `${a} jumping over ${b}, high above ${theGroup(whom)}, with a jump arc`;
    default:
      return `${a} playing with ${b}, side by side with a ball between them`;
  }
}

/** Where an actor stands: a verb's clause does not say. */
function placesOfActors(reading: Reading, group: Group): string[] {
  return reading.links
    .filter((link) => link.subject === group.index && link.link.type === "relation")
    .map((link) => `${theGroup(group)}${relationTail(reading, link).slice(1)}`);
}

const columnWords: Readonly<Record<number, readonly string[]>> = {
  2: ["on the left half", "on the right half"],
  3: ["on the left third", "in the middle", "on the right third"],
};
const rowWords: Readonly<Record<number, readonly string[]>> = {
  2: ["along the upper half", "along the lower half"],
  3: ["at the top", "in the middle", "at the bottom"],
};

/** The words for a group's place: its column or row where it has that to itself, else its corner. */
function regionOf(reading: Reading, { places, columns, rows }: Layout, group: Group): string | null {
  const place = places[group.index];
  if (place === undefined) return null;
  const depth = columns === 1 && rows === 2 ? depthOf(reading, group) : null;
  if (depth !== null) return depth;
  const alone = (axis: "column" | "row", one: Place) =>
    places.filter((other) => other[axis] === one[axis]).length === 1;
  if (columns > 1 && alone("column", place)) return columnWords[columns]?.[place.column] ?? null;
  const ownColumns =
    columns > 1 &&
    reading.groups.some(({ index }) => !acts(reading, index) && alone("column", places[index] ?? place));
  if (!ownColumns && rows > 1 && alone("row", place)) return rowWords[rows]?.[place.row] ?? null;
  if (columns !== 2 || rows !== 2) return null;
  return `in the ${place.row === 0 ? "upper" : "lower"} ${place.column === 0 ? "left" : "right"}`;
}

/** True for groups told of in a verb's clause, which names no region. */
function acts(reading: Reading, index: number): boolean {
  return reading.links.some(
    ({ link, subject, object }) => link.type === "verb" && (subject === index || object === index),
  );
}

function depthOf(reading: Reading, { index }: Group): string | null {
  const deep = reading.links.find(
    ({ link, subject, object }) =>
      (link.id === "in-front-of" || link.id === "behind") && (subject === index || object === index),
  );
  if (deep === undefined) return null;
  const near = (deep.link.id === "in-front-of") === (deep.subject === index);
  return near ? "in the foreground, lower half" : "in the background, upper half";
}

function arrangementOf(group: Group, { columns }: Layout): string {
  if (group.text !== null || group.count === null || group.count < 2) return "";
  if (columns > 1) return group.count <= 2 ? "" : " in two rows";
  return group.count <= 4 ? " in a row" : " in two rows";
}

/** The prompt with "exactly" before every number it names; nothing else is touched. */
export function withExactCounts(reading: Reading): string {
  const edits = reading.groups
    .filter((group) => group.count !== null && group.count > 0 && group.countSpan !== null && !group.exact)
    .map((group) => ({ span: group.countSpan, words: `exactly ${numberWord(group.count ?? 1)}` }));
  return edits.reduceRight(
    (text, { span, words }) =>
      span === null ? text : text.slice(0, span.start) + words + text.slice(span.end),
    reading.prompt,
  );
}
