import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Drawn } from "../../../../electron/inference/protocol";
import { isCancelled, StudioError } from "../../../../shared/errors";
import { cosine } from "../../../../shared/inference/embedding";
import { openRealEngine, pidOf, type RealEngine, requireModel } from "./real-worker";

const signal = new AbortController().signal;
const quiet = { signal, onProgress: () => undefined };
const request = { prompt: "two red dogs to the left of a wooden chair", seed: 11, temperature: 1, size: 256 };

let opened: RealEngine[] = [];

function open(options: Parameters<typeof openRealEngine>[0] = {}): RealEngine {
  const real = openRealEngine(options);
  opened.push(real);
  return real;
}

afterEach(async () => {
  await Promise.all(opened.map(({ engine }) => engine.close()));
  opened = [];
});

async function failureOf(work: Promise<unknown>): Promise<StudioError> {
  const error = await work.then(
    () => new Error("it should have failed"),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof StudioError)) throw error;
  return error;
}

function smallJpeg(): Promise<Buffer> {
  return sharp({ create: { width: 8, height: 6, channels: 3, background: "#40a060" } })
    .jpeg()
    .toBuffer();
}

beforeAll(() => requireModel("flatland"));

describe("a well-behaved engine", () => {
  let shared: RealEngine;
  beforeAll(() => {
    shared = openRealEngine();
  });
  afterAll(() => shared.engine.close());

  test("has no process before it is needed", () => {
    expect(shared.engine.status()).toMatchObject({ state: "stopped", models: [], restarts: 0 });
    expect(shared.processes).toHaveLength(0);
  });

  test("draws the same picture for the same seed, with progress that only grows", async () => {
    const { engine } = shared;
    const fractions: number[] = [];
    const first = await engine.draw(request, { signal, onProgress: (fraction) => fractions.push(fraction) });
    const second = await engine.draw(request, quiet);
    expect(await sharp(first.png).metadata()).toMatchObject({ format: "png", width: 256, height: 256 });
    expect(first.svg).toMatch(/^<svg /);
    expect(first.ms).toBeGreaterThan(0);
    expect(Buffer.compare(first.png, second.png)).toBe(0);
    expect(fractions.length).toBeGreaterThan(2);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions.every((fraction) => fraction > 0 && fraction <= 1)).toBe(true);
  });

  test("names the words it does not know", async () => {
    const { engine } = shared;
    expect(await engine.unknownWords("a red dog and a zorglub", signal)).toEqual(["zorglub"]);
  });

  test("sees what was drawn, in fractions of the picture, and reads lettering only when asked", async () => {
    requireModel("flatland-detector");
    requireModel("ocr");
    const { engine } = shared;
    const { png } = await engine.draw(
      { ...request, prompt: 'three cows and the text "OPEN"', size: 512 },
      quiet,
    );
    const blind = await engine.see(png, { text: false, signal });
    expect(blind).toMatchObject({ width: 512, height: 512, lines: [] });
    expect(blind.detections.length).toBeGreaterThan(0);
    for (const { box, confidence } of blind.detections) {
      expect(Math.min(box.x, box.y)).toBeGreaterThanOrEqual(0);
      expect(Math.max(box.x + box.w, box.y + box.h)).toBeLessThanOrEqual(1.0001);
      expect(confidence).toBeGreaterThan(0);
    }
    const reading = await engine.see(png, { text: true, signal });
    expect(reading.detections).toEqual(blind.detections);
    const loaded = engine.status().models.filter((model) => model.loaded);
    expect(loaded.map(({ name }) => name)).toEqual(["flatland", "flatland-detector", "ocr"]);
  });

  test("sees which way things look, and what lies behind them", async () => {
    requireModel("flatland-detector");
    const { engine } = shared;
    for (const [facing, backdrop, where] of [
      ["left", "night", "at night"],
      ["right", "beach", "on the beach"],
    ]) {
      const prompt = `two dogs facing ${facing}, ${where}`;
      const { png } = await engine.draw({ ...request, prompt, size: 512, temperature: 0 }, quiet);
      const seen = await engine.see(png, { text: false, signal });
      expect(seen.backdrop?.name).toBe(backdrop);
      expect(seen.detections.map((one) => [one.kind, one.facing])).toEqual([
        ["dog", facing],
        ["dog", facing],
      ]);
    }
  });

  test("marks regions and puts back what is outside of them", async () => {
    const { engine } = shared;
    const { png: base, width, height } = await engine.toPng(await smallJpeg(), signal);
    const boxes = [{ x: 0, y: 0, w: 0.2, h: 0.2 }];
    const mask = await engine.mask({ boxes, width, height, polarity: "white" }, signal);
    expect(await engine.toPng(mask, signal)).toMatchObject({ width, height });
    const laid = await engine.composite({ base, edited: mask, boxes }, signal);
    expect(laid).toMatchObject({ width, height });
    expect(Buffer.compare(laid.png, base)).not.toBe(0);
  });

  test("turns other picture formats into PNG and reports the size", async () => {
    const { engine } = shared;
    const { png, width, height } = await engine.toPng(await smallJpeg(), signal);
    expect([width, height]).toEqual([8, 6]);
    expect((await sharp(png).metadata()).format).toBe("png");
  });

  test("draws a contact sheet", async () => {
    const { engine } = shared;
    const image = await smallJpeg();
    const cell = { image, heading: "Iteration 1", captions: ["a prompt"], marks: [] };
    const marks = [{ state: "pass" as const, label: "Is it green?" }];
    const sheet = await engine.contactSheet(
      { title: "Green", cells: [cell, { ...cell, marks, best: true }] },
      signal,
    );
    const { format, width } = await sharp(sheet).metadata();
    expect(format).toBe("png");
    expect(width).toBeGreaterThan(400);
  });

  test("gives sentences their vectors, without holding up the drawings", async () => {
    const { engine } = shared;
    const [[cat, kitten, tax], drawn] = await Promise.all([
      engine.embed(["a cat", "a kitten", "income tax returns"], signal),
      engine.draw(request, quiet),
    ]);
    if (cat === undefined || kitten === undefined || tax === undefined) throw new Error("one is missing");
    expect(cat).toBeInstanceOf(Float32Array);
    expect(cosine(cat, kitten)).toBeGreaterThan(cosine(cat, tax) + 0.3);
    expect(drawn.png.length).toBeGreaterThan(0);
    expect((await failureOf(engine.embed([], signal))).code).toBe("bad-input");
  });

  test("reports models, what they run on and how long loading took", async () => {
    const { engine, history } = shared;
    await engine.draw(request, quiet);
    const { state, provider, models, restarts } = engine.status();
    expect({ state, provider, restarts }).toEqual({ state: "ready", provider: "cpu", restarts: 0 });
    const flatland = models.find(({ name }) => name === "flatland");
    expect(flatland?.loaded).toBe(true);
    expect(flatland?.ms).toBeGreaterThan(0);
    expect(models.map(({ name }) => name)).toEqual([
      "flatland",
      "flatland-detector",
      "ocr",
      "minilm",
      "flatland-large",
    ]);
    expect(models.find(({ name }) => name === "flatland-large")?.loaded).toBe(false);
    expect(history[0]?.state).toBe("starting");
  });
});

describe("faults in the work", () => {
  test("a picture that is none is the picture's fault, and the process lives on", async () => {
    const { engine, processes } = open();
    const error = await failureOf(engine.toPng(new TextEncoder().encode("not a picture"), signal));
    expect(error.code).toBe("image-invalid");
    expect(error.remedy).not.toBe("");
    await engine.toPng(await smallJpeg(), signal);
    expect(processes).toHaveLength(1);
  });

  test("a missing model folder is named, and everything else still works", async () => {
    const empty = await mkdtemp(path.join(tmpdir(), "gems-models-"));
    try {
      const { engine, processes } = open({ init: { modelsDir: empty, assetsDir: empty } });
      const error = await failureOf(engine.draw(request, quiet));
      expect(error.code).toBe("model-missing");
      expect(error.message).toContain(path.join(empty, "flatland"));
      expect(error.remedy).toMatch(/reinstall/i);
      expect((await failureOf(engine.warmUp())).code).toBe("model-missing");
      expect(engine.status().error?.code).toBe("model-missing");
      await engine.toPng(await smallJpeg(), signal);
      expect(processes).toHaveLength(1);
    } finally {
      await rm(empty, { recursive: true });
    }
  });

  test("an input outside the contract is refused by the worker, not by a crash", async () => {
    const { engine, processes } = open();
    expect((await failureOf(engine.draw({ ...request, size: -5 }, quiet))).code).toBe("bad-input");
    await engine.toPng(await smallJpeg(), signal);
    expect(processes).toHaveLength(1);
  });
});

describe("cancelling", () => {
  test("between two steps the drawing stops and the process stays", async () => {
    const { engine, processes } = open({ graceMs: 20_000 });
    const stop = new AbortController();
    const drawing = engine.draw(request, { signal: stop.signal, onProgress: () => stop.abort() });
    expect(isCancelled(await failureOf(drawing))).toBe(true);
    const again: Drawn = await engine.draw(request, quiet);
    expect(again.png.length).toBeGreaterThan(0);
    expect(processes).toHaveLength(1);
  });

  test("a request that waits leaves the queue; the one before it is not disturbed", async () => {
    const { engine, processes } = open();
    const stop = new AbortController();
    const first = engine.draw(request, quiet);
    const second = engine.draw(request, { ...quiet, signal: stop.signal });
    stop.abort();
    expect(isCancelled(await failureOf(second))).toBe(true);
    expect((await first).svg).toContain("</svg>");
    expect(processes).toHaveLength(1);
  });

  test("a signal that fired already starts nothing", async () => {
    const { engine, processes } = open();
    const gone = AbortSignal.abort();
    expect(isCancelled(await failureOf(engine.toPng(await smallJpeg(), gone)))).toBe(true);
    expect(processes).toHaveLength(0);
  });

  test("a process that does not hear is killed; who waited behind is served by the next", async () => {
    const { engine, processes, nextExit } = open({ graceMs: 50 });
    await engine.toPng(await smallJpeg(), signal);
    process.kill(pidOf(processes[0]), "SIGSTOP");
    const stop = new AbortController();
    const deaf = engine.draw(request, { ...quiet, signal: stop.signal });
    const behind = engine.toPng(await smallJpeg(), signal);
    const exit = nextExit();
    stop.abort();
    expect(isCancelled(await failureOf(deaf))).toBe(true);
    expect(await exit).toContain("SIGKILL");
    expect((await behind).width).toBe(8);
    expect(processes).toHaveLength(2);
    expect(engine.status()).toMatchObject({ state: "ready", restarts: 1, error: null });
  });
});

describe("crashing", () => {
  test("fails what was under way with the reason and serves the next request from a new process", async () => {
    const { engine, processes, history } = open();
    await engine.draw(request, quiet);
    process.kill(pidOf(processes[0]), "SIGSTOP");
    const lost = failureOf(engine.draw(request, quiet));
    process.kill(pidOf(processes[0]), "SIGKILL");
    const error = await lost;
    expect(error.code).toBe("engine-crashed");
    expect(error.message).toContain("SIGKILL");
    expect(error.retryable).toBe(true);
    expect(engine.status()).toMatchObject({ state: "failed", restarts: 0 });
    expect(engine.status().error?.code).toBe("engine-crashed");
    expect(engine.status().models.every(({ loaded }) => !loaded)).toBe(true);

    await engine.toPng(await smallJpeg(), signal);
    expect(engine.status()).toMatchObject({ state: "ready", restarts: 1 });
    expect(engine.status().error?.code).toBe("engine-crashed");
    await engine.draw(request, quiet);
    expect(engine.status().error).toBeNull();
    expect(history.map(({ state }) => state)).toEqual(
      expect.arrayContaining(["starting", "ready", "failed", "restarting"]),
    );
    expect(processes).toHaveLength(2);
  });

  test("an idle process that dies is noticed and replaced when needed", async () => {
    const { engine, processes, nextExit } = open();
    await engine.toPng(await smallJpeg(), signal);
    const exit = nextExit();
    process.kill(pidOf(processes[0]), "SIGKILL");
    await exit;
    expect(engine.status().state).toBe("failed");
    await engine.toPng(await smallJpeg(), signal);
    expect(processes).toHaveLength(2);
  });
});

describe("restarting and closing", () => {
  test("restart replaces the process and forgets the error", async () => {
    const { engine, processes, nextExit } = open();
    await engine.toPng(await smallJpeg(), signal);
    const exit = nextExit();
    await engine.restart();
    await exit;
    expect(processes).toHaveLength(2);
    expect(pidOf(processes[1])).not.toBe(pidOf(processes[0]));
    expect(engine.status()).toMatchObject({ state: "ready", restarts: 1, error: null });
    await engine.toPng(await smallJpeg(), signal);
  });

  test("restart fails what was under way and keeps what waited", async () => {
    const { engine, processes } = open();
    await engine.toPng(await smallJpeg(), signal);
    process.kill(pidOf(processes[0]), "SIGSTOP");
    const lost = failureOf(engine.draw(request, quiet));
    const kept = engine.toPng(await smallJpeg(), signal);
    await engine.restart();
    expect((await lost).code).toBe("engine-crashed");
    expect((await lost).message).toContain("on request");
    expect((await kept).height).toBe(6);
  });

  test("after close nothing runs and nothing starts", async () => {
    const { engine, processes, nextExit } = open();
    await engine.toPng(await smallJpeg(), signal);
    const exit = nextExit();
    const drawing = failureOf(engine.draw(request, quiet));
    await engine.close();
    await exit;
    expect((await drawing).code).toBe("engine-unavailable");
    expect((await failureOf(engine.toPng(await smallJpeg(), signal))).code).toBe("engine-unavailable");
    expect((await failureOf(engine.restart())).code).toBe("engine-unavailable");
    expect(engine.status().state).toBe("stopped");
    expect(processes).toHaveLength(1);
  });
});
