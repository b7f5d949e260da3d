/**
 * The studio's ComfyUI client against a ComfyUI that runs: connection test, drawing with progress, the seed's way
 * into the picture, stopping, changing a picture. Needs no model: the workflows are made of core nodes. See README.md.
 *
 *   npx tsx bench/peers/comfyui.ts --url http://127.0.0.1:8188
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import type { EditInput, Generator } from "../../electron/agent/roles";
import { composeRoles } from "../../electron/compose-roles";
import { asStudioError, isCancelled } from "../../shared/errors";
import { defaultSettings } from "../../shared/settings";
import { openBenchServices } from "../services";
import { report } from "./report";

const { values } = parseArgs({ options: { url: { type: "string", default: "http://127.0.0.1:8188" } } });

/** The seed becomes the picture's colour, the prompt text of a node, so that both can be read back. */
const drawing = {
  "1": {
    class_type: "EmptyImage",
    inputs: { width: "%width%", height: "%height%", batch_size: 1, color: "%seed%" },
  },
  "2": { class_type: "PrimitiveString", inputs: { value: "%prompt%" } },
  "3": { class_type: "PreviewAny", inputs: { source: ["2", 0] } },
  "4": { class_type: "SaveImage", inputs: { images: ["1", 0], filename_prefix: "gems-peer" } },
};

/** Long enough at work to be stopped: many blurs of a large picture, one after the other. */
const BLURS = 40;
const blurs = Array.from({ length: BLURS }, (_, at) => [
  `b${at}`,
  {
    class_type: "ImageBlur",
    inputs: { image: [at === 0 ? "1" : `b${at - 1}`, 0], blur_radius: 31, sigma: 10 },
  },
]);
const slow = {
  ...drawing,
  "1": { class_type: "EmptyImage", inputs: { width: 1024, height: 1024, batch_size: 1, color: "%seed%" } },
  ...Object.fromEntries(blurs),
  "4": { class_type: "SaveImage", inputs: { images: [`b${BLURS - 1}`, 0], filename_prefix: "gems-peer" } },
};

/** Turns the colours of the picture that is handed in. */
const changing = {
  "1": { class_type: "LoadImage", inputs: { image: "%image%" } },
  "2": { class_type: "ImageInvert", inputs: { image: ["1", 0] } },
  "3": { class_type: "PrimitiveString", inputs: { value: "%instruction%" } },
  "5": { class_type: "PreviewAny", inputs: { source: ["3", 0] } },
  "4": { class_type: "SaveImage", inputs: { images: ["2", 0], filename_prefix: "gems-peer" } },
};

const SEED = 0x336699;

async function main(): Promise<void> {
  const data = mkdtempSync(path.join(tmpdir(), "gems-peer-"));
  const services = await openBenchServices(data);
  const { engine, connections } = services;
  const config = (workflow: unknown) => ({
    kind: "comfyui" as const,
    baseUrl: values.url,
    workflow: JSON.stringify(workflow),
    editWorkflow: JSON.stringify(changing),
  });
  const generatorOf = (workflow: unknown): Generator =>
    composeRoles({
      settings: { ...defaultSettings, generator: config(workflow) },
      secrets: { get: () => null },
      engine,
    }).roles.generator;
  const never = new AbortController().signal;
  const say = report(`ComfyUI at ${values.url}`);
  try {
    await say("connection test", async () => {
      const { ok, detail, error } = await connections.generator(config(drawing));
      return { ok, words: `${detail} ${error?.message ?? ""}` };
    });
    const missing = { ...drawing, "9": { class_type: "NoSuchNode", inputs: {} } };
    await say("a workflow with an unknown node is told before drawing", async () => {
      const { ok, error } = await connections.generator(config(missing));
      const words = `${error?.message ?? "nothing was said"} ${error?.detail ?? ""}`;
      return { ok: !ok && words.includes("NoSuchNode"), words };
    });
    const labels = new Set<string>();
    const context = (signal = never, onProgress: (label: string) => void = () => undefined) => ({
      signal,
      onUsage: () => undefined,
      onProgress: (_: number, label: string) => onProgress(label),
    });
    const parameters = { seed: SEED, size: 256, temperature: 1 };
    const drawn = await say("draws, with prompt, seed and size in their places", async () => {
      const image = await generatorOf(drawing).generate(
        { prompt: 'two "red" cats\nand a dog', parameters },
        context(never, (label) => labels.add(label)),
      );
      const words = `${image.width}×${image.height}, ${image.notes.join(" ") || "no notes"}; heard: ${[...labels].join(", ")}`;
      return { ok: image.width === 256 && image.height === 256, words, value: image };
    });
    await say("stopping takes effect at the server", async () => {
      const controller = new AbortController();
      let began = "";
      const stopped = generatorOf(slow)
        .generate(
          { prompt: "x", parameters: { ...parameters, seed: Math.floor(Math.random() * 0xffffff) } },
          context(controller.signal, (label) => {
            if (!label.includes("ImageBlur") && !/blur/i.test(label)) return;
            began = label;
            controller.abort();
          }),
        )
        .then(
          () => "it came to its end",
          (error: unknown) => (isCancelled(error) ? "cancelled" : asStudioError(error).message),
        );
      const outcome = await stopped;
      const left = await queueAfterPause();
      return {
        ok: outcome === "cancelled" && left === 0,
        words: `${outcome} at “${began}”; jobs left: ${left}`,
      };
    });
    if (drawn !== undefined) {
      await say("changes a picture that is uploaded", async () => {
        const generator = generatorOf(drawing);
        const edit = { base: 1, instruction: "turn the colours", mend: [], keep: [], boxes: null };
        const base = { png: drawn.png, svg: null, width: drawn.width, height: drawn.height };
        const input: EditInput = { prompt: "x", parameters, edit, base, mend: [], keep: [] };
        const changed = await generator.edit?.(input, context());
        const same = changed !== undefined && Buffer.compare(changed.png, drawn.png) === 0;
        const size = changed === undefined ? "" : `, ${changed.width}×${changed.height}`;
        return {
          ok: changed !== undefined && !same,
          words: `editing: ${generator.editing ?? "none"}${size}`,
        };
      });
    }
  } finally {
    await services.close();
    rmSync(data, { recursive: true, force: true });
  }
  process.exitCode = say.failed() ? 1 : 0;
}

/** Jobs that run or wait at the server, once it has had the time to let go: a node is finished before it stops. */
async function queueAfterPause(): Promise<number> {
  let jobs = Number.NaN;
  for (let look = 0; look < 60 && jobs !== 0; look++) {
    const queue: unknown = await (await fetch(`${values.url}/queue`)).json();
    jobs = Object.values(Object(queue)).reduce<number>(
      (sum, list) => sum + (Array.isArray(list) ? list.length : 0),
      0,
    );
    if (jobs > 0) await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return jobs;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
