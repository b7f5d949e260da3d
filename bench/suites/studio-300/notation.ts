/**
 * Atoms in a line, as the people who write the suite note them down:
 *
 *   2 dog            there are dogs, and exactly two
 *   2 dog:brown      ... and all of them are brown
 *   2 dog=brown      there are brown dogs, exactly two (others may have another finish)
 *   some dog:brown   there are dogs, all of them brown; how many is left open
 *   no flower        there is none
 *   dog left-of cat  a relation (or a verb) between groups; `dog=brown` and `lettering` are groups too
 *   "SALE"           it reads so
 *   4 cat {twice as many as the two dogs}   why the number follows, where it does not stand in the prompt
 *
 * Parts are parted by semicolons.
 */
import { relationIds } from "../../../shared/flatland/geometry";
import world from "../../../shared/flatland/world.json";
import type { Selector } from "../../../shared/run/criteria";
import { atom, numbered, type Unnumbered } from "../../product/suites/atoms";
import type { Atom } from "../../product/task";

export const LETTERING = "lettering";
/** Lettering is what a designer's client reads first. */
const TEXT_WEIGHT = 2;

/** @throws Error for a part that is none of the above, or names what the world does not know */
export function atomsOf(notation: string): Atom[] {
  return numbered(
    notation
      .split(";")
      .map((part) => part.trim())
      .flatMap(partAtoms),
  );
}

function partAtoms(part: string): Unnumbered[] {
  const [, said = "", why] = /^(.*?)(?:\s*\{(.+)\})?$/.exec(part) ?? [];
  const text = /^"(.+)"$/.exec(said)?.[1];
  if (text !== undefined) return [atom({ type: "text", text }, { weight: TEXT_WEIGHT })];
  const words = said.split(/\s+/);
  const reason = why === undefined ? {} : { why };
  if (words.length === 2) return groupAtoms(words[0] ?? "", words[1] ?? "", reason);
  if (words.length === 3) return [linkAtom(words[0] ?? "", words[1] ?? "", words[2] ?? "", reason)];
  throw new Error(`Not understood: "${part}"`);
}

function groupAtoms(amount: string, group: string, reason: { why?: string }): Unnumbered[] {
  const [name = "", finish] = group.split(":");
  const of = selectorOf(name);
  if (amount === "no") return [atom({ type: "count", of, count: 0 }, reason)];
  const there = atom({ type: "object", of });
  const finished = finish === undefined ? [] : [atom({ type: "attribute", of, finish: finishOf(finish) })];
  if (amount === "some") return [there, ...finished];
  const count = Number(amount);
  if (!Number.isInteger(count) || count < 1) throw new Error(`Not a number: "${amount} ${group}"`);
  return [there, atom({ type: "count", of, count }, reason), ...finished];
}

function linkAtom(from: string, link: string, to: string, reason: { why?: string }): Unnumbered {
  const [subject, object] = [selectorOf(from), selectorOf(to)];
  const relation = relationIds.find((id) => id === link);
  if (relation !== undefined) return atom({ type: "relation", relation, subject, object }, reason);
  const verb = world.verbs.find(({ id }) => id === link);
  if (verb === undefined) throw new Error(`No relation or verb: "${link}"`);
  return atom({ type: "verb", verb: verb.id, subject, object }, reason);
}

function selectorOf(text: string): Selector {
  const [kind = "", finish] = text.split("=");
  if (kind !== LETTERING && !world.nouns.some(({ name }) => name === kind)) {
    throw new Error(`The world knows no "${kind}".`);
  }
  return finish === undefined ? { kind } : { kind, finish: finishOf(finish) };
}

function finishOf(name: string): string {
  if (!world.finishes.some((finish) => finish.name === name))
    throw new Error(`The world knows no "${name}".`);
  return name;
}
