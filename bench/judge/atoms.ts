/**
 * What can be asked of a scene, with the true answers: for every fact that holds one that does not. Facts about
 * objects, finishes, numbers and relations are asked as the loop's checks; the others by the geometry they are
 * defined with.
 */
import { facingOf } from "../../electron/inference/flatland/render/catalogue";
import { type Box, relationHolds, relationIds } from "../../shared/flatland/geometry";
import { arrangementHolds, arrangementIds, sizeHolds, sizeIds } from "../../shared/flatland/placement";
import { backdropNames, type Facing, ratioOf, type Scene } from "../../shared/flatland/scene";
import world from "../../shared/flatland/world.json";
import type { Sighting } from "../../shared/inference/detections";
import type { Check } from "../../shared/run/criteria";
import type { Dice } from "../detector/dice";
import type { Masks } from "../detector/masks";

/** One question with its true answer. */
export interface Fact {
  readonly sort: string;
  readonly truth: boolean;
  /** Kinds it speaks of, for the table of confusions. */
  readonly kinds: readonly string[];
  /** A colour of a picture in tones of one hue, which nobody can tell for sure. */
  readonly toned?: boolean;
  readonly ask: { readonly check: Check } | { readonly see: (sighting: Sighting) => boolean };
}

interface Drawn {
  readonly kind: string;
  readonly finish: string | null;
  readonly facing: Facing | null;
  readonly box: Box;
}

const SEEN = 0.5;
const MOST_COUNTED = 7;
const colours = new Set(world.finishes.filter(({ kind }) => kind === "colour").map(({ name }) => name));
const finishes = world.finishes.map(({ name }) => name);
const nouns = world.nouns.map(({ name }) => name);
const naturals = new Map<string, readonly string[]>(
  world.nouns.map((noun) => [noun.name, "natural" in noun ? (noun.natural ?? []) : []]),
);

const groupsOf = (drawn: readonly Drawn[]) =>
  [...new Set(drawn.map(({ kind }) => kind))].map((kind) => drawn.filter((one) => one.kind === kind));

/** Boxes of a kind that the sighting takes for real. */
const seenBoxes = (sighting: Sighting, kind: string) =>
  sighting.detections.filter((one) => one.kind === kind && one.confidence >= SEEN).map(({ box }) => box);

/** Everything asked about a scene. */
export function factsOf(scene: Scene, masks: Masks, dice: Dice): Fact[] {
  const { aspect = "1:1", style = "flat" } = scene.look ?? {};
  const drawn = scene.objects.map((object) => ({
    kind: object.kind,
    finish: object.finish,
    facing: object.facing ?? facingOf(object.kind),
    box: masks.boxOf(object, aspect),
  }));
  const groups = groupsOf(drawn).filter(([one]) => one !== undefined && nouns.includes(one.kind));
  const facts = groups.flatMap((group) => [
    ...presence(group, drawn, dice),
    ...number(group, dice),
    ...finish(group, dice, style === "monochrome"),
    ...facing(group),
    ...layout(group, groups, ratioOf(aspect)),
  ]);
  return [...facts, ...relations(groups, dice), ...backdrop(scene, dice)];
}

function presence(group: readonly Drawn[], drawn: readonly Drawn[], dice: Dice): Fact[] {
  const [kind = "", other] = [group[0]?.kind, dice.pick(nouns)];
  const there = drawn.some((one) => one.kind === other);
  return [
    { sort: "object", truth: true, kinds: [kind], ask: { check: { type: "object", of: { kind } } } },
    { sort: "object", truth: there, kinds: [other], ask: { check: { type: "object", of: { kind: other } } } },
  ];
}

function number(group: readonly Drawn[], dice: Dice): Fact[] {
  const kind = group[0]?.kind ?? "";
  if (group.length > MOST_COUNTED) return [];
  const wrong = group.length === 1 || dice.chance(0.5) ? group.length + 1 : group.length - 1;
  return [group.length, wrong].map((count) => ({
    sort: "count",
    truth: count === group.length,
    kinds: [kind],
    ask: { check: { type: "count", of: { kind }, count } },
  }));
}

function finish(group: readonly Drawn[], dice: Dice, toned: boolean): Fact[] {
  const [first] = group;
  const worn = first?.finish ?? null;
  if (first === undefined || worn === null || group.some((one) => one.finish !== worn)) return [];
  const natural = naturals.get(first.kind) ?? [];
  const others = finishes.filter((name) => name !== worn && !natural.includes(name));
  return [worn, dice.pick(others)].map((name) => ({
    sort: "attribute",
    truth: name === worn,
    kinds: [first.kind],
    toned: toned && (colours.has(name) || colours.has(worn)),
    ask: { check: { type: "attribute", of: { kind: first.kind }, finish: name } },
  }));
}

function facing(group: readonly Drawn[]): Fact[] {
  const [first] = group;
  const way = first?.facing ?? null;
  if (first === undefined || way === null || group.some((one) => one.facing !== way)) return [];
  const all = (sighting: Sighting, wanted: Facing) => {
    const seen = sighting.detections.filter((one) => one.kind === first.kind && one.confidence >= SEEN);
    return seen.length > 0 && seen.every((one) => one.facing === wanted);
  };
  return (["left", "right"] as const).map((wanted) => ({
    sort: "facing",
    truth: wanted === way,
    kinds: [first.kind],
    ask: { see: (sighting) => all(sighting, wanted) },
  }));
}

/** Sizes and arrangements: asked where they hold, and one of each that does not. */
function layout(group: readonly Drawn[], groups: readonly (readonly Drawn[])[], ratio: number): Fact[] {
  const kind = group[0]?.kind ?? "";
  const own = group.map(({ box }) => box);
  const names = groups.map(([one]) => one?.kind ?? "").filter((name) => name !== kind);
  const beside = groups.filter((other) => other !== group).flatMap((other) => other.map(({ box }) => box));
  const sizes = sizeIds.map((size): Fact => {
    const seen = (sighting: Sighting) =>
      sizeHolds(
        size,
        seenBoxes(sighting, kind),
        names.flatMap((name) => seenBoxes(sighting, name)),
        ratio,
      );
    return { sort: "size", truth: sizeHolds(size, own, beside, ratio), kinds: [kind], ask: { see: seen } };
  });
  const forms = arrangementIds.map((form): Fact => {
    const seen = (sighting: Sighting) => arrangementHolds(form, seenBoxes(sighting, kind), ratio);
    return {
      sort: "arrangement",
      truth: arrangementHolds(form, own, ratio),
      kinds: [kind],
      ask: { see: seen },
    };
  });
  return [sizes, group.length > 1 ? forms : []].flatMap((all) => [
    ...all.filter(({ truth }) => truth),
    ...all.filter(({ truth }) => !truth).slice(0, 1),
  ]);
}

function relations(groups: readonly (readonly Drawn[])[], dice: Dice): Fact[] {
  if (groups.length < 2) return [];
  const all = groups.flatMap((a) =>
    groups
      .filter((b) => b !== a)
      .flatMap((b) =>
        relationIds.map((relation): Fact => {
          const [subject, object] = [{ kind: a[0]?.kind ?? "" }, { kind: b[0]?.kind ?? "" }];
          return {
            sort: "relation",
            truth: relationHolds(
              relation,
              a.map(({ box }) => box),
              b.map(({ box }) => box),
            ),
            kinds: [subject.kind, object.kind],
            ask: { check: { type: "relation", relation, subject, object } },
          };
        }),
      ),
  );
  const holding = all.filter(({ truth }) => truth);
  return [
    ...holding,
    ...dice.some(
      all.filter(({ truth }) => !truth),
      holding.length,
    ),
  ];
}

function backdrop(scene: Scene, dice: Dice): Fact[] {
  const other = dice.pick(backdropNames.filter((name) => name !== scene.backdrop));
  return [scene.backdrop, other].map((name) => ({
    sort: "backdrop",
    truth: name === scene.backdrop,
    kinds: [],
    ask: { see: (sighting) => sighting.backdrop?.name === name },
  }));
}
