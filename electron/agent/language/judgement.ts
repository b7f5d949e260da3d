/** Makes verdicts of what a model says about questions: words to states, numbers to confidences, boxes to evidence. */
import { z } from "zod";
import type { Evidence, Verdict } from "../../../shared/run/verdicts";
import { type Answer, readAnswer } from "./yes-no";

/** A model that names no confidence is taken to be neither sure nor unsure. */
const NO_CONFIDENCE = 0.5;
/** 0 would mean that no picture could ever make it clear, which a look at one picture cannot tell. */
const LEAST_UNCLEAR = 0.05;
const MAX_BOXES = 12;
const MAX_ANSWER = 300;

export interface Judgement {
  readonly id: string;
  readonly answer: Answer;
  readonly confidence: number;
  readonly reason: string;
  readonly boxes: readonly LabelledBox[];
}

interface LabelledBox {
  readonly label: string;
  readonly box: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
}

/** What the model is asked to answer for one question; boxes are optional and often absent. */
export const judgementForm = z.object({
  id: z.string(),
  reason: z.string(),
  answer: z.enum(["yes", "no", "unclear"]),
  confidence: z.number(),
  boxes: z.array(z.object({ label: z.string(), box: z.array(z.number()) })),
});

const looseSchema = z.object({
  id: z.union([z.string(), z.number()]).transform(String).optional(),
  answer: z.unknown(),
  confidence: z.unknown().optional(),
  reason: z.string().catch(""),
  boxes: z.array(z.unknown()).catch([]),
});

/** Reads one judgement; null when it holds no answer at all. `id` is for answers to a single question. */
export function readJudgement(value: unknown, id?: string): Judgement | null {
  const parsed = looseSchema.safeParse(value);
  if (!parsed.success || parsed.data.answer === undefined || parsed.data.answer === null) return null;
  const { answer, confidence, reason, boxes } = parsed.data;
  const own = id ?? parsed.data.id?.trim();
  if (own === undefined || own === "") return null;
  return {
    id: own,
    answer: readAnswer(answer),
    confidence: readConfidence(confidence),
    reason: reason.trim(),
    boxes: boxes
      .map(readBox)
      .filter((box) => box !== null)
      .slice(0, MAX_BOXES),
  };
}

/** A number from 0 to 1, a percentage, or either as text; .5 when it is none of these. */
export function readConfidence(value: unknown): number {
  const text = typeof value === "string" ? value.trim() : value;
  const number =
    typeof text === "number"
      ? text
      : typeof text === "string" && text !== ""
        ? Number.parseFloat(text)
        : Number.NaN;
  if (!Number.isFinite(number) || number < 0) return NO_CONFIDENCE;
  const percent = number > 1 || (typeof text === "string" && text.endsWith("%"));
  return Math.min(1, percent ? number / 100 : number);
}

const cornersSchema = z.array(z.number()).length(4);
const labelledSchema = z.union([
  z.object({ label: z.string().catch(""), box: cornersSchema }),
  z.object({ label: z.string().catch(""), bbox_2d: cornersSchema }).transform(({ label, bbox_2d }) => ({
    label,
    box: bbox_2d,
  })),
  cornersSchema.transform((box) => ({ label: "", box })),
]);

/** Corners `[left, top, right, bottom]` in fractions of the picture, or in thousandths as some models speak. */
function readBox(value: unknown): LabelledBox | null {
  const parsed = labelledSchema.safeParse(value);
  if (!parsed.success) return null;
  const { label, box } = parsed.data;
  const largest = Math.max(...box);
  if (largest > 1000 || Math.min(...box) < 0) return null;
  const scale = largest > 1 ? 1000 : 1;
  const [left = 0, top = 0, right = 0, bottom = 0] = box.map((corner) => corner / scale);
  if (right <= left || bottom <= top) return null;
  return { label, box: { x: left, y: top, w: right - left, h: bottom - top } };
}

export function verdictOf(judgement: Judgement, by: string): Verdict {
  const { id, answer, confidence, reason, boxes } = judgement;
  const state = { yes: "pass", no: "fail", unclear: "unclear" } as const;
  const said = reason === "" ? answer : reason;
  return {
    criterionId: id,
    state: state[answer],
    confidence: answer === "unclear" ? Math.max(LEAST_UNCLEAR, confidence) : confidence,
    answer: said.length > MAX_ANSWER ? `${said.slice(0, MAX_ANSWER - 1)}…` : said,
    evidence: boxes.map(({ label, box }): Evidence => {
      return { box, label, confidence, supports: answer === "yes" };
    }),
    by,
  };
}

/** A question that could not be asked: no failing, no passing. */
export function errorVerdict(criterionId: string, why: string, by: string): Verdict {
  return { criterionId, state: "error", confidence: 0, answer: why, evidence: [], by };
}
