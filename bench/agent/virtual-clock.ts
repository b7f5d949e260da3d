/**
 * A clock of its own for everything that takes time in the benchmark: servers wait on it, policies are timed by it.
 * It is a discrete-event simulation over real HTTP: time stands still while anybody computes or any byte is under
 * way, and jumps to the next waking when all that is left is waiting. So what is reported depends on the latency
 * model and on what each policy does one after the other or at the same time; never on this machine or its load.
 */
export interface VirtualClock {
  /** Seconds since the beginning. */
  now(): number;
  /**
   * Resolves when that many seconds have gone by on this clock.
   * @param request on whose behalf a server waits; nobody waits for one that was broken off
   */
  sleep(seconds: number, request?: number): Promise<void>;
  /** Time stands still until the work is done. */
  still<T>(work: () => Promise<T>): Promise<T>;
  /** A request, from its first byte to the answer's last: time passes only while its server sleeps on it. */
  request<T>(work: (id: number) => Promise<T>): Promise<T>;
  /** Lets time pass until the story has come to its end. */
  run<T>(story: () => Promise<T>): Promise<T>;
}

interface Sleeper {
  readonly at: number;
  readonly request: number | null;
  readonly order: number;
  readonly wake: () => void;
}

/**
 * Turns of Node's event loop without anything to do before time moves on: promises settle within one, streams read
 * from memory within a few. A count of turns, not of milliseconds: the same on a busy machine.
 */
const QUIET_TURNS = 12;

class Simulation implements VirtualClock {
  #now = 0;
  #order = 0;
  #ids = 0;
  #computing = 0;
  #changes = 0;
  readonly #open = new Set<number>();
  #sleepers: Sleeper[] = [];

  now(): number {
    return this.#now;
  }

  sleep(seconds: number, request?: number): Promise<void> {
    return new Promise((wake) => {
      const at = this.#now + Math.max(0, seconds);
      this.#sleepers.push({ at, request: request ?? null, order: this.#order++, wake });
      this.#changes++;
    });
  }

  async still<T>(work: () => Promise<T>): Promise<T> {
    this.#computing++;
    try {
      return await work();
    } finally {
      this.#computing--;
      this.#changes++;
    }
  }

  async request<T>(work: (id: number) => Promise<T>): Promise<T> {
    const id = ++this.#ids;
    this.#open.add(id);
    try {
      return await work(id);
    } finally {
      this.#open.delete(id);
      this.#changes++;
    }
  }

  async run<T>(story: () => Promise<T>): Promise<T> {
    let over = false;
    const told = story().finally(() => {
      over = true;
    });
    let quiet = 0;
    let seen = -1;
    while (!over) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      quiet = seen === this.#changes && this.#isQuiet() ? quiet + 1 : 0;
      seen = this.#changes;
      if (quiet === QUIET_TURNS) this.#wakeNext();
    }
    return told;
  }

  /** Nothing can happen before somebody wakes: every request under way is asleep at its server. */
  #isQuiet(): boolean {
    this.#sleepers = this.#sleepers.filter(({ request }) => request === null || this.#open.has(request));
    const asleep = new Set(this.#sleepers.map(({ request }) => request));
    return (
      this.#computing === 0 && this.#sleepers.length > 0 && [...this.#open].every((id) => asleep.has(id))
    );
  }

  /** One at a time, in the order the requests were made where they are due at the same moment. */
  #wakeNext(): void {
    const [next] = [...this.#sleepers].sort(
      (a, b) => a.at - b.at || (a.request ?? 0) - (b.request ?? 0) || a.order - b.order,
    );
    if (next === undefined) return;
    this.#sleepers = this.#sleepers.filter((one) => one !== next);
    this.#now = Math.max(this.#now, next.at);
    this.#changes++;
    next.wake();
  }
}

export function createVirtualClock(): VirtualClock {
  return new Simulation();
}
