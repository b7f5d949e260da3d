/** Time as something to be handed in, so that waiting can be tested without waiting. */
export interface Clock {
  /** Milliseconds; only differences mean anything. */
  now(): number;
  /** Calls `action` once after `ms`; the returned function takes it back. */
  after(ms: number, action: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  after: (ms, action) => {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  },
};
