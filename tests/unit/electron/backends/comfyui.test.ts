import { describe, expect, test } from "vitest";
import { type ComfyOptions, comfyGenerator } from "../../../../electron/backends/comfyui/generator";
import { exampleWorkflow } from "../../../../shared/comfyui/example";
import { isCancelled } from "../../../../shared/errors";
import { type ComfyServerOptions, startComfyServer } from "../../../fixtures/servers/comfyui";
import {
  everyWordOf,
  failureOf,
  impatientHttp,
  keepServers,
  pictures,
  redPicture,
  roleContext,
  sentTo,
} from "./tools";

const key = "sk-test-key-0007";
const parameters = { seed: 21, size: 32, temperature: 1 };
const prompt = 'a cat & a dog, "happy" – süß';

const keep = keepServers();

/** Pauses between questions pass at once, but let everything else have its turn. */
const breath = () => new Promise<void>((resolve) => setImmediate(resolve));

async function start(options: ComfyServerOptions = {}, more: Partial<ComfyOptions> = {}) {
  const server = await startComfyServer({ key, image: redPicture(), ...options });
  keep(server);
  const { http, pauses } = impatientHttp();
  const waiting = { sleep: breath, now: () => 0 };
  const generator = comfyGenerator({
    baseUrl: `${server.origin}/`,
    workflow: exampleWorkflow,
    key,
    http,
    pictures,
    waiting,
    ...more,
  });
  const told: [number, string][] = [];
  const stop = new AbortController();
  const { context, usage } = roleContext({ signal: stop.signal });
  const onProgress = (fraction: number, label: string) => told.push([fraction, label]);
  const draw = () => generator.generate({ prompt, parameters }, { ...context, onProgress });
  const asked = (path: string) => server.received.filter((request) => request.path === path);
  return { server, draw, told, stop, usage, asked, pauses };
}

const edited = (change: (nodes: Record<string, { inputs: Record<string, unknown> }>) => void): string => {
  const nodes = JSON.parse(exampleWorkflow);
  change(nodes);
  return JSON.stringify(nodes);
};

describe("a workflow", () => {
  test("gets prompt, seed and size in their places, and gives its picture", async () => {
    const { server, draw, usage, told } = await start();
    const image = await draw();
    expect(image).toMatchObject({ width: 32, height: 32, backend: "comfyui", notes: [], svg: null });
    expect(Buffer.compare(image.png, redPicture())).toBe(0);
    const { graph } = server.began[0] ?? {};
    expect(graph?.["6"]?.inputs.text).toBe(prompt);
    expect(graph?.["3"]?.inputs).toMatchObject({ seed: 21, steps: 25, model: ["4", 0] });
    expect(graph?.["5"]?.inputs).toMatchObject({ width: 32, height: 32 });
    expect(usage).toEqual([
      { calls: 1, inputTokens: 0, outputTokens: 0, images: 1, sentBytes: sentTo(server) },
    ]);
    expect(told.at(-1)).toEqual([0.98, "Fetching the picture"]);
    expect(server.connections()).toBe(1);
  });

  test("tells how far it is, by its nodes' titles, never going back", async () => {
    const { draw, told } = await start();
    await draw();
    expect(told.map(([, label]) => label)).toContain("KSampler: 2 of 4");
    const fractions = told.map(([fraction]) => fraction);
    expect([...fractions].sort((a, b) => a - b)).toEqual(fractions);
    expect(new Set(fractions).size).toBeGreaterThan(5);
  });

  test("the key goes with every request, the socket's too, and into no picture's address", async () => {
    const { server, draw } = await start();
    await draw();
    expect(server.received.every(({ headers }) => headers.authorization === `Bearer ${key}`)).toBe(true);
    expect(
      server.received.some(({ query }) => [...query.values()].some((value) => value.includes(key))),
    ).toBe(false);
  });

  test("what it leaves to itself is told", async () => {
    const workflow = edited((nodes) => {
      Object.assign(nodes["3"]?.inputs ?? {}, { seed: 1 });
      Object.assign(nodes["5"]?.inputs ?? {}, { width: 64, height: 64 });
    });
    const { draw } = await start({ count: 3 }, { workflow });
    const { notes } = await draw();
    expect(notes[0]).toMatch(/no place for the seed/);
    expect(notes[1]).toBe("The workflow made 3 pictures; this is the first.");
    expect(notes[2]).toBe("The workflow chooses the size itself: 32×32 pixels.");
  });

  test("one that cannot be used is told before anything is sent", async () => {
    const { server, draw } = await start({}, { workflow: '{"nodes": []}' });
    const error = await failureOf(draw());
    expect(error.code).toBe("settings");
    expect(error.message).toContain("Save (API format)");
    expect(server.received).toHaveLength(0);
  });
});

describe("without news over the socket", () => {
  test.each(["never", "midway"] as const)("the picture comes all the same: %s", async (socket) => {
    const { draw, asked } = await start({ socket });
    expect((await draw()).width).toBe(32);
    expect(asked("/queue").length).toBeGreaterThan(0);
  });

  test("an older server ends its jobs in its own way", async () => {
    for (const socket of ["always", "never"] as const) {
      const { draw } = await start({ legacy: true, socket });
      expect((await draw()).width).toBe(32);
    }
  });

  test("waiting in the queue is told", async () => {
    const { draw, told, stop, server, asked } = await start({ othersBefore: 3, socket: "never" });
    const work = failureOf(draw());
    while (!told.some(([, label]) => label.includes("3 before it"))) await server.nextRequest();
    stop.abort();
    expect(isCancelled(await work)).toBe(true);
    expect(asked("/interrupt")).toHaveLength(0);
  });
});

describe("refusals and failures", () => {
  test("a missing checkpoint is named with its node", async () => {
    const workflow = edited((nodes) =>
      Object.assign(nodes["4"]?.inputs ?? {}, { ckpt_name: "gone.safetensors" }),
    );
    const { draw, server } = await start({}, { workflow });
    const error = await failureOf(draw());
    expect(error.code).toBe("bad-input");
    expect(error.message).toContain("CheckpointLoaderSimple (node 4): Value not in list");
    expect(error.message).toContain("'gone.safetensors' not in");
    expect(error.remedy).toContain("paste it in the settings");
    expect(server.received.filter(({ path }) => path === "/prompt")).toHaveLength(1);
  });

  test("so is a node the server does not have", async () => {
    const workflow = edited((nodes) => Object.assign(nodes["8"] ?? {}, { class_type: "Exotic" }));
    const { draw } = await start({}, { workflow });
    expect((await failureOf(draw())).message).toContain("node Exotic does not exist");
  });

  test.each(["always", "never"] as const)(
    "a node that fails is named by its title (socket: %s)",
    async (socket) => {
      const fail = { classType: "VAEDecode", message: "mat1 and mat2 shapes cannot be multiplied" };
      const { draw } = await start({ fail, socket });
      const error = await failureOf(draw());
      expect(error).toMatchObject({ code: "server-error", retryable: true });
      expect(error.message).toBe(
        "The workflow failed at VAE Decode (node 8): mat1 and mat2 shapes cannot be multiplied",
      );
    },
  );

  test("full memory has its own remedy", async () => {
    const fail = { classType: "KSampler", message: "Allocation on device", type: "torch.OutOfMemoryError" };
    const { draw } = await start({ fail });
    expect((await failureOf(draw())).remedy).toContain("memory is full");
  });

  test.each(["always", "never"] as const)(
    "an interruption at the server is told (socket: %s)",
    async (socket) => {
      const { draw, server } = await start({ holdUntil: new Promise(() => undefined), socket });
      const work = failureOf(draw());
      await server.atMiddle;
      server.interruptThere();
      expect(await work).toMatchObject({ code: "server-error", retryable: true });
      expect((await work).message).toContain("Somebody stopped");
    },
  );

  test("a server that was restarted has forgotten the job", async () => {
    const { draw, server } = await start({ holdUntil: new Promise(() => undefined), socket: "midway" });
    const work = failureOf(draw());
    await server.atMiddle;
    server.forget();
    expect((await work).message).toContain("no longer knows");
  });

  test("one that gets no further is given up and told to stop", async () => {
    let now = 0;
    const waiting = { sleep: breath, now: () => (now += 1_000) };
    const hold = { holdUntil: new Promise<void>(() => undefined), socket: "never" as const };
    const { draw, server } = await start(hold, { waiting, patienceMs: 60_000 });
    const error = await failureOf(draw());
    expect(error.code).toBe("timeout");
    expect(error.message).toContain("60 s");
    expect(server.interruptions()).toBe(1);
  });

  test("no word holds the key", async () => {
    const { draw } = await start({ fail: { classType: "KSampler", message: "broken" } });
    expect(everyWordOf(await failureOf(draw()))).not.toContain(key);
    const wrong = await start({}, { key: "sk-wrong\nkey-99999999" });
    const error = await failureOf(wrong.draw());
    expect(error.code).toBe("unauthorised");
    expect(everyWordOf(error)).not.toContain("99999999");
  });
});

describe("being stopped", () => {
  test("while it draws interrupts the server", async () => {
    const { draw, server, stop } = await start({ holdUntil: new Promise(() => undefined) });
    const work = failureOf(draw());
    await server.atMiddle;
    stop.abort();
    expect(isCancelled(await work)).toBe(true);
    expect(server.interruptions()).toBe(1);
  });

  test("while it waits takes the job out of the queue, and leaves the others' alone", async () => {
    const { draw, server, stop } = await start({ othersBefore: 2 });
    const work = failureOf(draw());
    // Asking for its place means that it knows the job's name.
    while ((await server.nextRequest()).path !== "/queue");
    stop.abort();
    expect(isCancelled(await work)).toBe(true);
    expect(server.pending()).toEqual([]);
    expect(server.interruptions()).toBe(0);
  });

  test("while it is being handed in takes it back as soon as it has a name", async () => {
    const { draw, server, stop } = await start({ othersBefore: 1 });
    const arrived = server.nextRequest();
    const work = failureOf(draw());
    expect((await arrived).path).toBe("/prompt");
    stop.abort();
    expect(isCancelled(await work)).toBe(true);
    while ((await server.nextRequest()).path !== "/queue");
    expect(server.pending()).toEqual([]);
  });

  test("before it began sends nothing", async () => {
    const { draw, server, stop } = await start();
    stop.abort();
    expect(isCancelled(await failureOf(draw()))).toBe(true);
    expect(server.began).toHaveLength(0);
  });
});
