/** Looks names of world.json up: figures, motion marks, finishes. An unknown name is a StudioError. */
import { z } from "zod";

import { StudioError } from "../../../../shared/errors";
import type { Facing } from "../../../../shared/flatland/scene";
import world from "../../../../shared/flatland/world.json";
import icons from "../assets/icons.json";
import { ball } from "./ball";
import { type Figure, figureSchema } from "./figure";
import { type Finish, finishes } from "./finishes";
import { motionMarks } from "./motion";

const figures: ReadonlyMap<string, Figure> = new Map<string, Figure>([
  ...Object.entries(z.record(z.string(), figureSchema).parse(icons)),
  ["ball", ball],
]);

const REMEDY =
  "Use the names of shared/flatland/world.json, or update the engine together with its vocabulary.";

export type Subject =
  | { readonly form: "figure"; readonly figure: Figure }
  | { readonly form: "motion"; readonly markup: string }
  | { readonly form: "lettering" };

/** What a kind is drawn as. Throws StudioError("bad-input") for a name the world does not have. */
export function subjectOf(kind: string): Subject {
  const figure = figures.get(kind);
  if (figure !== undefined) return { form: "figure", figure };
  const markup = Object.hasOwn(motionMarks, kind) ? motionMarks[kind] : undefined;
  if (markup !== undefined) return { form: "motion", markup };
  if (kind === "lettering") return { form: "lettering" };
  throw new StudioError("bad-input", `Flatland cannot draw "${kind}": it is not in its world.`, {
    remedy: REMEDY,
  });
}

/** A finish by name; null stays null (natural colours). Throws StudioError("bad-input") for an unknown name. */
export function finishOf(name: string | null): Finish | null {
  if (name === null) return null;
  const finish = Object.hasOwn(finishes, name) ? finishes[name] : undefined;
  if (finish !== undefined) return finish;
  throw new StudioError("bad-input", `Flatland has no finish called "${name}".`, { remedy: REMEDY });
}

const facings: ReadonlyMap<string, Facing> = new Map<string, Facing>([
  ...world.nouns.flatMap((noun): [string, Facing][] =>
    "facing" in noun ? [[noun.name, noun.facing === "right" ? "right" : "left"]] : [],
  ),
  ...Object.keys(motionMarks).map((name): [string, Facing] => [name, "left"]),
]);

/** Which way a kind looks (or, a mark of motion, runs) as it is drawn; null for what looks no way in particular. */
export const facingOf = (kind: string): Facing | null => facings.get(kind) ?? null;

const flying = new Set(world.nouns.flatMap((noun) => ("flies" in noun ? [noun.name] : [])));

/** True for what hangs in the air where nothing carries it. */
export const isFlying = (kind: string) => flying.has(kind);

/** Names of everything that can be drawn, from world.json. */
export const nounNames: readonly string[] = world.nouns.map((noun) => noun.name);
export const propNames: readonly string[] = world.props;
export const finishNames: readonly string[] = world.finishes.map((finish) => finish.name);
