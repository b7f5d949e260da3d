/** What of the round under way is still to be done: which candidates to begin, and from which words. */
import { promptFor } from "../../shared/run/drafts";
import type { Edit, GenerationParameters } from "../../shared/run/events";
import { bestAmong } from "../../shared/run/ranking";
import { imagesDrawn, latestRound, roundsDrawn } from "../../shared/run/rounds";
import { noBudget } from "../../shared/run/settings";
import type { IterationState, Refinement, RunState } from "../../shared/run/state";
import { isRoundCut } from "./budget";
import { finishReason } from "./finish";
import { trajectoryOf } from "./memory";
import { candidateSeed } from "./seeds";

/** What those who play the roles can do, as far as it decides what comes next. */
export interface Abilities {
  /** Images drawn at the same time at most. */
  readonly parallel: number;
  /** True where somebody can compare two images. */
  readonly judges: boolean;
  /** True where who words the next prompt gives the round's lesson with it. */
  readonly distils: boolean;
}

/** One image at a time, nobody to compare them, and a compressor for the lessons. */
export const plainAbilities: Abilities = { parallel: 1, judges: false, distils: false };

/** Where an attempt stands: its number, its round, and which of the round's images it is. */
export interface Place {
  readonly iteration: number;
  readonly round: number;
  readonly candidate: number;
}

export function placeOf({ n, round, candidate }: IterationState): Place {
  return { iteration: n, round, candidate };
}

/** The first place of the round after the latest one. */
export function nextRound({ iterations }: RunState): Place {
  const latest = iterations.at(-1);
  if (latest === undefined) return { iteration: 1, round: 1, candidate: 1 };
  return { iteration: latest.n + 1, round: latest.round + 1, candidate: 1 };
}

/** Attempts of the latest round whose image is awaited. */
export function undrawn(state: RunState): readonly IterationState[] {
  return latestRound(state).filter((it) => !it.skipped && it.image === null);
}

/** Attempts of the latest round that are drawn and were not given up. */
export function drawnInRound(state: RunState): readonly IterationState[] {
  return latestRound(state).filter((it) => !it.skipped && it.image !== null);
}

/**
 * The next candidate of the round under way; null when the round is over: it has all its images, one of them
 * passes everything, a limit is reached, or the designer asked for more than what this round brought.
 */
export function nextCandidate(state: RunState): Place | null {
  const round = latestRound(state);
  const latest = round.at(-1);
  if (latest === undefined || round.length >= state.roundSize || state.goOnFrom >= latest.n) return null;
  if (imagesLeft(state) <= 0 || isCut(state)) return null;
  const candidate = Math.max(...round.map((it) => it.candidate)) + 1;
  return { iteration: latest.n + 1, round: latest.round, candidate };
}

/**
 * A further candidate to be begun together with those that wait to be drawn. None joins once one of them is drawn:
 * taken up after a crash, a run draws together what it had begun together.
 */
export function joiningCandidate(state: RunState, { parallel }: Abilities): Place | null {
  const waiting = undrawn(state).length;
  if (waiting >= parallel || state.stopping || drawnInRound(state).some((it) => !it.judged)) return null;
  return nextCandidate(state);
}

/** Images the budget has left for attempts that are not begun yet. */
function imagesLeft(state: RunState): number {
  const { images } = state.budget;
  if (images === null) return Number.POSITIVE_INFINITY;
  return images - imagesDrawn(state) - undrawn(state).length;
}

/** True when the rest of the round is not to be drawn. The round itself counts as one, however many images it has. */
function isCut(state: RunState): boolean {
  return isRoundCut(state) || roundsDrawn(state) > state.rounds || finishReason(unlimited(state)) !== null;
}

/** The run as if nothing limited it: only success ends it then. */
function unlimited(state: RunState): RunState {
  const { header } = state;
  const free = { ...state, rounds: Number.POSITIVE_INFINITY, seconds: null, budget: noBudget };
  return header === null
    ? free
    : { ...free, header: { ...header, settings: { ...header.settings, minGain: null } } };
}

/** The attempt the round's lesson is drawn from, its best; null where there is a lesson, or nothing to learn from. */
export function lessonToDraw(state: RunState): number | null {
  const round = latestRound(state);
  if (round.some((it) => it.experience !== null)) return null;
  const drawn = drawnInRound(state);
  return drawn.find((it) => it.n === state.pinned)?.n ?? bestAmong(state, drawn);
}

export interface Words {
  readonly prompt: string;
  readonly thought: string;
  readonly strategy: string;
  readonly parameters: GenerationParameters;
  readonly edit: Edit | null;
}

/**
 * What the attempt at a place is drawn from: words written for it, else its round's with a seed of its own. null
 * while they are still to be written.
 */
export function wordsFor(state: RunState, place: Place): Words | null {
  const own = promptFor(state, place.iteration);
  if (own !== null) return own;
  const before = candidateBefore(state, place);
  if (before === undefined) return null;
  const { prompt, thought, strategy, parameters, edit } = before;
  const begun = state.iterations.find((it) => it.n === place.iteration);
  const first = latestRound(state)[0]?.parameters.seed ?? parameters.seed;
  const seed = begun?.parameters.seed ?? candidateSeed(first, place.candidate, trajectoryOf(state));
  return { prompt, thought, strategy, parameters: { ...parameters, seed }, edit };
}

/** The candidate before this one in its round: what it was drawn from, the rest of the round is. */
function candidateBefore({ iterations }: RunState, { iteration, round }: Place): IterationState | undefined {
  return iterations.filter((it) => it.round === round && it.n < iteration).at(-1);
}

/** True for an attempt without a picture whose words were changed since it began: it begins anew with those. */
export function isReworded(state: RunState, it: IterationState): boolean {
  const words = wordsFor(state, placeOf(it));
  return words !== null && !isSame(words, it);
}

function isSame(a: Pick<Refinement, "prompt" | "parameters" | "edit">, b: Words | IterationState): boolean {
  const { seed, size, temperature } = a.parameters;
  return (
    a.prompt === b.prompt &&
    seed === b.parameters.seed &&
    size === b.parameters.size &&
    temperature === b.parameters.temperature &&
    (a.edit === null) === (b.edit === null)
  );
}
