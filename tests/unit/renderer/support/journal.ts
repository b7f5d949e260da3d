/** Journals as the main side would write them, for looking at the renderer and for its tests. */
import type { Criterion } from "../../../../shared/run/criteria";
import type { DurableBody, JournalEvent, RunHeader } from "../../../../shared/run/events";
import { defaultRunSettings } from "../../../../shared/run/settings";
import type { Evidence, Verdict } from "../../../../shared/run/verdicts";
import { scoreOf } from "../../../../shared/run/verdicts";
import { type Figure, fileOf, sceneOf } from "./scenes";

export const PROMPT = "four white bicycles in front of three plastic cows";

export const criteria: readonly Criterion[] = [
  {
    id: "o1",
    question: "Are there bicycles?",
    kind: "object",
    weight: 1,
    enabled: true,
    origin: "decomposer",
  },
  {
    id: "c1",
    question: "Are there exactly four bicycles?",
    kind: "count",
    weight: 2,
    enabled: true,
    origin: "decomposer",
  },
  {
    id: "a1",
    question: "Are the bicycles white?",
    kind: "attribute",
    weight: 1,
    enabled: true,
    origin: "decomposer",
  },
  { id: "o2", question: "Are there cows?", kind: "object", weight: 1, enabled: true, origin: "decomposer" },
  {
    id: "c2",
    question: "Are there exactly three cows?",
    kind: "count",
    weight: 1,
    enabled: true,
    origin: "decomposer",
  },
  {
    id: "a2",
    question: "Are the cows made of plastic?",
    kind: "attribute",
    weight: 1,
    enabled: true,
    origin: "decomposer",
  },
  {
    id: "p1",
    question: "Are the bicycles in front of the cows?",
    kind: "position",
    weight: 1,
    enabled: true,
    origin: "decomposer",
  },
];

const prompts = [
  "four white bicycles in a row along the lower half, in front of three plastic cows in a row along the upper half",
  "three cows made of plastic in a row behind; in front of them exactly four white bicycles",
  "Three cows made of glossy orange plastic stand in a row behind; in front of them exactly four white bicycles",
  "Three identical cows made of glossy orange plastic stand in a row along the upper half; in front of them, along the lower half and overlapping none of them, exactly four white bicycles",
] as const;

const strategies = ["explicit layout", "emphasis", "emphasis", "explicit layout"] as const;
const thoughts = [
  "The prompt asks for depth order between two groups. Name the rows so that the engine places them.",
  "Count and finish were lost together. Put the counted group last with “exactly”, and say what the cows are made of before where they stand.",
  "White held and so did the count of bicycles, but one cow was dropped. Keep the sizes, describe the material more strongly.",
  "The middle cow lost its finish. “Identical” binds the finish to all three; explicit halves keep the rows apart.",
] as const;
const lessons = [
  {
    text: "The model ignored both finishes and drew three bicycles; depth worked once rows were named.",
    strategy: "Name the rows.",
  },
  {
    text: "White held. The count slipped when the cows were enlarged.",
    strategy: "Keep sizes, ask for “exactly”.",
  },
  {
    text: "Plastic was lost on the middle cow only; everything else stands.",
    strategy: "Say identical; tint words help.",
  },
  { text: "All criteria passed: identical figures, explicit halves.", strategy: "Keep this wording." },
] as const;

function boxOf(figure: Figure): Evidence["box"] {
  const grow = figure.icon === "cow" ? 0.92 : 0.96;
  const side = figure.size * grow;
  return { x: figure.x - side / 2, y: figure.y - side / 2, w: side, h: side };
}

function seen(
  figures: readonly Figure[],
  label: (figure: Figure) => string,
  supports: (figure: Figure) => boolean,
): Evidence[] {
  return figures.map((figure, index) => ({
    box: boxOf(figure),
    label: label(figure),
    confidence: 0.97 - index * 0.017,
    supports: supports(figure),
  }));
}

function judged(criterion: Criterion, iteration: number): Verdict {
  const { figures } = sceneOf(iteration);
  const bicycles = figures.filter((figure) => figure.icon === "bicycle");
  const cows = figures.filter((figure) => figure.icon === "cow");
  const plain = (figure: Figure) => figure.icon;
  const finished = (figure: Figure) =>
    figure.finish === "natural" ? figure.icon : `${figure.icon} · ${figure.finish}`;
  const say = (
    state: Verdict["state"],
    answer: string,
    evidence: Evidence[],
    confidence = 0.93,
  ): Verdict => ({
    criterionId: criterion.id,
    state,
    confidence,
    answer,
    evidence,
    by: "flatland-detector",
  });
  const yes = (ok: boolean) => (ok ? "pass" : "fail");
  switch (criterion.id) {
    case "o1":
      return say(
        "pass",
        "Bicycles are there.",
        seen(bicycles, plain, () => true),
        0.97,
      );
    case "c1":
      return say(
        yes(bicycles.length === 4),
        `${bicycles.length} bicycles, asked for 4.`,
        seen(bicycles, plain, () => bicycles.length === 4),
        0.9,
      );
    case "a1": {
      const white = (figure: Figure) => figure.finish === "white";
      const count = bicycles.filter(white).length;
      return say(
        yes(count === bicycles.length),
        `${count} of ${bicycles.length} bicycles are white.`,
        seen(bicycles, finished, white),
        0.88,
      );
    }
    case "o2":
      return say(
        "pass",
        "Cows are there.",
        seen(cows, plain, () => true),
        0.98,
      );
    case "c2":
      return say(
        yes(cows.length === 3),
        `${cows.length} cows, asked for 3.`,
        seen(cows, plain, () => cows.length === 3),
        0.95,
      );
    case "a2": {
      const plastic = (figure: Figure) => figure.finish === "plastic";
      const count = cows.filter(plastic).length;
      return say(
        yes(count === cows.length),
        `${count} of ${cows.length} cows are plastic.`,
        seen(cows, finished, plastic),
        0.86,
      );
    }
    default:
      return iteration === 1
        ? say(
            "unclear",
            "The rows touch; which one stands in front cannot be told.",
            seen(figures, plain, () => true),
            0.52,
          )
        : say(
            "pass",
            "The bicycles stand lower and before the cows.",
            seen(figures, plain, () => true),
            0.84,
          );
  }
}

export interface JournalOptions {
  readonly id: string;
  readonly iterations?: number;
  readonly rounds?: number;
  readonly startedAt: number;
  readonly title?: string;
  readonly prompt?: string;
  readonly criteria?: readonly Criterion[];
  readonly finish?: boolean;
}

/** Turns bodies into journal lines with places and times. */
export function stamped(
  bodies: readonly DurableBody[],
  startedAt: number,
  from = 0,
  stepMs = 64,
): JournalEvent[] {
  return bodies.map(
    (body, index) =>
      ({ v: 1, seq: from + index, at: startedAt + (from + index) * stepMs, ...body }) as JournalEvent,
  );
}

export function headerOf(options: JournalOptions): RunHeader {
  return {
    id: options.id,
    title: options.title ?? "Bicycles and cows",
    prompt: options.prompt ?? PROMPT,
    settings: { ...defaultRunSettings, rounds: options.rounds ?? 5 },
  };
}

export function opening(options: JournalOptions): DurableBody[] {
  return [
    { type: "run-created", run: headerOf(options) },
    { type: "words-unknown", words: [] },
    {
      type: "skill-routed",
      candidates: [
        { name: "spatial-layout", score: 0.82, reason: "“in front of” asks for depth order." },
        { name: "aesthetic-drawing", score: 0.31, reason: "No words about mood or style." },
        { name: "creative-drawing", score: 0.22, reason: "The request is literal." },
        { name: "text-rendering", score: 0.04, reason: "Nothing is quoted." },
      ],
      chosen: "spatial-layout",
      reason: "“in front of” asks for depth order. Enhanced the prompt with placement and scale.",
      packHash: "7c1d".repeat(16),
    },
    { type: "prompt-enhanced", prompt: prompts[0], thought: thoughts[0] },
    { type: "criteria-proposed", criteria: [...(options.criteria ?? criteria)] },
  ];
}

const at = <T>(list: readonly T[], n: number): T => list[(n - 1) % list.length] as T;

/** All that is written down about one attempt. */
export function attempt(n: number, asked: readonly Criterion[]): DurableBody[] {
  const parameters = { seed: 7, size: 1024, temperature: n < 4 ? 1 : 0.8 };
  const hash = fileOf(n).slice(0, 64);
  const verdicts = asked.map((criterion) => judged(criterion, ((n - 1) % 4) + 1));
  const byId = Object.fromEntries(verdicts.map((verdict) => [verdict.criterionId, verdict]));
  const lesson = at(lessons, n);
  const refined: DurableBody[] =
    n === 1
      ? []
      : [
          {
            type: "prompt-refined",
            iteration: n,
            prompt: at(prompts, n),
            thought: at(thoughts, n),
            strategy: at(strategies, n),
            parameters,
            shown: Array.from({ length: n - 1 }, (_, index) => ({
              iteration: index + 1,
              parts:
                index === n - 2
                  ? (["prompt", "verdicts", "experience"] as const).slice()
                  : (["experience"] as const).slice(),
            })).slice(-2),
          },
        ];
  return [
    ...refined,
    {
      type: "iteration-started",
      iteration: n,
      prompt: at(prompts, n),
      thought: at(thoughts, n),
      strategy: n === 1 ? "" : at(strategies, n),
      parameters,
    },
    {
      type: "image-generated",
      iteration: n,
      image: { hash, file: fileOf(n), bytes: 84_213 },
      vector: { hash, file: fileOf(n).replace(".png", ".svg"), bytes: 22_110 },
      width: 1024,
      height: 1024,
      ms: 112,
      backend: "Flatland · CPU",
      notes: [],
    },
    ...verdicts.map((verdict): DurableBody => ({ type: "criterion-judged", iteration: n, verdict })),
    { type: "iteration-judged", iteration: n, score: scoreOf(asked, byId, {}), ms: 74 },
    {
      type: "experience-distilled",
      experience: {
        iteration: n,
        text: lesson.text,
        strategy: lesson.strategy,
        worked: ["rows by name"],
        failed: n === 4 ? [] : ["finishes"],
      },
    },
  ];
}

export function journal(options: JournalOptions): JournalEvent[] {
  const asked = options.criteria ?? criteria;
  const count = options.iterations ?? 4;
  const bodies = opening(options);
  for (let n = 1; n <= count; n += 1) bodies.push(...attempt(n, asked));
  if (options.finish !== false) bodies.push({ type: "run-finished", reason: "all-passed", best: count });
  return stamped(bodies, options.startedAt);
}
