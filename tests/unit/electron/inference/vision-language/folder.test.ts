import { cp, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  inspectVisionLanguageFolder,
  readClipFolder,
  readVisionLanguageFolder,
} from "../../../../../electron/inference/vision-language/folder";
import { clip, smolvlm } from "./fixtures";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "seeing-"));
  await cp(smolvlm, folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const file = (name: string) => path.join(folder, name);
async function change(name: string, edit: (json: Record<string, unknown>) => unknown): Promise<void> {
  await writeFile(file(name), JSON.stringify(edit(JSON.parse(await readFile(file(name), "utf8")))));
}

test("tells what a SmolVLM folder holds", async () => {
  const report = await inspectVisionLanguageFolder(folder);
  expect(report).toMatchObject({
    kind: "vision-language",
    family: "idefics3",
    contextTokens: 2048,
    side: 64,
    notes: [],
  });
  expect(report.files.map(({ part, precision }) => [part, precision])).toEqual([
    ["vision_encoder", "fp32"],
    ["embed_tokens", "fp32"],
    ["decoder_model_merged", "fp32"],
  ]);
  for (const { bytes } of report.files) expect(bytes).toBeGreaterThan(10_000);
});

test("tells what a CLIP folder holds", async () => {
  const report = await inspectVisionLanguageFolder(clip);
  expect(report).toMatchObject({ kind: "clip", contextTokens: 77, side: 32 });
  expect(report.files.map(({ part }) => part)).toEqual(["text_model", "vision_model"]);
});

describe("precision", () => {
  test.each([
    [["_q4", "_int8", "_fp16", ""], "q4"],
    [["_int8", "_fp16", ""], "int8"],
    [["_quantized", "_int8"], "q8"],
    [["_fp16", ""], "fp32"],
    [["_fp16", "_bnb4"], "fp16"],
  ])("of %j is %s", async (suffixes, wanted) => {
    const name = "onnx/decoder_model_merged";
    await rename(file(`${name}.onnx`), file("decoder"));
    for (const suffix of suffixes) await cp(file("decoder"), file(`${name}${suffix}.onnx`));
    const { files, notes } = await inspectVisionLanguageFolder(folder);
    const decoder = files.find(({ part }) => part === "decoder_model_merged");
    expect(decoder?.precision).toBe(wanted);
    expect(notes.some((note) => note.includes("half precision"))).toBe(wanted === "fp16");
  });

  test("counts weights that lie beside a file", async () => {
    const before = await inspectVisionLanguageFolder(folder);
    await writeFile(file("onnx/embed_tokens.onnx_data"), new Uint8Array(1000));
    const after = await inspectVisionLanguageFolder(folder);
    const sum = ({ files }: typeof before) => files.reduce((total, { bytes }) => total + bytes, 0);
    expect(sum(after) - sum(before)).toBe(1000);
  });
});

describe("a folder that lacks something says what", () => {
  test.each([
    ["config.json", "config.json"],
    ["tokenizer.json", "tokenizer.json"],
    ["tokenizer_config.json", "tokenizer_config.json"],
    ["preprocessor_config.json", "preprocessor_config.json"],
    ["processor_config.json", "processor_config.json"],
    ["onnx/embed_tokens.onnx", "onnx/embed_tokens.onnx"],
    ["onnx", "onnx/vision_encoder.onnx, onnx/embed_tokens.onnx, onnx/decoder_model_merged.onnx"],
    ["chat_template.jinja", "chat_template.jinja"],
  ])("without %s", async (gone, named) => {
    await rm(file(gone), { recursive: true });
    const looked = inspectVisionLanguageFolder(folder);
    await expect(looked).rejects.toMatchObject({
      code: "model-missing",
      message: expect.stringContaining(named),
    });
  });

  test("without weights that its configuration speaks of", async () => {
    await change("config.json", (json) => ({
      ...json,
      "transformers.js_config": { use_external_data_format: { "vision_encoder.onnx": true } },
    }));
    await expect(inspectVisionLanguageFolder(folder)).rejects.toMatchObject({
      message: expect.stringContaining("onnx/vision_encoder.onnx_data"),
    });
  });

  test("and what is there instead", async () => {
    await rename(file("onnx/embed_tokens.onnx"), file("onnx/embeddings.onnx"));
    await expect(inspectVisionLanguageFolder(folder)).rejects.toMatchObject({
      detail: expect.stringContaining("embeddings.onnx"),
    });
  });
});

describe("a folder of another kind", () => {
  test.each([
    ["florence2", "not taught to answer questions"],
    ["paligemma", "no conversation"],
    ["bert", "which cannot be asked here"],
  ])("%s is refused by name", async (kind, words) => {
    await change("config.json", (json) => ({ ...json, model_type: kind }));
    await expect(inspectVisionLanguageFolder(folder)).rejects.toMatchObject({
      code: "model-invalid",
      message: expect.stringContaining(words),
    });
  });

  test("a CLIP answers nothing, and a SmolVLM compares nothing", async () => {
    await expect(readVisionLanguageFolder(clip)).rejects.toMatchObject({ code: "model-invalid" });
    await expect(readClipFolder(folder)).rejects.toMatchObject({ code: "model-invalid" });
  });

  test("a configuration that is no JSON is told as such", async () => {
    await writeFile(file("config.json"), "{");
    await expect(inspectVisionLanguageFolder(folder)).rejects.toMatchObject({
      code: "model-invalid",
      message: expect.stringContaining("config.json"),
    });
  });
});

describe("the chat template", () => {
  test("may stand in tokenizer_config.json", async () => {
    await rm(file("chat_template.jinja"));
    await change("tokenizer_config.json", (json) => ({ ...json, chat_template: "{{ 1 }}" }));
    expect((await readVisionLanguageFolder(folder)).chatTemplate).toBe("{{ 1 }}");
  });

  test("may be one of several in chat_template.json", async () => {
    await rm(file("chat_template.jinja"));
    const several = [
      { name: "tool_use", template: "no" },
      { name: "default", template: "yes" },
    ];
    await writeFile(file("chat_template.json"), JSON.stringify({ chat_template: several }));
    expect((await readVisionLanguageFolder(folder)).chatTemplate).toBe("yes");
  });
});

test("what is not said is guessed, and told", async () => {
  await change("config.json", ({ text_config: _gone, ...json }) => json);
  await change("processor_config.json", ({ image_seq_len: _gone, ...json }) => json);
  const { notes, contextTokens } = await inspectVisionLanguageFolder(folder);
  expect(contextTokens).toBe(8192);
  expect(notes).toHaveLength(2);
});
