/** Runs drawn by a diffusion model in a folder: real services, storage and worker; the thinking role is a script. */
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { modelOf } from "../../../electron/headless/model";
import { forkInNode } from "../../../electron/inference/fork";
import { openServices, type Services } from "../../../electron/services";
import { foldersIn } from "../../../electron/shell/folders";
import type { GeneratorConfig, LocalModelConfig } from "../../../shared/backends";
import type { StudioError } from "../../../shared/errors";
import type { RunEvent } from "../../../shared/run/events";
import type { Loopback } from "../../fixtures/servers/loopback";
import { startOpenAiServer } from "../../fixtures/servers/openai";
import { menderSays } from "../../fixtures/servers/thinking";
import { models } from "./inference/diffusion/support";
import { forkOptions } from "./inference/real-worker";

const root = path.resolve(import.meta.dirname, "../../..");
const sd: LocalModelConfig = {
  kind: "diffusion",
  folder: path.join(models, "sd"),
  steps: 4,
  guidance: 5,
};
const prompt = "a red square beside a blue one";

let data: string;
let services: Services;
let thinker: Loopback;
/** In the place of the settings' generator, as the terminal's --model is. */
let instead: GeneratorConfig | null = null;
const events: RunEvent[] = [];
const faults: StudioError[] = [];

beforeAll(async () => {
  data = await mkdtemp(path.join(tmpdir(), "gems-local-model-"));
  thinker = await startOpenAiServer({ chat: menderSays() });
  services = await openServices({
    folders: foldersIn(root),
    dataFolder: data,
    version: "0.0.0",
    spawn: forkInNode(path.join(root, "electron/inference-worker.ts"), forkOptions),
    safeStorage: null,
    generator: () => instead,
    tell: (channel, payload) => {
      if (channel === "run-events" && "events" in payload) events.push(...payload.events);
    },
    onFault: (error) => faults.push(error),
  });
});

afterAll(async () => {
  await services.close();
  await thinker.close();
  await rm(data, { recursive: true, force: true });
});

const pixels = async (file: string) =>
  new Uint8Array(
    await sharp(await readFile(file))
      .removeAlpha()
      .raw()
      .toBuffer(),
  );

test("draws, tells its steps, mends the place that failed and leaves the rest", async () => {
  services.settings.update({
    generator: sd,
    roles: { kind: "chat", baseUrl: `${thinker.origin}/v1`, model: "thinker" },
  });
  const { runId, ended } = await services.runs.start({ prompt, rounds: 3 });
  const state = await ended;
  expect(faults).toEqual([]);
  expect(state.failure).toBeNull();
  expect(state.finishedBecause).toBe("all-passed");
  expect(state.header?.settings.generator).toBe("sd, on this computer");
  expect(JSON.stringify(state.header)).not.toContain(sd.folder);
  const [first, second] = state.iterations;
  expect(first?.image).toMatchObject({ width: 32, height: 32, backend: "sd", vector: null });
  expect(second?.edit).toMatchObject({ base: 1, mend: ["c2"], keep: ["c1"] });
  expect(second?.image?.notes.join(" ")).toContain("pixel by pixel, as it was in iteration 1");
  // A loop that is busy leaves out older progress, and quick steps some previews; the last step is always told.
  const told = events.flatMap((event) => (event.type === "generation-progress" ? event : []));
  const ofFirst = told.filter(({ iteration }) => iteration === 1);
  expect(ofFirst.at(-1)).toMatchObject({ label: "Step 4 of 4" });
  expect(ofFirst.some(({ preview }) => preview instanceof Uint8Array)).toBe(true);

  const folder = await services.folder.locate(runId);
  const files = [first, second].map((it) => path.join(folder, "images", it?.image?.ref.file ?? ""));
  const [before, after] = await Promise.all(files.map(pixels));
  // The verifier's box is the right lower quarter; the other three are the base's own.
  const corner = (data: Uint8Array | undefined) => data?.slice(0, 3 * 8);
  expect(corner(after)).toEqual(corner(before));
  expect(after).not.toEqual(before);
});

test("a run's own choice of folder is opened once it was chosen here, and never before", async () => {
  const stranger: LocalModelConfig = { ...sd, folder: path.join(data, "strange", "sd") };
  await cp(sd.folder, stranger.folder, { recursive: true });
  services.settings.update({ generator: { kind: "flatland" }, roles: { kind: "local" } });
  const request = { prompt: "a red car", rounds: 1, generator: stranger };
  await expect(services.runs.start(request)).rejects.toMatchObject({
    code: "forbidden",
    message: expect.stringContaining(stranger.folder),
  });
  services.settings.update({ generator: stranger });
  services.settings.update({ generator: { kind: "flatland" } });
  expect(services.settings.get().modelFolders).toEqual([sd.folder, stranger.folder]);
  const { runId, ended } = await services.runs.start(request);
  expect((await ended).iterations[0]?.image).toMatchObject({ backend: "sd", width: 32 });
  services.settings.update({ modelFolders: [] });
  await expect(services.runs.resume(runId, 2)).rejects.toMatchObject({ code: "forbidden" });
});

test("the terminal's model draws in the place of the settings' own, which stays", async () => {
  const { engine } = services;
  services.settings.update({ generator: { kind: "flatland" }, roles: { kind: "local" } });
  expect(await modelOf({}, engine)).toBeNull();
  const lcm = path.join(models, "lcm");
  expect(await modelOf({ model: lcm }, engine)).toEqual({
    ...{ kind: "diffusion", folder: lcm, steps: 4, guidance: 8.5 },
    sampler: "LCMScheduler",
  });
  await expect(modelOf({ model: data }, engine)).rejects.toMatchObject({ code: "model-missing" });
  instead = await modelOf({ model: lcm, steps: 2, guidance: 3 }, engine);
  try {
    const { ended } = await services.runs.start({ prompt: "a red car", rounds: 1 });
    const state = await ended;
    expect(state.header?.settings.generator).toBe("lcm, on this computer");
    expect(state.iterations[0]?.image?.backend).toBe("lcm");
    expect(services.settings.get().generator).toEqual({ kind: "flatland" });
  } finally {
    instead = null;
  }
});
