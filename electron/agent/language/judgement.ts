/** Makes verdicts of what a model says about questions: words to states, numbers to confidences, boxes to evidence. */
import { z } from "zod";
import { shortened } from "../../../shared/run/tokens";
import type { Evidence, Verdict } from "../../../shared/run/verdicts";
import { type LabelledBox, placed, type RawBox, readRawBox, type Units, unitsOf } from "./boxes";
import type { PictureSize } from "./picture-size";
import { type Answer, readAnswer } from "./yes-no";

/** A model that names no confidence is taken to be neither sure nor unsure. */
const NO_CONFIDENCE = 0.5;
/**
 * For a plain yes or no where no number was asked for: surer than a toss, not as sure as who says so. A convention,
 * not a measurement; asked one by one, the token's own probability takes its place.
 */
export const SAID_PLAINLY = 0.8;
/** 0 would mean that no picture could ever make it clear, which a look at one picture cannot tell. */
const LEAST_UNCLEAR = 0.05;
const MAX_BOXES = 12;
const MAX_ANSWER = 300;
/** Of a name for a place. */
const LABEL_TOKENS = 8;

export interface Judgement {
  readonly id: string;
  readonly answer: Answer;
  readonly confidence: number;
  readonly reason: string;
  readonly boxes: readonly LabelledBox[];
}

const looseSchema = z.object({
  id: z.union([z.string(), z.number()]).transform(String).optional(),
  answer: z.unknown(),
  confidence: z.unknown().optional(),
  reason: z.string().catch(""),
});

/** The places a judgement rests on, as they were told. */
export function rawBoxesIn(value: unknown): readonly RawBox[] {
  const parsed = z.object({ boxes: z.array(z.unknown()) }).safeParse(value);
  if (!parsed.success) return [];
  return parsed.data.boxes
    .map(readRawBox)
    .filter((box) => box !== null)
    .slice(0, MAX_BOXES);
}

export interface ReadingOptions {
  /** The question's id, for answers to a single one. */
  readonly id?: string | undefined;
  /** Units of its boxes, where the whole answer tells; else what its own boxes tell. */
  readonly units?: Units;
  /** True where no number was asked for: a yes or a no without one is taken as `SAID_PLAINLY`. */
  readonly plainly?: boolean;
  readonly size?: PictureSize | null;
}

/** Reads one judgement; null when it holds no answer at all. */
export function readJudgement(
  value: unknown,
  { id, units, size = null, plainly = false }: ReadingOptions = {},
): Judgement | null {
  const parsed = looseSchema.safeParse(value);
  if (!parsed.success || parsed.data.answer === undefined || parsed.data.answer === null) return null;
  const { answer, confidence, reason } = parsed.data;
  const own = id ?? parsed.data.id?.trim();
  if (own === undefined || own === "") return null;
  const raw = rawBoxesIn(value);
  const inUnits = units ?? unitsOf(raw, size);
  const word = readAnswer(answer);
  return {
    id: own,
    answer: word,
    confidence: readConfidence(confidence, plainly && word !== "unclear" ? SAID_PLAINLY : NO_CONFIDENCE),
    reason: reason.trim(),
    boxes: raw.map((box) => placed(box, inUnits)).filter((box) => box !== null),
  };
}

/** A number from 0 to 1, a percentage, or either as text; `otherwise` when it is none of these. */
export function readConfidence(value: unknown, otherwise = NO_CONFIDENCE): number {
  const text = typeof value === "string" ? value.trim() : value;
  const number =
    typeof text === "number"
      ? text
      : typeof text === "string" && text !== ""
        ? Number.parseFloat(text)
        : Number.NaN;
  if (!Number.isFinite(number) || number < 0) return otherwise;
  const percent = number > 1 || (typeof text === "string" && text.endsWith("%"));
  return Math.min(1, percent ? number / 100 : number);
}

export function verdictOf(judgement: Judgement, by: string): Verdict {
  const { id, answer, confidence, reason, boxes } = judgement;
  const state = { yes: "pass", no: "fail", unclear: "unclear" } as const;
  const said = reason === "" ? answer : reason;
  const shortly = shortened(said, LABEL_TOKENS);
  return {
    criterionId: id,
    state: state[answer],
    confidence: answer === "unclear" ? Math.max(LEAST_UNCLEAR, confidence) : confidence,
    answer: said.length > MAX_ANSWER ? `${said.slice(0, MAX_ANSWER - 1)}…` : said,
    evidence: boxes.map(({ label, box }): Evidence => {
      // A place without a name is called by what was seen there.
      return { box, label: label === "" ? shortly : label, confidence, supports: answer === "yes" };
    }),
    by,
  };
}

/** A question that could not be asked: no failing, no passing. */
export function errorVerdict(criterionId: string, why: string, by: string): Verdict {
  return { criterionId, state: "error", confidence: 0, answer: why, evidence: [], by };
}
