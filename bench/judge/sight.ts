/** What the judge sees in a picture, in the words the checks are written for. */
import { imaging } from "../../electron/inference/imaging";
import type { Detection, FinishGuess, Sighting } from "../../shared/inference/detections";
import type { JudgeConfig } from "./config";
import { boxOfRectangle, type Pixels, sharedShare } from "./pixels";
import type { Reading } from "./read";
import type { Candidate, Searched } from "./search";

/** Two readings of one kind whose boxes overlap more are one thing. */
const SAME_THING = 0.5;
/** What is less probable is not mentioned. */
const LEAST = 0.2;
const LONGEST = 1400;
const EDGE = 1e-5;

/** A picture's pixels, in its own size within reason. */
export async function pixelsOf(bytes: Uint8Array): Promise<Pixels> {
  const size = await imaging().sizeOf(bytes);
  const scale = Math.min(1, LONGEST / Math.max(size.width, size.height));
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  return imaging().decodeRgb(bytes, side(size.width), side(size.height));
}

/** The three numbers a candidate's confidence is made of. */
export function signsOf(
  { score, support }: Candidate,
  { kinds }: Reading,
): readonly [number, number, number] {
  return [logit(score), logit(Math.max(...kinds.slice(0, -1))), Math.log(Math.max(EDGE, support))];
}

/** Everything the judge takes for real. */
export function sightOf(
  picture: Pixels,
  { candidates, backdrops }: Searched,
  readings: readonly Reading[],
  config: JudgeConfig,
): Pick<Sighting, "detections" | "backdrop" | "width" | "height"> {
  const seen = candidates
    .map((candidate, index) => ({
      candidate,
      detection: detectionOf(candidate, readings[index], picture, config),
    }))
    .flatMap(({ candidate, detection }) => (detection === null ? [] : [{ candidate, detection }]))
    .sort((a, b) => b.detection.confidence - a.detection.confidence);
  const kept: typeof seen = [];
  for (const one of seen) {
    const twin = kept.some(
      (other) =>
        other.detection.kind === one.detection.kind &&
        sharedShare(other.candidate.box, one.candidate.box) > SAME_THING,
    );
    if (!twin) kept.push(one);
  }
  const chances = cooled(backdrops, config.calibration.backdropTemperature);
  const best = likeliest(chances);
  const name = config.backdrops[best] ?? "plain";
  return {
    detections: kept.map(({ detection }) => detection),
    backdrop: { name, confidence: chances[best] ?? 0 },
    width: picture.width,
    height: picture.height,
  };
}

function detectionOf(
  candidate: Candidate,
  reading: Reading | undefined,
  picture: Pixels,
  config: JudgeConfig,
): Detection | null {
  if (reading === undefined) return null;
  const { calibration } = config;
  const [searched, named, support] = signsOf(candidate, reading);
  const confidence = logistic(
    calibration.search * searched +
      calibration.kind * named +
      calibration.support * support +
      calibration.offset,
  );
  if (confidence < LEAST) return null;
  const kind = config.kinds[likeliest(reading.kinds.slice(0, -1))] ?? "";
  const finishes = config.finishless.includes(kind)
    ? [{ finish: null, confidence: 1 }]
    : guesses(reading, config);
  const [right] = cooled([reading.right, 1 - reading.right], calibration.facingTemperature);
  const facing = (right ?? 0) >= 0.5 ? "right" : "left";
  return {
    kind,
    finish: finishes[0]?.finish ?? null,
    box: boxOfRectangle(candidate.box, picture),
    confidence,
    finishConfidence: finishes[0]?.confidence ?? 0,
    finishes,
    ...(config.faced.includes(kind)
      ? { facing, facingConfidence: Math.max(right ?? 0, 1 - (right ?? 0)) }
      : {}),
  };
}

function guesses({ finishes }: Reading, config: JudgeConfig): FinishGuess[] {
  return cooled(finishes, config.calibration.finishTemperature)
    .map((confidence, i) => {
      const name = config.finishes[i] ?? "natural";
      return { finish: name === "natural" ? null : name, confidence };
    })
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, 3);
}

/** Probabilities at another temperature (Guo et al. 2017). */
export function cooled(probabilities: readonly number[], temperature: number): number[] {
  const powers = probabilities.map((value) => Math.max(value, 1e-12) ** (1 / temperature));
  const total = powers.reduce((sum, value) => sum + value, 0);
  return powers.map((value) => value / total);
}

const likeliest = (values: readonly number[]) => values.indexOf(Math.max(...values));
const logistic = (x: number) => 1 / (1 + Math.exp(-x));

function logit(value: number): number {
  const inside = Math.min(1 - EDGE, Math.max(EDGE, value));
  return Math.log(inside / (1 - inside));
}
