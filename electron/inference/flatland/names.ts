/** What world.json says of names, as the editor needs it. */

import world from "../../../shared/flatland/world.json";
import type { Selector } from "../../../shared/run/criteria";

export const LETTERING = "lettering";

const plurals: ReadonlyMap<string, string> = new Map(world.nouns.map((noun) => [noun.name, noun.plural]));

const naturals: ReadonlyMap<string, readonly string[]> = new Map(
  world.nouns.flatMap((noun) => ("natural" in noun ? [[noun.name, noun.natural] as const] : [])),
);

/** The prop that marks an action, by the action's id. */
export const markOf: ReadonlyMap<string, string> = new Map(world.verbs.map((verb) => [verb.id, verb.prop]));

/** True when a thing looks so, painted so or by nature. */
export function looksSo(kind: string, finish: string | null, wanted: string): boolean {
  return finish === wanted || (finish === null && (naturals.get(kind)?.includes(wanted) ?? false));
}

/** True for what a selector names. */
export function isMeant(
  of: Selector,
  object: { readonly kind: string; readonly finish: string | null },
): boolean {
  return (
    of.kind === object.kind && (of.finish === undefined || looksSo(object.kind, object.finish, of.finish))
  );
}

/** "2 white bicycles". */
export function inWords(
  count: number,
  { kind, finish }: { kind: string; finish?: string | null | undefined },
): string {
  const noun = count === 1 ? kind : (plurals.get(kind) ?? kind);
  return [String(count), finish ?? "", noun].filter((word) => word !== "").join(" ");
}
