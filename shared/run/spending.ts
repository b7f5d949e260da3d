/** What a run has spent of what it may spend: for its budget, and for the meter that shows it. */
import { imagesDrawn, roundsDrawn } from "./rounds";
import type { RunState } from "./state";

export const limitNames = ["rounds", "images", "seconds", "tokens", "money"] as const;
export type LimitName = (typeof limitNames)[number];

export interface Spent {
  readonly spent: number;
  /** null: no limit. */
  readonly allowed: number | null;
  /** Spent by allowed; above 1 where the attempt under way went past the limit, null where there is none. */
  readonly share: number | null;
}

export type Spending = { readonly [Limit in LimitName]: Spent } & {
  /** The limit with the greatest share spent, the first in order among equals; null where there is no limit. */
  readonly nearest: LimitName | null;
};

type Amount = (state: RunState) => Omit<Spent, "share">;

const amounts: { readonly [Limit in LimitName]: Amount } = {
  rounds: (state) => ({ spent: roundsDrawn(state), allowed: state.rounds }),
  images: (state) => ({ spent: imagesDrawn(state), allowed: state.budget.images }),
  /** Working time by the journal's clock; time at rest costs nothing. */
  seconds: ({ workedMs, seconds }) => ({ spent: workedMs / 1000, allowed: seconds }),
  /** Read and written together, as far as servers tell. */
  tokens: ({ usage, budget }) => ({ spent: usage.inputTokens + usage.outputTokens, allowed: budget.tokens }),
  money: ({ usage, budget }) => ({ spent: usage.money, allowed: budget.money }),
};

export function spendingOf(state: RunState): Spending {
  const spending = {
    rounds: shared(amounts.rounds(state)),
    images: shared(amounts.images(state)),
    seconds: shared(amounts.seconds(state)),
    tokens: shared(amounts.tokens(state)),
    money: shared(amounts.money(state)),
  };
  return { ...spending, nearest: nearestOf(spending) };
}

function shared({ spent, allowed }: Omit<Spent, "share">): Spent {
  return { spent, allowed, share: allowed === null ? null : spent / allowed };
}

function nearestOf(spending: Omit<Spending, "nearest">): LimitName | null {
  let nearest: LimitName | null = null;
  for (const limit of limitNames) {
    const share = spending[limit].share ?? -1;
    if (share > (nearest === null ? -1 : (spending[nearest].share ?? -1))) nearest = limit;
  }
  return nearest;
}

/** Sums of many small prices are a hair off. */
const HAIR = 1e-9;

/** True when a limit is reached. */
export function isReached({ share }: Spent): boolean {
  return share !== null && share >= 1 - HAIR;
}
