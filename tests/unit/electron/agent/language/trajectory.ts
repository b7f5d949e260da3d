/** Attempts for the roles that learn, built from real events by the real reducer. */
import { createHash } from "node:crypto";
import { trajectoryOf } from "../../../../../electron/agent/memory";
import type { Attempt, LoadImage } from "../../../../../electron/agent/roles";
import type { Criterion } from "../../../../../shared/run/criteria";
import type { DurableBody, ImageRef, JournalEvent, Rating } from "../../../../../shared/run/events";
import { reduceAll } from "../../../../../shared/run/reduce";
import { defaultRunSettings } from "../../../../../shared/run/settings";
import { scoreOf, type Verdict, type VerdictState } from "../../../../../shared/run/verdicts";
import { criterion, picture } from "./thinker";

export const original = "four white bicycles in front of three cows";
export const criteria: Criterion[] = [
  criterion("c1", "Are there exactly four bicycles?"),
  criterion("c2", "Are the bicycles white?"),
  criterion("c3", "Are there exactly three cows?"),
];

export interface Try {
  readonly prompt: string;
  /** A colour, standing for the picture that was drawn. */
  readonly drawn: string | null;
  readonly states: readonly VerdictState[];
  readonly lesson?: string;
  readonly override?: { readonly id: string; readonly state: "pass" | "fail" };
  readonly rating?: Rating;
  /** What the agent had proposed, where these are the designer's words. */
  readonly proposed?: string;
  readonly thought?: string;
  readonly seed?: number;
}

const images = new Map<string, Uint8Array>();

function refOf(colour: string): ImageRef {
  const bytes = picture(colour);
  const hash = createHash("sha256").update(bytes).digest("hex");
  images.set(hash, bytes);
  return { hash, file: `${hash}.png`, bytes: bytes.length };
}

/** Loads what `trajectory` has drawn; counts how often. */
export function imageLoader(): { loadImage: LoadImage; loads: () => number } {
  let count = 0;
  return {
    loadImage: async ({ hash }) => {
      count += 1;
      const bytes = images.get(hash);
      if (bytes === undefined) throw new Error("no such picture");
      return bytes;
    },
    loads: () => count,
  };
}

export function trajectory(tries: readonly Try[], ...more: readonly DurableBody[]): readonly Attempt[] {
  return trajectoryOf(reduceAll(eventsOf(tries, ...more)));
}

/** The journal such a trajectory stands in. */
export function eventsOf(tries: readonly Try[], ...more: readonly DurableBody[]): JournalEvent[] {
  const run = { id: "testrun1", title: "t", prompt: original, settings: defaultRunSettings };
  const bodies: DurableBody[] = [
    { type: "run-created", run },
    { type: "prompt-enhanced", prompt: original, thought: "" },
    { type: "criteria-proposed", criteria },
    ...tries.flatMap((one, index) => bodiesOf(one, index + 1)),
    ...more,
  ];
  return bodies.map((body, seq): JournalEvent => ({ v: 1, seq, at: seq, ...body }));
}

function bodiesOf(one: Try, iteration: number): DurableBody[] {
  const parameters = { seed: one.seed ?? 7, size: 512, temperature: 0.8 };
  const words: DurableBody[] =
    one.proposed === undefined
      ? []
      : [
          {
            type: "prompt-refined",
            iteration,
            prompt: one.proposed,
            thought: "",
            strategy: "s",
            parameters,
            shown: [],
          },
          { type: "prompt-edited", iteration, prompt: one.prompt, parameters },
        ];
  const bodies: DurableBody[] = [
    ...words,
    {
      type: "iteration-started",
      iteration,
      prompt: one.prompt,
      thought: one.thought ?? "",
      strategy: "first draft",
      parameters,
    },
  ];
  if (one.drawn === null) return bodies;
  const verdicts = one.states.map((state, index): Verdict => {
    const id = criteria[index]?.id ?? "";
    return { criterionId: id, state, confidence: 0.9, answer: `saw ${id}`, evidence: [], by: "m" };
  });
  const byId = Object.fromEntries(verdicts.map((verdict) => [verdict.criterionId, verdict]));
  bodies.push(
    {
      type: "image-generated",
      iteration,
      image: refOf(one.drawn),
      width: 16,
      height: 16,
      ms: 1,
      backend: "b",
      notes: [],
    },
    ...verdicts.map((verdict): DurableBody => ({ type: "criterion-judged", iteration, verdict })),
    { type: "iteration-judged", iteration, score: scoreOf(criteria, byId, {}), ms: 1 },
  );
  if (one.override !== undefined) {
    const { id, state } = one.override;
    bodies.push({ type: "verdict-overridden", iteration, criterionId: id, state, note: "I like it" });
  }
  if (one.rating !== undefined) bodies.push({ type: "iteration-rated", iteration, rating: one.rating });
  if (one.lesson !== undefined) {
    const experience = { iteration, text: one.lesson, worked: [], failed: [], strategy: "first draft" };
    bodies.push({ type: "experience-distilled", experience });
  }
  return bodies;
}
