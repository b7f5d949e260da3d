/**
 * Held-out scenes, drawn by other code and other seeds than the training pictures: tidy groups as an engine
 * lays them out, and wild scatterings with overlaps, odd sizes and mixed finishes.
 */
import { z } from "zod";
import { facingOf, finishNames, nounNames } from "../../electron/inference/flatland/render/catalogue";
import {
  aspectNames,
  backdropNames,
  type Look,
  type Scene,
  type SceneObject,
  styleNames,
  typefaceNames,
} from "../../shared/flatland/scene";
import { Dice } from "./dice";
import type { Masks } from "./masks";

export type Layout = "engine" | "groups" | "wild" | "alone";

const engineScene = z.object({
  backdrop: z.enum(backdropNames),
  styleSeed: z.number().int(),
  objects: z.array(
    z.object({
      kind: z.string(),
      finish: z.string().nullable(),
      x: z.number(),
      y: z.number(),
      size: z.number(),
      facing: z.enum(["left", "right"]).exactOptional(),
      text: z.string().exactOptional(),
    }),
  ),
  look: z
    .object({
      aspect: z.enum(aspectNames).exactOptional(),
      style: z.enum(styleNames).exactOptional(),
      typeface: z.enum(typefaceNames).exactOptional(),
    })
    .exactOptional(),
});

/** Scenes as the engine lays them out, written by training/detector/dump_scenes.py. */
export const engineScenes = (text: string): Scene[] => z.array(engineScene).parse(JSON.parse(text));

/** What a scene is made of: the nouns, and whether it may be drawn in other ways than flat, square and as it was. */
export interface World {
  readonly nouns: readonly string[];
  readonly wide: boolean;
}

export const wholeWorld: World = { nouns: nounNames, wide: true };

const SMALLEST = 0.035;
/** Objects hidden more than this are not asked for, so scenes with them are thinned out. */
const LEAST_VISIBLE = 0.5;
const WORDS =
  "OPEN SALE HELLO CAFE MUSIC LIBRARY SUNDAY MARKET PIZZA GARDEN Lemon river HOTEL Exit night".split(" ");

const makers = { groups, wild: scattered, alone } as const;

/** One scene of that layout; the same seed gives the same scene. */
export function heldOutScene(
  layout: Exclude<Layout, "engine">,
  seed: number,
  masks: Masks,
  world: World = wholeWorld,
): Scene {
  const dice = new Dice(seed);
  const objects = makers[layout](dice, world.nouns);
  const backdrop = world.wide ? dice.pick(backdropNames) : dice.chance(0.5) ? "ground" : "plain";
  const styleSeed = dice.whole(1, 1_000_000);
  if (!world.wide) return { backdrop, styleSeed, objects: thinned(objects, masks, {}) };
  const look = lookOf(dice);
  const turned = objects.map((object) => {
    const faced = facingOf(object.kind) !== null && dice.chance(0.5);
    return faced ? { ...object, facing: dice.pick(["left", "right"] as const) } : object;
  });
  return { backdrop, styleSeed, objects: thinned(turned, masks, look), look };
}

/** Most pictures are flat and square, as most requests are. */
function lookOf(dice: Dice): Look {
  return {
    ...(dice.chance(0.6) ? {} : { style: dice.pick(styleNames) }),
    ...(dice.chance(0.6) ? {} : { aspect: dice.pick(aspectNames) }),
    typeface: dice.pick(typefaceNames),
  };
}

function finish(dice: Dice): string | null {
  return dice.chance(0.25) ? null : dice.pick(finishNames);
}

/** One to three groups of one to seven in bands or columns, as prompts ask for them. */
function groups(dice: Dice, nouns: readonly string[]): SceneObject[] {
  const count = dice.whole(1, 3);
  const across = dice.chance(0.5);
  const share = 1 / count;
  const kinds = dice.some(nouns, count);
  const objects = kinds.flatMap((kind, nth) => {
    const start = nth * share;
    const area = across
      ? { x: start, y: dice.between(0, 0.15), w: share, h: 0.85 }
      : { x: 0, y: start, w: 1, h: share };
    return block(dice, kind, dice.whole(1, 7), area);
  });
  if (dice.chance(0.2)) objects.push(...prop(dice));
  return objects.sort((a, b) => a.y + a.size / 2 - b.y - b.size / 2);
}

interface Area {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** `count` objects of one kind in rows within an area, in one finish, seldom with a stray one. */
function block(dice: Dice, kind: string, count: number, area: Area): SceneObject[] {
  const columns = dice.whole(Math.ceil(count / 4), Math.min(count, 4));
  const rows = Math.ceil(count / columns);
  const pitch = dice.between(0.95, 1.25);
  const fit = Math.min(area.w / (columns * pitch), area.h / (rows * pitch));
  const size = Math.max(SMALLEST, Math.min(0.5, fit) * dice.between(0.6, 0.98));
  const [w, h] = [columns * size * pitch, rows * size * pitch];
  const left = area.x + dice.between(0, Math.max(0, area.w - w));
  const top = area.y + dice.between(0, Math.max(0, area.h - h));
  const worn = finish(dice);
  return Array.from({ length: count }, (_, i) => ({
    kind,
    finish: dice.chance(0.05) ? finish(dice) : worn,
    x: left + ((i % columns) + 0.5) * size * pitch,
    y: top + (Math.floor(i / columns) + 0.5) * size * pitch,
    size,
  }));
}

function prop(dice: Dice): SceneObject[] {
  const kind = dice.pick(["ball", "speed-lines", "jump-arc", "lettering"]);
  const size = dice.between(0.12, 0.3);
  const place = { x: dice.between(size / 2, 1 - size / 2), y: dice.between(size / 2, 1 - size / 2), size };
  if (kind === "lettering") {
    const text = dice.some(WORDS, dice.whole(1, 3)).join(" ");
    return [{ kind, finish: finish(dice), ...place, text }];
  }
  return [{ kind, finish: kind === "ball" ? finish(dice) : null, ...place }];
}

/** Anything anywhere: up to 24 objects of a few kinds, sizes over a factor of six, overlaps allowed. */
function scattered(dice: Dice, nouns: readonly string[]): SceneObject[] {
  const count = dice.whole(1, dice.chance(0.5) ? 24 : 8);
  const kinds = dice.some([...nouns, "ball"], dice.whole(1, 5));
  const most = Math.min(0.6, 1.2 / Math.sqrt(count));
  const least = Math.max(SMALLEST, most / 6);
  const objects = Array.from({ length: count }, () => {
    const size = least * (most / least) ** dice.between(0, 1);
    const inside = () => dice.between(size * 0.45, 1 - size * 0.45);
    return { kind: dice.pick(kinds), finish: finish(dice), x: inside(), y: inside(), size };
  });
  return dice.chance(0.25) ? [...objects, ...prop(dice)] : objects;
}

/** One thing alone, from middling to filling the picture. */
function alone(dice: Dice, nouns: readonly string[]): SceneObject[] {
  const size = dice.between(0.3, 0.95);
  const inside = () => 0.5 + dice.between(-0.5, 0.5) * (1 - size);
  return [{ kind: dice.pick(nouns), finish: finish(dice), x: inside(), y: inside(), size }];
}

/** Takes objects away, from the back, until all others are visible enough. */
function thinned(objects: readonly SceneObject[], masks: Masks, { aspect }: Look): SceneObject[] {
  const kept = [...objects];
  for (;;) {
    const hidden = masks.visibleShares(kept, aspect).findIndex((share) => share < LEAST_VISIBLE);
    if (hidden < 0) return kept;
    kept.splice(hidden, 1);
  }
}
