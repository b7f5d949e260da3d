/** From the two graphs' numbers to detections: repetitions, names, calibration. */
import type { Box } from "../../../shared/flatland/geometry";
import { backdropNames, type Facing } from "../../../shared/flatland/scene";
import type { BackdropGuess, Detection, FinishGuess } from "../../../shared/inference/detections";
import { fractionBox, overlapOf } from "./boxes";
import { tempered } from "./calibration";
import type { TwoStageConfig } from "./detector-config";
import { type Placed, withMargin } from "./framing";
import type { Size } from "./object-eyes";
import type { Region } from "./resample";

/** A box somebody should look at. */
export interface Found {
  /** Raw score of the finder, 0..1. */
  readonly score: number;
  /** In pixels of the picture. */
  readonly region: Region;
}

/** The finder's outputs for one picture, strongest first; boxes in pixels of its input: left, top, right, bottom. */
export interface BoxPeaks {
  readonly scores: ArrayLike<number>;
  readonly boxes: ArrayLike<number>;
}

/** What the classifier says of one box; `kinds` has one more number, for no thing at all. */
export interface Named {
  readonly kinds: ArrayLike<number>;
  readonly finishes: ArrayLike<number>;
  readonly facings: ArrayLike<number>;
  /** Where in its crop the thing lies: left, top, right, bottom in fractions of the crop. */
  readonly edges: ArrayLike<number>;
}

/** A box after the classifier's first look. */
export interface Corrected extends Found {
  /** True where its edges moved so far that another look is worth its time. */
  readonly moved: boolean;
  /** What the first look said. */
  readonly named: Named;
}

const FACINGS: readonly Facing[] = ["left", "right"];
const NATURAL = "natural";
const GUESSES = 3;
const EDGE = 1e-5;
/** Thinner boxes than this, in pixels of the picture, show nothing. */
const THINNEST = 2;
/** A box that overlaps its correction more than this (IoU) is not looked at again. */
const STEADY = 0.93;
/** Below this confidence a thing may be a part of another one … */
const DOUBTFUL = 0.8;
/** … if this share of its box lies within the other's, which has at least so many times its area. */
const INSIDE = 0.85;
const MUCH_LARGER = 2.5;

/** The finder's boxes worth a closer look, in pixels of the picture. */
export function foundBoxes(
  peaks: BoxPeaks,
  placed: Placed,
  picture: Size,
  { threshold }: Pick<TwoStageConfig["finder"], "threshold">,
): Found[] {
  const found: Found[] = [];
  for (let peak = 0; peak < peaks.scores.length; peak++) {
    const score = peaks.scores[peak] ?? 0;
    if (score < threshold) break;
    const across = (i: number) => ((peaks.boxes[peak * 4 + i] ?? 0) - placed.left) / placed.scale;
    const down = (i: number) => ((peaks.boxes[peak * 4 + i] ?? 0) - placed.top) / placed.scale;
    const box = fractionBox({ left: across(0), top: down(1), right: across(2), bottom: down(3) }, picture);
    const region = regionOf(box, picture);
    if (Math.min(region.width, region.height) >= THINNEST) found.push({ score, region });
  }
  return found;
}

/** The strongest boxes, without those that lie on stronger ones. */
export function withoutRepetitions(
  found: readonly Found[],
  picture: Size,
  { overlap, most }: Pick<TwoStageConfig["finder"], "overlap" | "most">,
): Found[] {
  const kept: { readonly one: Found; readonly box: Box }[] = [];
  for (const one of [...found].sort((a, b) => b.score - a.score)) {
    if (kept.length >= most) break;
    const box = boxOf(one.region, picture);
    if (!kept.some((other) => overlapOf(box, other.box) > overlap)) kept.push({ one, box });
  }
  return kept.map(({ one }) => one);
}

/** The boxes with their edges as the classifier sees them, without those that turn out to be repetitions. */
export function corrected(
  found: readonly Found[],
  named: readonly Named[],
  picture: Size,
  { classifier, finder }: Pick<TwoStageConfig, "classifier" | "finder">,
): Corrected[] {
  const kept: (Corrected & { readonly box: Box })[] = [];
  found.forEach(({ score, region }, index) => {
    const name = named[index];
    if (name === undefined) return;
    const cut = withMargin(region, classifier.margin);
    const longest = Math.max(cut.width, cut.height);
    const across = (i: number) => cut.left + cut.width / 2 + ((name.edges[i] ?? 0) - 0.5) * longest;
    const down = (i: number) => cut.top + cut.height / 2 + ((name.edges[i] ?? 0) - 0.5) * longest;
    const box = fractionBox({ left: across(0), top: down(1), right: across(2), bottom: down(3) }, picture);
    const closer = regionOf(box, picture);
    const thin = Math.min(closer.width, closer.height) < THINNEST;
    const before = boxOf(region, picture);
    const stays = thin || overlapOf(box, before) > STEADY;
    const one = {
      score,
      named: name,
      moved: !stays,
      region: thin ? region : closer,
      box: thin ? before : box,
    };
    if (!kept.some((other) => overlapOf(one.box, other.box) > finder.overlap)) kept.push(one);
  });
  return kept.map(({ box: _, ...rest }) => rest);
}

function regionOf(box: Box, { width, height }: Size): Region {
  return { left: box.x * width, top: box.y * height, width: box.w * width, height: box.h * height };
}

const boxOf = ({ left, top, width, height }: Region, picture: Size) =>
  fractionBox({ left, top, right: left + width, bottom: top + height }, picture);

/** What the found boxes show, surest first; those that show nothing are left out. */
export function detectionsFrom(
  found: readonly Found[],
  named: readonly Named[],
  picture: Size,
  config: TwoStageConfig,
): Detection[] {
  const all = found
    .flatMap((one, index) => {
      const name = named[index];
      return name === undefined ? [] : [detectionOf(one, name, picture, config)];
    })
    .filter(({ confidence }) => confidence >= config.threshold)
    .sort((a, b) => b.confidence - a.confidence);
  const kept: Detection[] = [];
  for (const one of all) {
    const repeated = kept.some(
      (other) => other.kind === one.kind && overlapOf(one.box, other.box) > config.sameKindOverlap,
    );
    if (!repeated && !kept.some((other) => isPartOf(one, other))) kept.push(one);
  }
  return kept;
}

/**
 * True for a doubtful thing within a surer and much larger one: more likely a wheel or an eye of it. The letters of a
 * sign pass for a sign of their own, however sure and only somewhat smaller.
 */
function isPartOf(one: Detection, larger: Detection): boolean {
  const letters = one.kind === "lettering" && larger.kind === "lettering";
  if (one.confidence >= DOUBTFUL && !letters) return false;
  const { x, y, w, h } = one.box;
  const across = Math.min(x + w, larger.box.x + larger.box.w) - Math.max(x, larger.box.x);
  const down = Math.min(y + h, larger.box.y + larger.box.h) - Math.max(y, larger.box.y);
  const within = across > 0 && down > 0 ? (across * down) / (w * h) : 0;
  const times = letters ? 1 : MUCH_LARGER;
  return within >= INSIDE && larger.box.w * larger.box.h >= times * w * h;
}

function detectionOf(
  { score, region }: Found,
  named: Named,
  picture: Size,
  config: TwoStageConfig,
): Detection {
  const [best, probability] = likeliest(named.kinds, config.kinds.length);
  const kind = config.kinds[best] ?? "";
  const { found, kind: kindWeight, offset } = config.calibration;
  const confidence = logistic(found * logit(score) + kindWeight * logit(probability) + offset);
  const box = boxOf(region, picture);
  const finishes = config.finishless.includes(kind)
    ? [{ finish: null, confidence: 1 }]
    : finishesOf(named, config);
  const first = finishes[0] ?? { finish: null, confidence: 0 };
  const facing = config.faced.includes(kind) ? facingOf(named, config) : {};
  return {
    kind,
    finish: first.finish,
    box,
    confidence,
    finishConfidence: first.confidence,
    finishes,
    ...facing,
  };
}

function finishesOf({ finishes }: Named, config: TwoStageConfig): FinishGuess[] {
  const row = rowOf(finishes, config.finishes.length);
  return tempered(row, config.calibration.finishTemperature)
    .map((confidence, i) => ({ finish: finishName(config.finishes[i]), confidence }))
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, GUESSES);
}

const finishName = (name: string | undefined) => (name === undefined || name === NATURAL ? null : name);

function facingOf({ facings }: Named, config: TwoStageConfig) {
  const row = tempered(rowOf(facings, FACINGS.length), config.calibration.facingTemperature);
  const [best, facingConfidence] = likeliest(row, row.length);
  return { facing: FACINGS[best] ?? "left", facingConfidence };
}

/** The likeliest backdrop. */
export function backdropOf(probabilities: ArrayLike<number>, config: TwoStageConfig): BackdropGuess {
  const row = tempered(rowOf(probabilities, config.backdrops.length), config.calibration.backdropTemperature);
  const [best, confidence] = likeliest(row, row.length);
  return { name: config.backdrops[best] ?? backdropNames[0], confidence };
}

const rowOf = (values: ArrayLike<number>, length: number) => Array.from({ length }, (_, i) => values[i] ?? 0);

/** The greatest of the first `count` values, and where it is. */
function likeliest(values: ArrayLike<number>, count: number): [number, number] {
  let best = 0;
  for (let i = 1; i < count; i++) if ((values[i] ?? 0) > (values[best] ?? 0)) best = i;
  return [best, values[best] ?? 0];
}

const logistic = (x: number) => 1 / (1 + Math.exp(-x));

function logit(probability: number): number {
  const inside = Math.min(1 - EDGE, Math.max(EDGE, probability));
  return Math.log(inside / (1 - inside));
}
