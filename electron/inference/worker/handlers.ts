/** The work of the inference process: every method of the protocol over lazily loaded models. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { throwIfCancelled } from "../../../shared/errors";
import { contactSheet } from "../contact-sheet";
import { editScene } from "../flatland/edit";
import { FlatlandEngine } from "../flatland/engine";
import { loadAssets, type RenderAssets, rasterise, renderScene } from "../flatland/render";
import { sceneOfSvg } from "../flatland/scene-data";
import { imaging } from "../imaging";
import type { Drawn, DrawRequest, Edited, EditRequest, WorkerInit } from "../protocol";
import { type ProviderReport, type SessionOptions, sessionFactory, sessionOn } from "../sessions";
import { Embedder } from "../text/embedder";
import { Vision } from "../vision/see";
import { DiffusionModels } from "./diffusion";
import { LazyModel } from "./model";
import type { Handlers, ReportModels, WorkContext } from "./serve";
import { tryProvider } from "./trial";
import { SeeingModels } from "./vision-language";

/** Side in pixels of the blank picture the vision models are warmed up on. */
const BLANK_SIDE = 256;
/** Share of a drawing's progress that composing takes; the rest is rendering and encoding. */
const COMPOSING = 0.85;

export function createHandlers(init: WorkerInit, report: ReportModels): Handlers {
  const { models, essential, diffusion, seeing } = openModels(init, report);
  let assets: RenderAssets | null = null;
  const openAssets = () => {
    assets ??= loadAssets(init.assetsDir);
    return assets;
  };
  return {
    draw: async (request, context) => {
      const engine = await (request.large === true ? models.large : models.flatland).get();
      return draw(engine, openAssets(), request, context);
    },
    edit: (request, context) => edit(openAssets(), request, context),
    diffuse: (request, context) => diffusion.draw(request, context),
    inspectModel: ({ folder }) => diffusion.inspect(folder),
    forgetModel: async () => {
      await diffusion.forget();
      return {};
    },
    tryProvider: (request, context) => tryProvider(init.modelsDir, request, context),
    answer: (request, context) => seeing.answer(request, context),
    similarity: (request, context) => seeing.similarity(request, context),
    inspectSeeing: ({ folder }) => seeing.inspect(folder),
    forgetSeeing: async () => {
      await seeing.forget();
      return {};
    },
    unknownWords: async ({ prompt }) => ({ words: (await models.flatland.get()).unknownWordsOf(prompt) }),
    see: async ({ image, text }, { signal }) => {
      const vision = await models.detector.get();
      if (text) await models.reader.get();
      const { detections, lines, ...rest } = await vision.see(image, { text, signal });
      return {
        ...rest,
        detections: detections.map(({ finishes, ...detection }) =>
          finishes === undefined ? detection : { ...detection, finishes: [...finishes] },
        ),
        lines: [...lines],
      };
    },
    toPng: async ({ bytes }) => {
      const png = await imaging().toPng(bytes);
      return { png, ...(await imaging().sizeOf(png)) };
    },
    embed: async ({ texts }, { signal }) => ({
      vectors: await (await models.embedder.get()).embed(texts, signal),
    }),
    toJpeg: ({ bytes, side }) => imaging().toJpeg(bytes, side),
    mask: async ({ boxes, polarity, ...size }) => ({ png: await imaging().mask(boxes, size, polarity) }),
    composite: async ({ base, edited, boxes }) => {
      const png = await imaging().composite(base, edited, boxes);
      return { png, ...(await imaging().sizeOf(png)) };
    },
    contactSheet: async (sheet) => ({ png: await contactSheet(sheet, openAssets()) }),
    warmUp: async (_, { signal }) => {
      await loadAll(essential, signal);
      return {};
    },
  };
}

function openModels(init: WorkerInit, report: ReportModels) {
  const providers = new Map<string, ProviderReport>();
  const createSession = sessionFactory({
    ...sessionOptionsOf(init),
    onReport: (file, providerReport) => providers.set(file, providerReport),
  });
  const folder = (name: string) => join(init.modelsDir, name);
  const tell = () =>
    report(providersInWords(providers), [
      ...all.map((model) => model.status()),
      ...diffusion.status(),
      ...seeing.status(),
    ]);
  const seeing = new SeeingModels(imaging, init.threads, tell);
  const diffusion = new DiffusionModels((provider) => sessionOn(provider, init.threads), imaging, tell);

  const layouts = (name: string, remedy?: string) =>
    new LazyModel(
      {
        name,
        folder: folder(name),
        load: () => FlatlandEngine.load(folder(name), { createSession }),
        warm: (engine) => engine.compose("one dog", { seed: 0, temperature: 0 }),
        ...(remedy === undefined ? {} : { remedy }),
      },
      tell,
    );
  const flatland = layouts("flatland");
  const large = layouts("flatland-large", "Choose the small layout model in the settings.");
  const detector = new LazyModel(
    {
      name: "flatland-detector",
      folder: folder("flatland-detector"),
      load: () =>
        Vision.load({
          detectorDir: folder("flatland-detector"),
          ocrDir: folder("ocr"),
          createSession,
          imaging: imaging(),
        }),
      warm: async (vision) => vision.see(await blankPicture(), { text: false }),
    },
    tell,
  );
  const reader = new LazyModel(
    {
      name: "ocr",
      folder: folder("ocr"),
      load: () => detector.get(),
      warm: async (vision) => vision.see(await blankPicture(), { text: true }),
    },
    tell,
  );
  const embedder = new LazyModel(
    {
      name: "minilm",
      folder: folder("minilm"),
      load: () => Embedder.load(folder("minilm"), createSession),
      warm: (model) => model.embed(["a dog"]),
    },
    tell,
  );
  // The studio draws and verifies without the sentence model: memory falls back to comparing words.
  const essential = [flatland, detector, reader] as const;
  // The larger layout model may be left out of a package; the status names it only where it is.
  const optional = existsSync(folder("flatland-large")) ? [large] : [];
  const all = [...essential, embedder, ...optional];
  tell();
  return { models: { flatland, large, detector, reader, embedder }, essential, diffusion, seeing };
}

function sessionOptionsOf({ providers, threads }: WorkerInit): SessionOptions {
  return { ...(providers === undefined ? {} : { providers }), ...(threads === undefined ? {} : { threads }) };
}

/** "cpu", or "webgpu, cpu (cuda: no driver)" where models run on different ones or something was refused. */
function providersInWords(reports: ReadonlyMap<string, ProviderReport>): string {
  const used = [...new Set([...reports.values()].map(({ provider }) => provider))];
  const refused = new Map(
    [...reports.values()].flatMap((one) =>
      one.refused.map(({ provider, reason }) => [provider, reason] as const),
    ),
  );
  const notes = [...refused].map(([provider, reason]) => `${provider}: ${reason}`);
  return `${used.join(", ")}${notes.length === 0 ? "" : ` (${notes.join("; ")})`}`;
}

async function draw(
  engine: FlatlandEngine,
  assets: RenderAssets,
  { prompt, size, ...options }: DrawRequest,
  { signal, onProgress }: WorkContext,
): Promise<Drawn> {
  const started = performance.now();
  const { scene, unknownWords } = await engine.compose(prompt, {
    ...options,
    signal,
    onProgress: (fraction, label) => onProgress(fraction * COMPOSING, label),
  });
  onProgress(COMPOSING, "Rendering");
  await breathe(signal);
  const svg = renderScene(scene, { size });
  const png = rasterise(svg, size, assets, { fit: "longer" });
  const sides = await imaging().sizeOf(png);
  return { png, svg, ...sides, unknownWords: [...unknownWords], ms: performance.now() - started };
}

/** Needs no model: the drawing says what it was drawn from. */
async function edit(
  assets: RenderAssets,
  { svg: base, mend, keep, seed, size }: EditRequest,
  { signal, onProgress }: WorkContext,
): Promise<Edited> {
  const started = performance.now();
  onProgress(0, "Mending");
  const { scene, done } = editScene({ scene: sceneOfSvg(base), mend, keep, seed });
  onProgress(COMPOSING, "Rendering");
  await breathe(signal);
  const svg = renderScene(scene, { size });
  const png = rasterise(svg, size, assets, { fit: "longer" });
  const sides = await imaging().sizeOf(png);
  return { png, svg, ...sides, done: [...done], ms: performance.now() - started };
}

/** Lets a waiting cancellation be read before the next long step. */
async function breathe(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  throwIfCancelled(signal);
}

/** Loads what can be loaded, then throws the first thing that went wrong. */
async function loadAll(models: readonly { get(): Promise<unknown> }[], signal: AbortSignal): Promise<void> {
  const failures: unknown[] = [];
  for (const model of models) {
    throwIfCancelled(signal);
    await model.get().catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}

function blankPicture(): Promise<Uint8Array> {
  const data = new Uint8Array(BLANK_SIDE * BLANK_SIDE * 3).fill(0xff);
  return imaging().encodePng({ data, width: BLANK_SIDE, height: BLANK_SIDE, channels: 3 });
}
