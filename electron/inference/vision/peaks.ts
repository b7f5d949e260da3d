/** From the detector graph's peaks to detections: threshold, repetitions, calibration. */
import type { Detection, FinishGuess } from "../../../shared/inference/detections";
import { fractionBox, overlapOf } from "./boxes";
import { plattScaled, tempered } from "./calibration";
import type { DetectorConfig } from "./detector-config";

/** The graph's outputs for one picture, strongest peak first. */
export interface Peaks {
  /** Raw scores, 0..1. */
  readonly scores: ArrayLike<number>;
  /** Index into the configuration's kinds, one a peak. */
  readonly kinds: ArrayLike<number>;
  /** Left, top, right, bottom in pixels of the input, four a peak. */
  readonly boxes: ArrayLike<number>;
  /** Probabilities of all finishes, one row a peak. */
  readonly finishes: ArrayLike<number>;
}

const NATURAL = "natural";
const GUESSES = 3;
const NO_FINISH: readonly FinishGuess[] = [{ finish: null, confidence: 1 }];

/** Detections of one picture, surest first. */
export function detectionsOf(peaks: Peaks, config: DetectorConfig): Detection[] {
  const kept: Detection[] = [];
  for (let peak = 0; peak < peaks.scores.length; peak++) {
    const score = peaks.scores[peak] ?? 0;
    if (score < config.threshold) break;
    const found = detectionAt(peaks, peak, score, config);
    if (found !== null && !repeats(found, kept, config)) kept.push(found);
  }
  return kept;
}

function detectionAt(peaks: Peaks, peak: number, score: number, config: DetectorConfig): Detection | null {
  const kind = config.kinds[peaks.kinds[peak] ?? -1];
  if (kind === undefined) return null;
  const [left, top, right, bottom] = Array.from({ length: 4 }, (_, i) => peaks.boxes[peak * 4 + i] ?? 0);
  const box = fractionBox(
    { left: left ?? 0, top: top ?? 0, right: right ?? 0, bottom: bottom ?? 0 },
    config.input,
  );
  const { kindSlope, kindOffset } = config.calibration;
  const finishes = config.finishless.includes(kind) ? NO_FINISH : finishesAt(peaks, peak, config);
  const best = finishes[0] ?? { finish: null, confidence: 0 };
  return {
    kind,
    finish: best.finish,
    box,
    confidence: plattScaled(score, kindSlope, kindOffset),
    finishConfidence: best.confidence,
    finishes,
  };
}

function finishesAt(peaks: Peaks, peak: number, config: DetectorConfig): FinishGuess[] {
  const count = config.finishes.length;
  const raw = Array.from({ length: count }, (_, i) => peaks.finishes[peak * count + i] ?? 0);
  return tempered(raw, config.calibration.finishTemperature)
    .map((confidence, i) => ({ finish: finishName(config.finishes[i]), confidence }))
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, GUESSES);
}

const finishName = (name: string | undefined) => (name === undefined || name === NATURAL ? null : name);

function repeats(found: Detection, kept: readonly Detection[], config: DetectorConfig): boolean {
  return kept.some((other) => {
    const most = other.kind === found.kind ? config.sameKindOverlap : config.anyKindOverlap;
    return overlapOf(found.box, other.box) > most;
  });
}
