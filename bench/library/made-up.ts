/** Made-up but plausible runs, the same for the same seed: for measuring and trying out a large library. */

import { titleOf } from "../../electron/runs/title";
import type { Criterion, CriterionKind } from "../../shared/run/criteria";
import type { DurableBody, ImageRef, Rating } from "../../shared/run/events";
import { defaultRunSettings } from "../../shared/run/settings";
import { scoreOf, type Verdict } from "../../shared/run/verdicts";
import type { Dice } from "./dice";

const things = [
  "bicycle",
  "cow",
  "turtle",
  "guitar",
  "candle",
  "violin",
  "flamingo",
  "balloon",
  "kettle",
  "owl",
];
const finishes = [
  "white",
  "plastic",
  "wooden",
  "metal",
  "glass",
  "checkered",
  "striped",
  "golden",
  "stone",
  "green",
];
const relations = ["in front of", "to the left of", "to the right of", "above", "below", "behind"];
const numbers = ["one", "two", "three", "four", "five", "six", "seven"];
const places = [
  "at dusk",
  "on a meadow",
  "under a neon sky",
  "in a quiet harbour",
  "on a checkered floor",
  "in fog",
];
const words = ["OPEN AIR", "Grand Hotel", "24 h", "Nachtcafé", "¡Hola!", "SALE"];
const skills = ["spatial-layout", "lettering", "counting", "colour-harmony", "photography", null, null];
const backends = ["Flatland 1.0", "Flatland 1.0", "ComfyUI sdxl-turbo", "Z-Image-Turbo"];
const strategies = ["say it explicitly", "fewer things, larger", "name each row", "move the subject forward"];

export interface MadeUpRun {
  readonly id: string;
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly bodies: readonly DurableBody[];
}

export interface MadeUpOptions {
  readonly id: string;
  readonly at: number;
  readonly dice: Dice;
  readonly images: readonly ImageRef[];
  readonly iterations: number;
  /** Runs made before, to branch from. */
  readonly earlier: readonly string[];
}

interface Scene {
  readonly prompt: string;
  readonly criteria: readonly Criterion[];
}

function criterion(kind: CriterionKind, n: number, question: string): Criterion {
  return { id: `c${n}`, question, kind, weight: 1, enabled: true, origin: "decomposer" };
}

function sceneOf(dice: Dice): Scene {
  const [first, second] = [dice.pick(things), dice.pick(things)];
  const [some, more] = [1 + dice.below(6), 1 + dice.below(6)];
  const [finish, other] = [dice.pick(finishes), dice.pick(finishes)];
  const relation = dice.pick(relations);
  const text = dice.below(5) === 0 ? dice.pick(words) : null;
  const many = (count: number, thing: string) => `${thing}${count === 0 ? "" : "s"}`;
  const scene = `${numbers[some]} ${finish} ${many(some, first)} ${relation} ${numbers[more]} ${other} ${many(more, second)}`;
  const sign = text === null ? "" : `, and a sign that says "${text}"`;
  return {
    prompt: `${scene} ${dice.pick(places)}${sign}`,
    criteria: [
      criterion("object", 1, `Is there a ${first}?`),
      criterion("object", 2, `Is there a ${second}?`),
      criterion("count", 3, `Are there exactly ${numbers[some]} ${many(some, first)}?`),
      criterion("count", 4, `Are there exactly ${numbers[more]} ${many(more, second)}?`),
      criterion("attribute", 5, `Are the ${many(some, first)} ${finish}?`),
      criterion("attribute", 6, `Are the ${many(more, second)} ${other}?`),
      criterion("position", 7, `Are the ${many(some, first)} ${relation} the ${many(more, second)}?`),
      ...(text === null ? [] : [criterion("text", 8, `Does the sign read “${text}”?`)]),
    ],
  };
}

function verdictsOf(criteria: readonly Criterion[], n: number, dice: Dice): Verdict[] {
  return criteria.map(({ id, kind }) => {
    const hard = kind === "count" || kind === "position" ? 0.55 : 0.25;
    const roll = dice.unit();
    const state = roll < 0.02 ? "unclear" : roll < hard / n ? "fail" : "pass";
    return {
      criterionId: id,
      state,
      confidence: 0.5 + dice.unit() / 2,
      answer: "",
      evidence: [],
      by: "local",
    };
  });
}

function ratingOf(dice: Dice): Rating | null {
  const roll = dice.below(100);
  if (roll < 6) return "rejected";
  if (roll > 30) return null;
  return ([3, 4, 5, 2, 1] as const)[dice.below(5)] ?? 3;
}

/** One whole run as the bodies of its events. */
export function madeUpRun(options: MadeUpOptions): MadeUpRun {
  const { id, at, dice, earlier, iterations } = options;
  const { prompt, criteria } = sceneOf(dice);
  const title = titleOf(prompt);
  const parent = earlier.length > 0 && dice.below(16) === 0 ? dice.pick(earlier) : null;
  const chosen = dice.pick(skills);
  const backend = dice.pick(backends);
  const bodies: DurableBody[] = [
    {
      type: "run-created",
      run: {
        id,
        title,
        prompt,
        settings: { ...defaultRunSettings, rounds: iterations, seed: dice.below(1000) },
        ...(parent === null ? {} : { branchOf: { runId: parent, iteration: 1 + dice.below(iterations) } }),
      },
    },
    {
      type: "skill-routed",
      candidates: chosen === null ? [] : [{ name: chosen, score: 0.8, reason: "The prompt asks for it." }],
      chosen,
      reason: "The prompt asks for it.",
    },
    {
      type: "prompt-enhanced",
      prompt: `${prompt}, seen from slightly above`,
      thought: "Room for everything.",
    },
    { type: "criteria-proposed", criteria: [...criteria] },
  ];
  for (let n = 1; n <= iterations; n += 1)
    bodies.push(...madeUpIteration(n, prompt, criteria, backend, options));
  bodies.push(...endingOf(dice));
  return { id, title, at, bodies };
}

function endingOf(dice: Dice): DurableBody[] {
  const roll = dice.below(100);
  if (roll < 3) return [];
  if (roll < 7) return [{ type: "run-stopped", mode: "now" }];
  if (roll < 9) return [{ type: "run-finished", reason: "failed", best: null }];
  return [{ type: "run-finished", reason: "budget", best: null }];
}

function madeUpIteration(
  n: number,
  prompt: string,
  criteria: readonly Criterion[],
  backend: string,
  { dice, images }: MadeUpOptions,
): DurableBody[] {
  const strategy = dice.pick(strategies);
  const verdicts = verdictsOf(criteria, n, dice);
  const byId = Object.fromEntries(verdicts.map((verdict) => [verdict.criterionId, verdict]));
  const rating = ratingOf(dice);
  return [
    {
      type: "iteration-started",
      iteration: n,
      prompt: n === 1 ? prompt : `${prompt}; ${strategy}, with ${dice.pick(finishes)} light`,
      thought: "What failed is said first and in full.",
      strategy,
      parameters: { seed: dice.below(10_000), size: 1024, temperature: 1 },
    },
    {
      type: "image-generated",
      iteration: n,
      image: dice.pick(images),
      width: 1024,
      height: 1024,
      ms: 200 + dice.below(2000),
      backend,
      notes: [],
    },
    ...verdicts.map((verdict) => ({ type: "criterion-judged" as const, iteration: n, verdict })),
    { type: "iteration-judged", iteration: n, score: scoreOf(criteria, byId, {}), ms: 300 },
    {
      type: "experience-distilled",
      experience: {
        iteration: n,
        text: `To ${strategy} helped the ${dice.pick(things)}s; crowding costs the count of what stands behind.`,
        worked: [strategy],
        failed: [],
        strategy,
      },
    },
    ...(rating === null ? [] : [{ type: "iteration-rated" as const, iteration: n, rating }]),
  ];
}
