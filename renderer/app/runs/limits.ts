/** The limits of a run as the screens tell of them, with the clock of the moment. */
import { isReached, type LimitName, limitNames, type Spent, spendingOf } from "../../../shared/run/spending";
import type { RunState } from "../../../shared/run/state";
import { t } from "../../i18n";
import { formatDecimals, formatNumber } from "../../i18n/format";
import { formatElapsed } from "./clock";

export interface Limit extends Spent {
  readonly name: LimitName;
}

/** @param seconds worked so far; the journal's own clock stands still between its events */
export function limitsOf(state: RunState, seconds: number): readonly Limit[] {
  const spending = spendingOf(state);
  return limitNames.map((name) => {
    const { spent, allowed, share } = spending[name];
    if (name !== "seconds") return { name, spent, allowed, share };
    return { name, spent: seconds, allowed, share: allowed === null ? null : seconds / allowed };
  });
}

/** The limit that is used up first if all goes on as it does; null where there is none. */
export function nearestOf(limits: readonly Limit[]): Limit | null {
  return limits.reduce<Limit | null>(
    (nearest, one) => (one.share !== null && one.share > (nearest?.share ?? -1) ? one : nearest),
    null,
  );
}

const FINE = 0.1;

/** `1.20`, with as many decimals as small sums need, without the currency. */
export function moneyText(money: number): string {
  return formatDecimals(money, money > 0 && money < FINE ? 4 : 2);
}

/** A value of a limit as it is read: `0:42.1`, `1.2K`, `0.35`. */
export function limitText(name: LimitName, value: number): string {
  if (name === "seconds") return formatElapsed(value * 1000);
  if (name === "money") return moneyText(value);
  if (name === "tokens") return formatNumber(value, { notation: "compact", maximumFractionDigits: 1 });
  return formatNumber(value);
}

/** "Images", "Time" … as the limit is called. */
export function limitName(name: LimitName): string {
  return t(`studio:limits.${name}`);
}

/** The limit that ended the run. */
export function limitReached(state: RunState): LimitName {
  const limits = limitsOf(state, state.workedMs / 1000);
  const reached = limits.find(isReached);
  // Time may end a run between two events of its journal, a hair before the journal's clock says so.
  return reached?.name ?? nearestOf(limits.filter(({ name }) => name !== "rounds"))?.name ?? "rounds";
}
