/** Several image servers as one generator: each image goes to the least busy one that is well. */
import { asStudioError, isCancelled, StudioError } from "../../shared/errors";
import type { DrawingContext, Editing, GeneratedImage, Generator } from "../agent/roles";

/** A server that failed is left alone: doubling from the first rest to the longest. */
const FIRST_REST_MS = 5_000;
const LONGEST_REST_MS = 300_000;

export interface PoolMember {
  /** For people: "dreamer at gpu1:7860". */
  readonly name: string;
  readonly generator: Generator;
}

export interface PoolDeps {
  /** Milliseconds, from anywhere. */
  readonly now: () => number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

interface Seat extends PoolMember {
  busy: number;
  restsUntil: number;
  /** Faults in a row. */
  faults: number;
  /** Why it is asked no more. */
  out: StudioError | null;
  /** Grows with each job taken: of equals, the one that has waited longest is next. */
  turn: number;
}

type Work = (generator: Generator) => Promise<GeneratedImage>;

/**
 * Makes the pool. A job whose server fails goes on at another one; servers that refuse the key, or lack what they are
 * asked for, are left out and told in the notes. Throws only when every server has failed, with the error of each in
 * `detail`.
 */
export function poolGenerator(members: readonly PoolMember[], deps: PoolDeps = systemDeps): Generator {
  const pool = new Pool(members, deps);
  return {
    parallel: members.reduce((sum, { generator }) => sum + capacityOf(generator), 0),
    get editing() {
      return pool.editing;
    },
    generate: (input, context) =>
      pool.draw(
        context,
        () => true,
        (generator) => generator.generate(input, context),
      ),
    edit: (input, context) => {
      const { editing } = pool;
      const fits = (generator: Generator) => editing !== undefined && generator.editing === editing;
      return pool.draw(context, fits, (generator) => {
        if (generator.edit === undefined) throw nobodyEdits();
        return generator.edit(input, context);
      });
    },
    unknownWords: () => Promise.resolve([]),
  };
}

const systemDeps: PoolDeps = { now: () => performance.now(), random: Math.random };

const capacityOf = ({ parallel }: Generator): number => parallel ?? 1;

class Pool {
  readonly #seats: readonly Seat[];
  readonly #deps: PoolDeps;
  #turns = 0;

  constructor(members: readonly PoolMember[], deps: PoolDeps) {
    this.#seats = members.map((member) => ({
      ...member,
      busy: 0,
      restsUntil: 0,
      faults: 0,
      out: null,
      turn: 0,
    }));
    this.#deps = deps;
  }

  /** How most of those edit who can: images are edited by them alone. */
  get editing(): Editing | undefined {
    const kinds = this.#seats.flatMap(({ generator, out }) =>
      out === null ? (generator.editing ?? []) : [],
    );
    const count = (kind: Editing) => kinds.filter((one) => one === kind).length;
    return [...new Set(kinds)].sort((a, b) => count(b) - count(a))[0];
  }

  async draw(
    { signal }: DrawingContext,
    fits: (generator: Generator) => boolean,
    work: Work,
  ): Promise<GeneratedImage> {
    const tried = new Map<Seat, StudioError>();
    for (;;) {
      const seat = this.#next(tried, fits);
      if (seat === null) throw this.#allFailed(tried);
      try {
        const image = await this.#occupied(seat, work);
        seat.faults = 0;
        seat.restsUntil = 0;
        return { ...image, notes: [...image.notes, ...this.#notes(seat, tried)] };
      } catch (thrown) {
        if (isCancelled(thrown) || signal.aborted) throw thrown;
        const error = asStudioError(thrown);
        tried.set(seat, error);
        this.#note(seat, error);
      }
    }
  }

  async #occupied(seat: Seat, work: Work): Promise<GeneratedImage> {
    this.#turns += 1;
    seat.turn = this.#turns;
    seat.busy += 1;
    try {
      return await work(seat.generator);
    } finally {
      seat.busy -= 1;
    }
  }

  /** The least busy one that is well; where all rest, the one whose rest is over first; null when none is left. */
  #next(tried: ReadonlyMap<Seat, StudioError>, fits: (generator: Generator) => boolean): Seat | null {
    const now = this.#deps.now();
    const left = this.#seats.filter((seat) => seat.out === null && !tried.has(seat) && fits(seat.generator));
    const well = left.filter(({ restsUntil }) => restsUntil <= now);
    const load = (seat: Seat) => seat.busy / capacityOf(seat.generator);
    const first = well.sort((a, b) => load(a) - load(b) || a.turn - b.turn)[0];
    return first ?? left.sort((a, b) => a.restsUntil - b.restsUntil)[0] ?? null;
  }

  #note(seat: Seat, error: StudioError): void {
    // What is wrong with this one request says nothing of the server.
    if (error.code === "bad-input") return;
    if (!error.retryable) {
      seat.out = error;
      return;
    }
    const longest = Math.min(LONGEST_REST_MS, FIRST_REST_MS * 2 ** seat.faults);
    seat.faults += 1;
    seat.restsUntil = this.#deps.now() + (longest / 2) * (1 + this.#deps.random());
  }

  #notes(drawer: Seat, tried: ReadonlyMap<Seat, StudioError>): string[] {
    const absent = this.#seats.flatMap(({ name, out }) =>
      out === null ? [] : [`Left out: ${name}. ${out.message}`],
    );
    const failed = [...tried].flatMap(([seat, { message }]) =>
      seat.out === null ? [`${seat.name} was tried first. ${message}`] : [],
    );
    return [`Drawn by ${drawer.name}.`, ...failed, ...absent];
  }

  #allFailed(tried: ReadonlyMap<Seat, StudioError>): StudioError {
    const errors = this.#seats.flatMap((seat) => {
      const error = tried.get(seat) ?? seat.out;
      return error === null ? [] : [{ name: seat.name, error }];
    });
    // What may pass counts first: trying again helps as soon as one of them is back.
    const first = errors.find(({ error }) => error.retryable) ?? errors[0];
    if (first === undefined) return nobodyEdits();
    const { code, remedy, retryable } = first.error;
    const refusal = errors.find(({ error }) => error.code === "bad-input");
    if (
      tried.size > 0 &&
      [...tried.values()].every((error) => error.code === "bad-input") &&
      refusal !== undefined
    ) {
      return refusal.error;
    }
    const detail = errors.map(({ name, error }) => `${name}: ${error.message}`).join("\n");
    return new StudioError(code, `None of the pool's ${this.#seats.length} servers could draw the image.`, {
      remedy: `${remedy} The details name the cause at each server.`,
      retryable,
      detail,
      cause: first.error,
    });
  }
}

function nobodyEdits(): StudioError {
  return new StudioError("bad-input", "No server of the pool can make an image out of another.", {
    remedy: "The image is drawn anew instead.",
  });
}
