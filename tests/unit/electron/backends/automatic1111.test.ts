import { describe, expect, test } from "vitest";
import {
  type Automatic1111Options,
  automatic1111Generator,
} from "../../../../electron/backends/automatic1111";
import { isCancelled } from "../../../../shared/errors";
import {
  type Automatic1111ServerOptions,
  startAutomatic1111Server,
} from "../../../fixtures/servers/automatic1111";
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

const key = "sk-test-key-0006";
const parameters = { seed: 21, size: 32, temperature: 1 };
const prompt = "a cat & a dog – süß";

const keep = keepServers();

async function start(options: Automatic1111ServerOptions = {}, more: Partial<Automatic1111Options> = {}) {
  const server = await startAutomatic1111Server({ key, image: redPicture(), ...options });
  keep(server);
  const { http, expire } = impatientHttp();
  const sleep: NonNullable<Automatic1111Options["sleep"]> = () => new Promise((done) => setImmediate(done));
  const generator = automatic1111Generator({ baseUrl: server.origin, key, http, pictures, sleep, ...more });
  const asked = (path: string) => server.received.filter((request) => request.path === `/sdapi/v1/${path}`);
  return { server, generator, expire, asked };
}

describe("AUTOMATIC1111 and Forge", () => {
  test("get prompt, seed and size, and what was set; the rest is the server's choice", async () => {
    const { generator, asked, server } = await start();
    const { context, usage } = roleContext();
    const image = await generator.generate({ prompt, parameters }, context);
    expect(image).toMatchObject({ width: 32, height: 32, backend: "dreamer", notes: [] });
    expect(Buffer.compare(image.png, redPicture())).toBe(0);
    expect(usage).toEqual([
      { calls: 1, inputTokens: 0, outputTokens: 0, images: 1, sentBytes: sentTo(server) },
    ]);
    const bare = { prompt, seed: 21, width: 32, height: 32, batch_size: 1, n_iter: 1 };
    expect(JSON.parse(asked("txt2img")[0]?.body ?? "")).toEqual(bare);

    const chosen = await start({}, { model: "other", steps: 12, cfgScale: 5.5, sampler: "Euler a" });
    await chosen.generator.generate({ prompt, parameters }, context);
    expect(JSON.parse(chosen.asked("txt2img")[0]?.body ?? "")).toEqual({
      ...bare,
      steps: 12,
      cfg_scale: 5.5,
      sampler_name: "Euler a",
      override_settings: { sd_model_checkpoint: "other" },
    });
  });

  test("tell how far they are while they draw", async () => {
    let finish: () => void = () => undefined;
    const drawn = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const told: [number, string][] = [];
    const { generator } = await start({ until: () => drawn });
    const onProgress = (fraction: number, label: string) => {
      told.push([fraction, label]);
      if (fraction >= 0.75) finish();
    };
    await generator.generate({ prompt, parameters }, { ...roleContext().context, onProgress });
    expect(told[0]?.[0]).toBe(0);
    expect(told).toContainEqual([0.5, "Step 10 of 20"]);
    const fractions = told.map(([fraction]) => fraction);
    expect([...fractions].sort((a, b) => a - b)).toEqual(fractions);
  });

  test("are interrupted when the run is stopped", async () => {
    const { generator, server, asked } = await start({ until: () => new Promise(() => undefined) });
    const stop = new AbortController();
    const arrived = server.nextRequest();
    const work = failureOf(
      generator.generate({ prompt, parameters }, roleContext({ signal: stop.signal }).context),
    );
    await arrived;
    stop.abort();
    expect(isCancelled(await work)).toBe(true);
    expect(asked("interrupt")).toHaveLength(1);
  });

  test("are interrupted when they take too long", async () => {
    const { generator, server, asked, expire } = await start(
      { until: () => new Promise(() => undefined) },
      // Without looks at the progress, the drawing is the only request under way.
      { sleep: (_ms, signal) => new Promise((resolve) => signal.addEventListener("abort", () => resolve())) },
    );
    const arrived = server.nextRequest();
    const work = failureOf(generator.generate({ prompt, parameters }, roleContext().context));
    await arrived;
    expire();
    expect((await work).code).toBe("timeout");
    expect(asked("interrupt")).toHaveLength(1);
  });

  test("another seed than asked for is told; information that cannot be read is none", async () => {
    const { generator } = await start({ info: () => JSON.stringify({ seed: 99 }) });
    const other = await generator.generate({ prompt, parameters }, roleContext().context);
    expect(other.notes).toEqual(["The server used the seed 99 instead of 21."]);
    const torn = await start({ info: () => '{"seed": ' }, { model: "mine" });
    const image = await torn.generator.generate({ prompt, parameters }, roleContext().context);
    expect(image).toMatchObject({ notes: [], backend: "mine" });
  });

  test("without --api are told apart from a missing sampler", async () => {
    const closed = await start({ api: false });
    const error = await failureOf(closed.generator.generate({ prompt, parameters }, roleContext().context));
    expect(error.code).toBe("not-found");
    expect(error.remedy).toContain("--api");
    const { generator } = await start({}, { sampler: "Nonesuch" });
    const missing = await failureOf(generator.generate({ prompt, parameters }, roleContext().context));
    expect(missing.message).toContain("Sampler not found");
    expect(everyWordOf(missing)).not.toContain(key);
  });
});
