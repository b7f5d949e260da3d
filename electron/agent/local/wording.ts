/**
 * Says what a reading holds in the engine's explicit phrasing (training/flatland/PHRASES.md): one clause a
 * group with its region, its exact number, its look and its arrangement.
 */
import type { RelationId } from "../../../shared/flatland/geometry";
import { nounFor, numberWord } from "./english";
import { type Layout, layOut } from "./layout";
import { facingWords } from "./places";
import type { Group, Link, Reading } from "./reading";
import { MAX_GROUP, relationPhrases, scenery } from "./world";

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
 * places of the designer's own, more than the engine can hold, links that contradict each other, or a layout too
 * busy to be followed.
 */
export function explicitPrompt(reading: Reading, wording: Wording): string | null {
  if (!reading.groups.every(isPlain) || reading.groups.length > MOST_GROUPS || reading.groups.length === 0)
    return null;
  if (reading.leftovers.some((leftover) => leftover.kind !== "style")) return null;
  if (reading.groups.reduce((sum, group) => sum + (group.count ?? 1), 0) > MOST_OBJECTS) return null;
  const layout = layOut(reading);
  if (layout === null || !isCalm(reading, layout)) return null;
  const clauses = clausesOf(reading, layout, wording);
  const style = reading.leftovers.map(({ text }) => `, ${text}`).join("");
  const explicit = `${clauses.join("; ")}${style}`;
  return wording.restate ? `${closed(reading.prompt)} ${explicit}` : explicit;
}

function closed(prompt: string): string {
  const text = prompt.trim();
  return /[.!?;:]$/.test(text) ? text : `${text}.`;
}

/**
 * Two halves, or loose groups in quarters. Where links run along both axes or through three groups, the engine
 * follows plain words with exact numbers better than a list of regions (measured over GenEval2's shapes: 52 %
 * against 36 % of pictures right, temperatures 0.3 to 1).
 */
function isCalm({ links }: Reading, { columns, rows }: Layout): boolean {
  return columns <= 2 && rows <= 2 && (links.length === 0 || columns === 1 || rows === 1);
}

/** A number the engine can draw, of something it may know; lettering is taken as it stands. */
function isPlain(group: Group): boolean {
  return group.text !== null || (group.count !== null && group.count >= 1 && group.count <= MAX_GROUP);
}

function clausesOf(reading: Reading, layout: Layout, wording: Wording): string[] {
  return reading.groups.flatMap((group) => {
    const verb = reading.links.find(
      ({ link, subject, object }) =>
        link.type === "verb" && (subject === group.index || object === group.index),
    );
    if (verb === undefined) return [groupClause(reading, layout, group, wording)];
    return verb.subject === group.index ? [verbClause(reading, verb)] : [];
  });
}

function groupClause(reading: Reading, layout: Layout, group: Group, wording: Wording): string {
  const region = regionOf(reading, layout, group);
  const arrangement = wording.arrange ? arrangementOf(group, layout) : "";
  const own = reading.links.filter((link) => link.subject === group.index);
  const relations = wording.relate ? own.map((link) => relationTail(reading, link)).join("") : "";
  return `${region === null ? "" : `${region}, `}${counted(reading.prompt, group)}${arrangement}${facingTail(reading, group)}${relations}`;
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
  if (whom === undefined || link.type !== "relation") return "";
  return `, ${related(link.id, theGroup(whom))}`;
}

/** " facing left": the last that was said of it. */
export function facingTail({ facts }: Reading, { index }: Group): string {
  const said = facts.flatMap((fact) => (fact.type === "facing" && fact.group === index ? [fact.facing] : []));
  const last = said.at(-1);
  return last === undefined ? "" : ` ${facingWords(last)}`;
}

/** "under the dogs"; below the stars, though, since "under the stars" is a night. */
export function related(relation: RelationId, whom: string): string {
  const said = (relationPhrases.get(relation) ?? [relation]).map((phrase) => `${phrase} ${whom}`);
  return said.find((words) => !scenery.has(words)) ?? `${relation} ${whom}`;
}

/** Both groups of an action in one clause. */
function verbClause(reading: Reading, { link, subject, object }: Link): string {
  const [who, whom] = [reading.groups[subject], reading.groups[object]];
  if (who === undefined || whom === undefined) throw new RangeError("a link names a group that was not read");
  const [a, b] = [counted(reading.prompt, who), counted(reading.prompt, whom)];
  switch (link.id) {
    case "chasing":
      return `${a} chasing ${b} on one baseline, with speed lines behind ${theGroup(who)}`;
    case "jumping-over":
      return `${a} jumping over ${b}, high above ${theGroup(whom)}, with a jump arc`;
    default:
      return `${a} playing with ${b}, side by side with a ball between them`;
  }
}

/** The words for a group's place: its half where it has that to itself, else its quarter. */
function regionOf(reading: Reading, { places, columns, rows }: Layout, group: Group): string | null {
  const place = places[group.index];
  if (place === undefined || columns * rows === 1) return null;
  const side = place.column === 0 ? "left" : "right";
  if (columns === 1)
    return depthOf(reading, group) ?? `along the ${place.row === 0 ? "upper" : "lower"} half`;
  const alone = places.filter((other) => other.column === place.column).length === 1;
  return rows === 1 || alone
    ? `on the ${side} half`
    : `in the ${place.row === 0 ? "upper" : "lower"} ${side}`;
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
