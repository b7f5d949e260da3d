/** Puts what constructions say down as facts: comparisons, parts of groups, places in an order. */
import type { Compared } from "./comparisons";
import type { Discourse } from "./discourse";
import type { Findings } from "./findings";
import type { Ordinal, Part } from "./parts";
import { plainPhrase, type Span } from "./phrase";
import type { Predicate } from "./predicates";
import type { Group } from "./reading";

/** The group a comparison spoke of first; null where its sides could not be told. */
export function compare(
  found: Findings,
  discourse: Discourse,
  topic: readonly number[],
  compared: Compared,
  span: Span,
): Group | null {
  const last = topic.at(-1);
  const spoken = compared.subject === null ? undefined : found.sameOrNew(compared.subject);
  const subject = spoken ?? (last === undefined ? undefined : found.groups[last]);
  if (subject === undefined) return null;
  const object = objectOf(found, discourse, topic, compared, subject);
  if (object === undefined || object.index === subject.index) return null;
  const { sort, times, plus } = compared;
  const also = compared.also === undefined ? null : found.sameOrNew(compared.also).index;
  found.fact({
    type: "comparison",
    subject: subject.index,
    object: object.index,
    also,
    sort,
    times,
    plus,
    ...span,
  });
  return found.groups[subject.index] ?? subject;
}

function objectOf(
  found: Findings,
  discourse: Discourse,
  topic: readonly number[],
  { object }: Compared,
  subject: Group,
): Group | undefined {
  if (object !== null && object !== "pronoun") return found.sameOrNew(object);
  const others = [...topic, ...discourse.clause].filter((index) => index !== subject.index);
  const meant = object === "pronoun" ? discourse.meantBy("many", [subject.index]) : others.slice(-1);
  const index =
    meant[0] ??
    found.groups
      .filter((group) => group.index !== subject.index && group.count !== 0)
      .map((group) => group.index)
      .at(-1);
  return index === undefined ? undefined : found.groups[index];
}

/** True where the part's whole is known; then it is put down. */
export function takePart(
  found: Findings,
  discourse: Discourse,
  { of, quantity, predicate }: Part,
  span: Span,
): boolean {
  const named = of === null ? null : found.group(of);
  const whole = named ?? discourse.whole(null) ?? pairOf(found, discourse, quantity, predicate);
  if (whole === null) return false;
  if (typeof whole !== "object") return true;
  const taken = found.partsOf(whole).reduce((sum, { count }) => sum + (count ?? 0), 0);
  if (quantity === "rest" && taken === 0 && predicate.holds && theOthers(found, whole, predicate.name))
    return true;
  const count = numberOf(quantity, whole, taken);
  if (quantity === "none") {
    found.say([whole.index], { ...predicate, holds: !predicate.holds });
    return true;
  }
  if (count === undefined) return false;
  if (!predicate.holds) return false;
  if (count === whole.count && taken === 0) found.say([whole.index], predicate);
  else found.part(whole, count, predicate.name, span);
  return true;
}

/** Of two single things "the other" is the one nothing was said of yet. */
function pairOf(found: Findings, discourse: Discourse, quantity: Part["quantity"], predicate: Predicate) {
  const pair = discourse.pair;
  if (quantity !== "rest" || pair.length !== 2) return null;
  const plain = pair.filter((index) => found.groups[index]?.finishes.length === 0);
  if (plain.length !== 1) return null;
  found.say(plain, predicate);
  return true;
}

/** "the first is red, the others blue": the places nothing was said of yet. False where no place was. */
function theOthers(found: Findings, whole: Group, finish: string): boolean {
  const orders = found.ordersOf(whole);
  const [first] = orders;
  if (first === undefined || whole.count === null || first.from === "middle") return false;
  const told = orders.filter(({ from }) => from === first.from).map(({ nth }) => nth);
  if (told.length < orders.length) return false;
  for (let nth = 1; nth <= whole.count; nth++) {
    if (!told.includes(nth)) found.fact({ type: "order", group: whole.index, nth, from: first.from, finish });
  }
  return true;
}

/** null where it is left open; undefined where the whole has no such part. */
function numberOf(quantity: Part["quantity"], whole: Group, taken: number): number | null | undefined {
  if (typeof quantity === "number") {
    return whole.count === null || quantity + taken <= whole.count ? quantity : undefined;
  }
  if (whole.count === null) return null;
  const count = quantity === "half" ? whole.count / 2 : whole.count - taken;
  return Number.isInteger(count) && count > 0 && count + taken <= whole.count ? count : undefined;
}

/**
 * What an ordinal picks: groups by the order they were named in, or a place among one group's things; null where
 * there is nothing to count.
 */
export type Picked =
  | { readonly type: "groups"; readonly indices: readonly number[] }
  | { readonly type: "place"; readonly group: Group; readonly ordinal: Ordinal };

export function pick(found: Findings, discourse: Discourse, ordinal: Ordinal, span: Span): Picked | null {
  const { kind, nth, from, ofTwo } = ordinal;
  const crowd = discourse.crowd();
  const whole = discourse.whole(kind);
  const named = kind === null && from === null && crowd.length > 1;
  if (ofTwo || (named && (whole === null || crowd.every((index) => found.groups[index]?.count === 1)))) {
    const index = ofTwo && nth === 2 ? crowd.at(-1) : crowd[nth - 1];
    return index === undefined || crowd.length < 2 ? null : { type: "groups", indices: [index] };
  }
  if (whole !== null) return { type: "place", group: whole, ordinal };
  if (kind === null || found.groups.some((group) => group.kind === kind)) return null;
  const group = found.sameOrNew(plainPhrase(kind, span));
  discourse.mention(group.index);
  return { type: "place", group, ordinal };
}

/** Says a predicate of what was picked. False where no check could tell ("the third is not red"). */
export function sayOf(found: Findings, picked: Picked, predicate: Predicate): boolean {
  if (picked.type === "groups") {
    found.say(picked.indices, predicate);
    return true;
  }
  if (!predicate.holds) return false;
  const { nth, from } = picked.ordinal;
  found.fact({
    type: "order",
    group: picked.group.index,
    nth,
    from: from ?? "left",
    finish: predicate.name,
  });
  return true;
}
