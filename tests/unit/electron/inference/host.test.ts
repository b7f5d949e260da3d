import { describe, expect, test } from "vitest";
import type { Clock } from "../../../../electron/inference/clock";
import { WorkerHost } from "../../../../electron/inference/host";
import type { CallOptions, HostOptions } from "../../../../electron/inference/host-options";
import type { Spawner, WorkerExit } from "../../../../electron/inference/spawner";
import { StudioError } from "../../../../shared/errors";

/** Time that moves when it is told to. */
class ManualClock implements Clock {
  #now = 0;
  #timers: { at: number; action: () => void }[] = [];
  /** Every pause that was asked for. */
  readonly pauses: number[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, action: () => void): () => void {
    const timer = { at: this.#now + ms, action };
    this.pauses.push(ms);
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  }

  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const due = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.#timers = this.#timers.filter((one) => one !== due);
      this.#now = due.at;
      due.action();
    }
    this.#now = end;
  }
}

/** A worker process moved by hand: the test says what it sends and when it ends. */
class ScriptedProcess {
  readonly sent: { type: string; id?: number; method?: string }[] = [];
  killed = false;
  #tell: (message: unknown) => void = () => undefined;
  #end: (exit: WorkerExit) => void = () => undefined;
  #write: (text: string) => void = () => undefined;

  spawner(): ReturnType<Spawner> {
    return {
      pid: 1,
      send: (message) => this.sent.push(message as { type: string }),
      onMessage: (listener) => {
        this.#tell = listener;
      },
      onExit: (listener) => {
        this.#end = listener;
      },
      onOutput: (listener) => {
        this.#write = listener;
      },
      kill: () => {
        this.killed = true;
      },
    };
  }

  says(message: unknown): void {
    this.#tell(message);
  }

  writes(text: string): void {
    this.#write(text);
  }

  ends(reason: string): void {
    this.#end({ reason });
  }

  get calls(): string[] {
    return this.sent.flatMap(({ type, method }) => (type === "call" && method !== undefined ? [method] : []));
  }
}

function setUp(options: Partial<HostOptions> = {}) {
  const clock = new ManualClock();
  const processes: ScriptedProcess[] = [];
  const host = new WorkerHost({
    init: { modelsDir: "/m", assetsDir: "/a" },
    clock,
    spawn: () => {
      const process = new ScriptedProcess();
      processes.push(process);
      return process.spawner();
    },
    ...options,
  });
  const signal = new AbortController().signal;
  const call = (method: "toPng" | "unknownWords" | "draw", more: Partial<CallOptions> = {}) => {
    const inputs = {
      toPng: { bytes: new Uint8Array() },
      unknownWords: { prompt: "a" },
      draw: { prompt: "a", seed: 1, temperature: 1, size: 64 },
    };
    const work = host.call(method, inputs[method], { signal, ...more });
    // Tests look at the outcome later; until then it must not count as unhandled.
    work.catch(() => undefined);
    return work;
  };
  /** Starts the process that is due, up to its readiness. */
  const ready = () => {
    clock.advance(0);
    processes.at(-1)?.says({ type: "ready" });
  };
  return { host, clock, processes, call, ready };
}

const png = { png: new Uint8Array([1]), width: 1, height: 1 };

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "none",
    (error: unknown) => (error instanceof StudioError ? error.code : "other"),
  );
}

describe("order of work", () => {
  test("heavy calls go one at a time, light ones slip in between", async () => {
    const { processes, call, ready } = setUp();
    const first = call("toPng");
    const second = call("draw");
    const light = call("unknownWords");
    ready();
    const [process] = processes;
    expect(process?.sent[0]).toMatchObject({ type: "init", init: { modelsDir: "/m", assetsDir: "/a" } });
    expect(process?.calls).toEqual(["toPng", "unknownWords"]);
    process?.says({ type: "result", id: 3, output: { words: ["b"] } });
    expect(await light).toEqual({ words: ["b"] });
    expect(process?.calls).toHaveLength(2);
    process?.says({ type: "result", id: 1, output: png });
    expect(await first).toEqual(png);
    expect(process?.calls).toEqual(["toPng", "unknownWords", "draw"]);
    process?.says({
      type: "failed",
      id: 2,
      error: { code: "bad-input", message: "m", remedy: "r", retryable: false },
    });
    expect(await codeOf(second)).toBe("bad-input");
  });

  test("nothing is sent before the process reports for work", () => {
    const { clock, processes, call } = setUp();
    call("toPng");
    clock.advance(0);
    expect(processes[0]?.calls).toEqual([]);
    processes[0]?.says({ type: "ready" });
    expect(processes[0]?.calls).toEqual(["toPng"]);
  });

  test("an answer in another form than agreed is an error of ours", async () => {
    const { processes, call, ready } = setUp();
    const work = call("toPng");
    ready();
    processes[0]?.says({ type: "result", id: 1, output: { png: "text" } });
    expect(await codeOf(work)).toBe("internal");
  });
});

describe("crashes", () => {
  test("restarts wait longer each time and end at the limit; a restart on request forgets", async () => {
    const { host, clock, processes, call, ready } = setUp({ backoffMs: 100, maxCrashes: 3 });
    const crashOnce = async () => {
      const work = call("toPng");
      clock.advance(10_000);
      processes.at(-1)?.says({ type: "ready" });
      processes.at(-1)?.ends("exit code 134");
      return codeOf(work);
    };
    expect(await crashOnce()).toBe("engine-crashed");
    expect(await crashOnce()).toBe("engine-crashed");
    expect(await crashOnce()).toBe("engine-crashed");
    const starts = clock.pauses.filter((ms) => ms < 1_000);
    expect(starts).toEqual([0, 100, 200]);
    expect(await codeOf(call("toPng"))).toBe("engine-unavailable");
    expect(processes).toHaveLength(3);
    expect(host.status()).toMatchObject({ state: "failed", restarts: 2 });

    const restarted = host.restart();
    await Promise.resolve();
    ready();
    await restarted;
    expect(processes).toHaveLength(4);
    expect(host.status()).toMatchObject({ state: "ready", error: null, restarts: 3 });
  });

  test("a success between crashes starts the count again, and so does a quiet time", async () => {
    const { clock, processes, call, ready } = setUp({ maxCrashes: 1, quietMs: 1_000 });
    const first = call("toPng");
    ready();
    processes[0]?.ends("exit code 1");
    expect(await codeOf(first)).toBe("engine-crashed");
    expect(await codeOf(call("toPng"))).toBe("engine-unavailable");
    clock.advance(1_001);
    const later = call("toPng");
    ready();
    processes[1]?.says({ type: "result", id: 3, output: png });
    expect(await later).toEqual(png);
    processes[1]?.ends("exit code 1");
  });

  test("the process's last words become the detail", async () => {
    const { processes, call, ready } = setUp();
    const work = call("toPng");
    ready();
    processes[0]?.writes("Fatal: out of memory\n");
    processes[0]?.ends("exit code 134");
    const error = await work.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StudioError);
    expect((error as StudioError).message).toContain("exit code 134");
    expect((error as StudioError).detail).toContain("Fatal: out of memory");
  });

  test("calls that only waited are not lost with the one that crashed", async () => {
    const { clock, processes, call, ready } = setUp();
    const lost = call("toPng");
    const kept = call("toPng");
    ready();
    processes[0]?.ends("exit code 1");
    expect(await codeOf(lost)).toBe("engine-crashed");
    clock.advance(10_000);
    processes[1]?.says({ type: "ready" });
    processes[1]?.says({ type: "result", id: 2, output: png });
    expect(await kept).toEqual(png);
  });

  test("a process that cannot be started at all counts as a crash", async () => {
    const { clock, call } = setUp({
      spawn: () => {
        throw new Error("EAGAIN");
      },
      maxCrashes: 2,
    });
    const work = call("toPng");
    clock.advance(10_000);
    expect(await codeOf(work)).toBe("engine-unavailable");
  });

  test("a process that never reports for work is killed", async () => {
    const { clock, processes, call } = setUp({ startMs: 5_000, maxCrashes: 1 });
    const work = call("toPng");
    clock.advance(4_999);
    expect(processes[0]?.killed).toBe(false);
    clock.advance(1);
    expect(processes[0]?.killed).toBe(true);
    processes[0]?.ends("killed by SIGKILL");
    const error = await work.catch((thrown: unknown) => thrown);
    expect((error as StudioError).message).toContain("ready in time");
  });

  test("a process that speaks another language is killed", () => {
    const { processes, call, ready } = setUp();
    call("toPng");
    ready();
    processes[0]?.says({ type: "greetings" });
    expect(processes[0]?.killed).toBe(true);
  });
});

describe("cancelling", () => {
  test("rejects at once, asks the process, and kills it only when the grace is over", async () => {
    const { clock, processes, call, ready } = setUp({ graceMs: 1_500 });
    const stop = new AbortController();
    const work = call("draw", { signal: stop.signal });
    const bystander = call("unknownWords");
    const waiting = call("toPng");
    ready();
    stop.abort();
    expect(await codeOf(work)).toBe("cancelled");
    expect(processes[0]?.sent.at(-1)).toEqual({ type: "cancel", id: 1 });
    expect(processes[0]?.calls).toEqual(["draw", "unknownWords"]);
    clock.advance(1_499);
    expect(processes[0]?.killed).toBe(false);
    clock.advance(1);
    expect(processes[0]?.killed).toBe(true);
    processes[0]?.ends("killed by SIGKILL");
    clock.advance(0);
    processes[1]?.says({ type: "ready" });
    expect(processes[1]?.calls).toEqual(["unknownWords", "toPng"]);
    processes[1]?.says({ type: "result", id: 2, output: { words: [] } });
    processes[1]?.says({ type: "result", id: 3, output: png });
    expect(await bystander).toEqual({ words: [] });
    expect(await waiting).toEqual(png);
  });

  test("a process that stops in time is left alone", async () => {
    const { clock, processes, call, ready } = setUp({ graceMs: 1_500 });
    const stop = new AbortController();
    const work = call("draw", { signal: stop.signal });
    ready();
    stop.abort();
    const error = { code: "cancelled", message: "m", remedy: "r", retryable: true };
    processes[0]?.says({ type: "failed", id: 1, error });
    clock.advance(60_000);
    expect(processes[0]?.killed).toBe(false);
    expect(await codeOf(work)).toBe("cancelled");
  });

  test("no progress is told after cancelling", () => {
    const { processes, call, ready } = setUp();
    const told: number[] = [];
    const stop = new AbortController();
    call("draw", { signal: stop.signal, onProgress: (fraction) => told.push(fraction) });
    ready();
    processes[0]?.says({ type: "progress", id: 1, fraction: 0.25, label: "a" });
    stop.abort();
    processes[0]?.says({ type: "progress", id: 1, fraction: 0.5, label: "b" });
    expect(told).toEqual([0.25]);
  });
});
