/** The largest values the limits of a run may take, as `shared/run/settings` has them. */
export const MOST = {
  images: 1_000,
  /** A day. */
  minutes: 1_440,
  tokens: Number.MAX_SAFE_INTEGER,
  money: 100_000,
} as const;
