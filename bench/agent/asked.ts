/**
 * What a request asks for. The studio's roles are known by the form they hold the answer to (its name, or the
 * properties nobody else has), not by their wording, which may change; the baseline's by its openings.
 */
import { openings, type ReferenceTask } from "./reference-words";
import type { Turn } from "./turn";

export const tasks = [
  "route",
  "enhance",
  "decompose",
  "verify",
  "distil",
  "refine",
  "compare",
  "clarify",
] as const;
export type Task = (typeof tasks)[number];

/** Properties that give a form away, in the order they are looked for. */
const marks: readonly (readonly [Task, (form: NonNullable<Turn["form"]>) => boolean])[] = [
  ["route", ({ properties }) => properties.includes("chosen")],
  ["decompose", ({ properties }) => properties.includes("criteria") || properties.includes("questions")],
  ["verify", ({ properties }) => properties.includes("verdicts") || properties.includes("passed")],
  ["compare", ({ properties }) => properties.includes("winner") || properties.includes("better")],
  ["clarify", ({ name, properties }) => /clarif|contradict/i.test(name) || properties.includes("options")],
  // A refiner may be asked for the lesson as well.
  ["refine", ({ name, properties }) => /refine/i.test(name) || properties.includes("strategy")],
  ["distil", ({ properties }) => properties.includes("lesson")],
  ["enhance", ({ properties }) => properties.includes("prompt")],
  ["verify", ({ properties }) => properties.includes("answer")],
];

/** @throws Error for a request nobody here knows: a benchmark must not answer at random. */
export function askedFor(turn: Turn): Task {
  const { form, text, pictures, said } = turn;
  if (form !== null) {
    const known = marks.find(([, fits]) => fits(form));
    if (known !== undefined) return known[0];
    throw new Error(`No role is known by the form "${form.name}" (${form.properties.join(", ")}).`);
  }
  const entries = Object.entries(openings) as [ReferenceTask, string][];
  const opening = entries.find(([, words]) => text.includes(words));
  if (opening !== undefined) return opening[0];
  // A bare question about one picture: how a model is asked whose tokens' probabilities are read.
  if (pictures.length === 1 && said.includes("?")) return "verify";
  throw new Error(`Nobody here asks like this: ${text.slice(0, 120)}`);
}
