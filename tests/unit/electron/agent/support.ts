/** Roles that follow a script, a journal in memory and a clock that never waits: the loop's whole world. */
import { runLoop } from "../../../../electron/agent/loop";
import type { ImageShelf, Roles, SkillShelf } from "../../../../electron/agent/roles";
import type { Clock, LoopInput } from "../../../../electron/agent/session";
import { Mailbox } from "../../../../electron/agent/steering";
import { StudioError } from "../../../../shared/errors";
import type { Criterion } from "../../../../shared/run/criteria";
import {
  durableBodySchema,
  type EventBody,
  type JournalEvent,
  passingBodySchema,
  type RunEvent,
} from "../../../../shared/run/events";
import { reduceAll } from "../../../../shared/run/reduce";
import { defaultRunSettings, type RunSettings } from "../../../../shared/run/settings";
import type { RunState } from "../../../../shared/run/state";
import type { Verdict, VerdictState } from "../../../../shared/run/verdicts";

export function criterion(id: string, extra: Partial<Criterion> = {}): Criterion {
  return {
    id,
    question: `Is ${id} there?`,
    kind: "object",
    weight: 1,
    enabled: true,
    origin: "decomposer",
    ...extra,
  };
}

/** Events that stand in a journal, with the schemas' own word that they may. */
export class Journal {
  readonly events: JournalEvent[] = [];
  readonly news: RunEvent[] = [];
  readonly #awaited = new Map<string, (() => void)[]>();
  #time = 1000;

  readonly emit = async (body: EventBody): Promise<RunEvent> => {
    await Promise.resolve();
    const at = this.#time++;
    const passing = passingBodySchema.safeParse(body);
    const event: RunEvent = passing.success
      ? { v: 1, seq: null, at, ...passing.data }
      : { v: 1, seq: this.events.length, at, ...durableBodySchema.parse(body) };
    this.news.push(event);
    if (event.seq !== null) this.events.push(event);
    for (const wake of this.#awaited.get(event.type) ?? []) wake();
    this.#awaited.delete(event.type);
    return event;
  };

  /** Resolves with the next event of that type. */
  until(type: RunEvent["type"]): Promise<void> {
    return new Promise((resolve) => {
      this.#awaited.set(type, [...(this.#awaited.get(type) ?? []), resolve]);
    });
  }

  /** Lets time go by. */
  pass(ms: number): void {
    this.#time += ms;
  }

  get state(): RunState {
    return reduceAll(this.events);
  }

  get types(): string[] {
    return this.events.map((event) => event.type);
  }

  of<T extends JournalEvent["type"]>(type: T): (JournalEvent & { type: T })[] {
    return this.events.filter((event): event is JournalEvent & { type: T } => event.type === type);
  }
}

export class Shelf implements ImageShelf {
  readonly files = new Map<string, Uint8Array>();

  async put(bytes: Uint8Array, extension: "png" | "svg") {
    const hash = [...bytes]
      .map((byte) => byte.toString(16).padStart(2, "0"))
      .join("")
      .padEnd(64, "0")
      .slice(0, 64);
    this.files.set(hash, bytes);
    return { hash, file: `${hash}.${extension}`, bytes: bytes.length };
  }

  async get(ref: { hash: string }): Promise<Uint8Array> {
    const bytes = this.files.get(ref.hash);
    if (bytes === undefined) throw new StudioError("not-found", "No such image.", { remedy: "-" });
    return bytes;
  }
}

export const noSkills: SkillShelf = {
  manifests: async () => [],
  load: async (name) => {
    throw new StudioError("not-found", `No skill ${name}.`, { remedy: "Install it." });
  },
};

/** Answers of the verifier by attempt (from 1) and criterion; the last attempt's line holds for later ones. */
export type Script = readonly Readonly<Record<string, VerdictState>>[];

export interface Calls {
  readonly log: string[];
}

export function verdict(criterionId: string, state: VerdictState, confidence = 0.9): Verdict {
  return { criterionId, state, confidence, answer: state, evidence: [], by: "script" };
}

/** Deterministic roles: the picture's first byte is the seed's offset, by which the verifier finds its line. */
export function scripted(criteria: readonly Criterion[], script: Script, calls: Calls = { log: [] }): Roles {
  const line = (attempt: number) => script[Math.min(attempt, script.length) - 1] ?? {};
  return {
    planner: {
      plan: async ({ prompt }) => {
        calls.log.push("plan");
        const candidates = [{ name: "layout", score: 0.5, reason: "numbers" }];
        return {
          candidates,
          chosen: null,
          reason: "none fits",
          packHash: null,
          prompt: `${prompt}!`,
          thought: "plain",
        };
      },
    },
    decomposer: {
      decompose: async ({ prompt }) => {
        calls.log.push(`decompose ${prompt}`);
        return criteria;
      },
    },
    generator: {
      unknownWords: async () => ["zeppelin"],
      generate: async ({ parameters }, { onProgress }) => {
        calls.log.push(`draw ${parameters.seed}`);
        onProgress(0.5, "half");
        return {
          png: new Uint8Array([parameters.seed]),
          svg: "<svg/>",
          width: 64,
          height: 64,
          ms: 1,
          backend: "script",
          notes: [],
        };
      },
    },
    verifier: {
      async *verify({ image, criteria: asked }) {
        calls.log.push(`verify ${image[0]} ${asked.map(({ id }) => id).join(",")}`);
        for (const { id } of asked) yield verdict(id, line(image[0] ?? 0)[id] ?? "pass");
      },
    },
    compressor: {
      distil: async ({ attempt }) => {
        calls.log.push(`distil ${attempt.iteration.n}`);
        return { iteration: attempt.iteration.n, text: "a lesson", worked: [], failed: [], strategy: "s" };
      },
    },
    refiner: {
      refine: async ({ trajectory, settings }) => {
        const n = trajectory.length + 1;
        calls.log.push(`refine ${n}`);
        const parameters = { seed: n, size: settings.size, temperature: settings.temperature };
        return { prompt: `prompt ${n}`, thought: "because", strategy: "again", parameters, shown: [] };
      },
    },
  };
}

export interface World {
  readonly journal: Journal;
  readonly shelf: Shelf;
  readonly mailbox: Mailbox;
  readonly controller: AbortController;
  readonly naps: number[];
  readonly input: (extra?: Partial<LoopInput>) => LoopInput;
}

export async function world(roles: Roles, settings: Partial<RunSettings> = {}): Promise<World> {
  const journal = new Journal();
  const run = { id: "abc123", title: "t", prompt: "two cats" };
  const all = { ...defaultRunSettings, seed: 1, rounds: 3, ...settings };
  await journal.emit({ type: "run-created", run: { ...run, settings: all } });
  return worldOf(journal, roles);
}

export function worldOf(journal: Journal, roles: Roles, shelf = new Shelf()): World {
  const mailbox = new Mailbox();
  const controller = new AbortController();
  const naps: number[] = [];
  let now = 0;
  const clock: Clock = {
    now: () => now++,
    sleep: async (ms) => {
      naps.push(ms);
    },
  };
  const input = (extra: Partial<LoopInput> = {}): LoopInput => ({
    state: journal.state,
    roles,
    images: shelf,
    skills: noSkills,
    mailbox,
    signal: controller.signal,
    emit: journal.emit,
    clock,
    ...extra,
  });
  return { journal, shelf, mailbox, controller, naps, input };
}

/** Draws the loop to its end; `watch` sees every event and may await (a designer at work). */
export async function drain(
  input: LoopInput,
  watch: (event: RunEvent) => void | Promise<void> = () => undefined,
): Promise<RunState> {
  const loop = runLoop(input);
  for (;;) {
    const next = await loop.next();
    if (next.done === true) return next.value;
    await watch(next.value);
  }
}

/** A journal holding the first `length` events, as a crash would leave it. */
export async function journalOf(events: readonly JournalEvent[]): Promise<Journal> {
  const journal = new Journal();
  for (const { v: _v, seq: _seq, at: _at, ...body } of events)
    await journal.emit(durableBodySchema.parse(body));
  return journal;
}

/** A promise opened from outside. */
export function gate<T = void>(): { promise: Promise<T>; open: (value: T) => void } {
  let open: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => {
    open = resolve;
  });
  return { promise, open };
}

/** What must be the same whether or not a run was interrupted. */
export function essence(state: RunState) {
  return {
    why: state.finishedBecause,
    status: state.status,
    criteria: state.criteria,
    places: state.iterations.map((it) => [it.n, it.round, it.candidate, it.skipped]),
    prompts: state.iterations.map((it) => [it.prompt, it.parameters, it.edit, it.image?.ref.hash ?? null]),
    pairs: state.pairs,
    scores: state.iterations.map((it) => it.score),
    lessons: state.iterations.map((it) => it.experience?.text ?? null),
  };
}
