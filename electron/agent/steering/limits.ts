/** How far and how fast a run may go, and what it is called. */
import type { EventBody } from "../../../shared/run/events";
import {
  type Budget,
  type BudgetChange,
  budgetSchema,
  MAX_CANDIDATES,
  MAX_ROUNDS,
  type Pace,
} from "../../../shared/run/settings";
import type { RunState } from "../../../shared/run/state";
import { badInput } from "./refusals";

/** Longest working time a run may be given, in seconds: a day. */
const MAX_SECONDS = 86_400;

export function rounds(state: RunState, count: number): readonly EventBody[] {
  if (!Number.isInteger(count) || count < 1 || count > MAX_ROUNDS) {
    throw badInput(`${count} is not a number of rounds.`, `Choose a whole number from 1 to ${MAX_ROUNDS}.`);
  }
  return count === state.rounds ? [] : [{ type: "rounds-changed", rounds: count }];
}

export function seconds(state: RunState, limit: number | null): readonly EventBody[] {
  if (limit !== null && !(limit > 0 && limit <= MAX_SECONDS)) {
    throw badInput(`${limit} is not a number of seconds.`, `Choose more than 0 and at most ${MAX_SECONDS}.`);
  }
  return limit === state.seconds ? [] : [{ type: "seconds-changed", seconds: limit }];
}

/** Changes the limits named; null lifts one. */
export function budget(state: RunState, change: BudgetChange): readonly EventBody[] {
  const parsed = budgetSchema.partial().safeParse(change);
  if (!parsed.success) {
    throw badInput("That is no budget.", "Choose numbers above 0; leave a field empty for no limit.");
  }
  const entries = Object.entries(parsed.data) as [keyof Budget, number | null][];
  const news = entries.filter(([limit, value]) => value !== undefined && state.budget[limit] !== value);
  return news.length === 0 ? [] : [{ type: "budget-changed", budget: Object.fromEntries(news) }];
}

/** Takes effect with the next round. */
export function candidates(state: RunState, count: number): readonly EventBody[] {
  if (!Number.isInteger(count) || count < 1 || count > MAX_CANDIDATES) {
    throw badInput(
      `${count} is not a number of images a round.`,
      `Choose a whole number from 1 to ${MAX_CANDIDATES}.`,
    );
  }
  return count === state.candidates ? [] : [{ type: "candidates-changed", candidates: count }];
}

/** On a paused run this changes the pace only: going on is still the designer's word. */
export function pace(state: RunState, wanted: Pace): readonly EventBody[] {
  return wanted === state.pace ? [] : [{ type: "pace-changed", pace: wanted }];
}

export function rename(state: RunState, title: string): readonly EventBody[] {
  const trimmed = title.trim().slice(0, 200);
  if (trimmed === "") throw badInput("A run needs a name.", "Type a name of 1 to 200 characters.");
  return trimmed === state.header?.title ? [] : [{ type: "run-renamed", title: trimmed }];
}
