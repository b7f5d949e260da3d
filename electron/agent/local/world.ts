/** The Flatland world's names, typed; everything the local roles know of words starts here. */
import { z } from "zod";
import { type RelationId, relationIds } from "../../../shared/flatland/geometry";
import { type SizeId, sizeIds } from "../../../shared/flatland/placement";
import { type BackdropName, backdropNames, type Facing, facings } from "../../../shared/flatland/scene";
import world from "../../../shared/flatland/world.json";

export interface Noun {
  readonly name: string;
  readonly plural: string;
}

export type FinishKind = "colour" | "material" | "pattern";

export const nouns: ReadonlyMap<string, Noun> = new Map(world.nouns.map((noun) => [noun.name, noun]));

/** Finishes a kind has by nature: an undyed flamingo is pink enough for "a pink flamingo". */
const naturals: ReadonlyMap<string, readonly string[]> = new Map(
  world.nouns.flatMap((noun) => ("natural" in noun ? [[noun.name, noun.natural] as const] : [])),
);

/** True when things of this kind have the finish without being given it. */
export function isNatural(kind: string, finish: string | null): boolean {
  return finish !== null && (naturals.get(kind)?.includes(finish) ?? false);
}

/** Kinds that are drawn but nobody's noun: the ball of a game, speed lines, lettering. */
export const props: ReadonlySet<string> = new Set(world.props);

export const LETTERING = "lettering";

export const finishKinds: ReadonlyMap<string, FinishKind> = new Map(
  world.finishes.map((finish) => [finish.name, finishKindOf(finish.kind)]),
);

/** Words for the ways things look: "facing left". */
export const facingPhrases: readonly (readonly [Facing, readonly string[]])[] = facings.map((facing) => [
  facing,
  world.facings.find(({ id }) => id === facing)?.phrases ?? [],
]);

/** True for kinds that look one way or the other; a ball does not. */
export function isFaced(kind: string): boolean {
  return world.nouns.some((noun) => noun.name === kind && "facing" in noun);
}

export const relationPhrases: ReadonlyMap<RelationId, readonly string[]> = new Map(
  world.relations.flatMap((relation) =>
    isRelation(relation.id) ? [[relation.id, relation.phrases] as const] : [],
  ),
);

export const verbPhrases: ReadonlyMap<string, readonly string[]> = new Map(
  world.verbs.map((verb) => [verb.id, verb.phrases]),
);

/** The prop that marks an action in a picture. */
export const verbProps: ReadonlyMap<string, string> = new Map(
  world.verbs.map((verb) => [verb.id, verb.prop]),
);

/** Most objects a group of the engine can have. */
export const MAX_GROUP = Math.max(...Object.values(world.numbers));

export function isRelation(id: string): id is RelationId {
  return relationIds.some((known) => known === id);
}

/** True for what the detector has been taught to see. */
export function isKnownKind(kind: string): boolean {
  return nouns.has(kind) || props.has(kind);
}

function finishKindOf(kind: string): FinishKind {
  return kind === "material" || kind === "pattern" ? kind : "colour";
}

const namedWords = z.array(
  z.object({ id: z.string().optional(), name: z.string().optional(), words: z.array(z.string().min(1)) }),
);

/** Lists the world may have: what each entry is called, and the words for it; none where it has no such list. */
function listOf(key: string): readonly (readonly [name: string, words: readonly string[]])[] {
  const lists: Readonly<Record<string, unknown>> = world;
  const parsed = namedWords.safeParse(lists[key]);
  return parsed.success ? parsed.data.map(({ id, name, words }) => [id ?? name ?? "", words]) : [];
}

/** Words for what may lie behind everything, "at night", "on a beach", and which of the world's backdrops they name. */
export const scenery: ReadonlyMap<string, BackdropName | null> = new Map(
  listOf("backdrops").flatMap(([name, words]) =>
    words.map((phrase) => [phrase, backdropNames.find((known) => known === name) ?? null] as const),
  ),
);

/** The world's own words for sizes. */
export const sizeWords: readonly (readonly [SizeId, readonly string[]])[] = listOf("sizes").flatMap(
  ([name, words]) => {
    const id = sizeIds.find((known) => known === name);
    return id === undefined ? [] : [[id, words] as const];
  },
);

export const rawWorld: typeof world = world;
