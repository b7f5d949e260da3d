/** Tells how far something has come, a few times a second at most, and how fast it goes. */

/** Between two words about the same work, in milliseconds. */
const EVERY_MS = 200;
/** Weight of the newest span in the speed. */
const NEWEST = 0.3;

export interface MeterState {
  readonly done: number;
  readonly total: number | null;
  /** Bytes a second; null until some time has passed. */
  readonly rate: number | null;
}

export class Meter {
  #done: number;
  #total: number | null;
  #rate: number | null = null;
  #toldAt: number;
  #toldDone: number;
  readonly #tell: (state: MeterState) => void;
  readonly #now: () => number;

  /** @param done what was there before and counts for nothing in the speed */
  constructor(options: {
    readonly done?: number;
    readonly total: number | null;
    readonly tell: (state: MeterState) => void;
    readonly now?: () => number;
  }) {
    this.#done = options.done ?? 0;
    this.#total = options.total;
    this.#tell = options.tell;
    this.#now = options.now ?? Date.now;
    this.#toldAt = this.#now();
    this.#toldDone = this.#done;
  }

  get state(): MeterState {
    return { done: this.#done, total: this.#total, rate: this.#rate };
  }

  set total(total: number | null) {
    this.#total = total;
  }

  /** More has come; less, where something has to be done again. */
  add(bytes: number): void {
    this.#done = Math.max(0, this.#done + bytes);
    // What was taken back was never fast.
    if (bytes < 0) this.#toldDone = Math.min(this.#toldDone, this.#done);
    const now = this.#now();
    const span = now - this.#toldAt;
    if (span < EVERY_MS) return;
    const rate = ((this.#done - this.#toldDone) * 1_000) / span;
    this.#rate = this.#rate === null ? rate : this.#rate * (1 - NEWEST) + rate * NEWEST;
    this.#toldAt = now;
    this.#toldDone = this.#done;
    this.#tell(this.state);
  }
}
