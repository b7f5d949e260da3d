import { describe, expect, test } from "vitest";
import { generatorName } from "../../../electron/backends/choose";
import {
  generatorConfigSchema,
  imageServersIn,
  isKnown,
  rolesConfigSchema,
  serversIn,
} from "../../../shared/backends";
import { exampleWorkflow } from "../../../shared/comfyui/example";
import { nameOfFolder } from "../../../shared/folders";
import { firstWay } from "../../../shared/inference/diffusion";
import { privacyOf } from "../../../shared/privacy";
import {
  defaultSettings,
  isAgreedFolder,
  MAX_MODEL_FOLDERS,
  type Settings,
  settingsSchema,
  withModelFolder,
} from "../../../shared/settings";

const baseUrl = "http://x.test/v1";

test("what the first studio wrote still reads as it was written", () => {
  const generators = [
    { kind: "flatland" },
    { kind: "gems-http", baseUrl },
    { kind: "openai-images", baseUrl, model: "gpt-image-1" },
  ];
  for (const generator of generators) {
    expect(settingsSchema.parse({ ...defaultSettings, generator }).generator).toEqual(generator);
  }
  for (const roles of [{ kind: "local" }, { kind: "chat", baseUrl, model: "m" }]) {
    expect(settingsSchema.parse({ ...defaultSettings, roles }).roles).toEqual(roles);
  }
});

test("every kind keeps all it needs, and nothing that is not its own", () => {
  const full = { kind: "automatic1111", baseUrl, model: "m", steps: 20, cfgScale: 5.5, sampler: "Euler a" };
  expect(generatorConfigSchema.parse({ ...full, workflow: "{}", key: "sk-secret" })).toEqual(full);
  const comfy = { kind: "comfyui", baseUrl, workflow: exampleWorkflow };
  expect(generatorConfigSchema.parse({ ...comfy, model: "m" })).toEqual(comfy);
  expect(generatorConfigSchema.safeParse({ kind: "comfyui", baseUrl }).success).toBe(false);
  expect(generatorConfigSchema.safeParse({ ...full, steps: 2.5 }).success).toBe(false);
  for (const kind of ["anthropic", "gemini"]) {
    expect(rolesConfigSchema.parse({ kind, baseUrl, model: "m" })).toEqual({ kind, baseUrl, model: "m" });
    expect(rolesConfigSchema.safeParse({ kind, baseUrl }).success).toBe(false);
  }
});

describe("a model of one's own", () => {
  const model = { kind: "diffusion", folder: "/models/sd-turbo", steps: 4, guidance: 0 } as const;

  test.each([
    ["/models/sd", true],
    ["C:\\models\\sd", true],
    ["d:/models/sd", true],
    ["\\\\server\\share\\sd", true],
    ["models/sd", false],
    ["../sd", false],
    ["~/sd", false],
    ["file:///models/sd", false],
    ["/models/\0sd", false],
    ["", false],
  ])("its folder is a whole path: %j", (folder, good) => {
    expect(generatorConfigSchema.safeParse({ ...model, folder }).success).toBe(good);
  });

  test.each([
    [{ steps: 0 }, { steps: 201 }, { steps: 1.5 }],
    [{ guidance: -1 }, { guidance: 31 }],
    [{ side: 4 }, { side: 100 }, { side: 8_192 }],
    [{ sampler: "Euler a" }, { negativePrompt: "x".repeat(2_001) }],
  ])("its numbers have bounds: %j", (...faulty) => {
    for (const fault of faulty)
      expect(generatorConfigSchema.safeParse({ ...model, ...fault }).success).toBe(false);
  });

  test("sends nothing to anybody", () => {
    expect([serversIn(model), imageServersIn(model)]).toEqual([[], []]);
    const settings = { ...defaultSettings, generator: model };
    expect(privacyOf(settings, { keys: [], aside: [] }).flows).toEqual([]);
  });

  test("of a journal is known only where it is the folder in use, and no network share", () => {
    const other = { ...model, folder: "/models/other" };
    expect(isKnown({ ...model, steps: 9 }, model)).toBe(true);
    expect(isKnown(other, model)).toBe(false);
    expect(isKnown(model, { kind: "flatland" })).toBe(false);
    for (const folder of ["\\\\evil\\share", "//evil/share", "\\\\?\\UNC\\evil\\share"]) {
      const shared = { ...model, folder };
      expect(isKnown(shared, shared), folder).toBe(false);
    }
  });

  test("stays known once it was chosen, the latest last, a bounded number of them", () => {
    const chosen = (settings: Settings, folder: string) =>
      withModelFolder({ ...settings, generator: { ...model, folder } });
    const names = Array.from({ length: MAX_MODEL_FOLDERS + 3 }, (_, n) => `/models/${n}`);
    const many = [...names, "/models/5"].reduce(chosen, defaultSettings);
    expect(many.modelFolders).toHaveLength(MAX_MODEL_FOLDERS);
    expect(many.modelFolders.at(-1)).toBe("/models/5");
    expect(new Set(many.modelFolders).size).toBe(MAX_MODEL_FOLDERS);
    const back: Settings = { ...many, generator: { kind: "flatland" } };
    expect(withModelFolder(back)).toBe(back);
    expect([isAgreedFolder("/models/5", back), isAgreedFolder("/models/0", back)]).toEqual([true, false]);
    expect(isAgreedFolder("/models/x", { ...back, generator: { ...model, folder: "/models/x" } })).toBe(true);
  });

  test.each([
    ["/models/sd-turbo", "sd-turbo"],
    ["/models/sd-turbo/onnx/", "sd-turbo/onnx"],
    ["C:\\models\\LCM", "LCM"],
    ["/", "/"],
  ])("is called by its folder: %s", (folder, name) => {
    expect(nameOfFolder(folder)).toBe(name);
    expect(generatorName({ ...model, folder })).toBe(`${name}, on this computer`);
  });

  test("begins as is usual for its kind", () => {
    expect(firstWay("/m/sd15", "sd")).toEqual({ steps: 25, guidance: 7.5 });
    expect(firstWay("/m/xl", "sdxl")).toEqual({ steps: 25, guidance: 6 });
    expect(firstWay("/m/lcm", "lcm")).toEqual({ steps: 4, guidance: 8.5, sampler: "LCMScheduler" });
    for (const family of ["sd", "sdxl"] as const)
      expect(firstWay("/m/SD-Turbo", family)).toEqual({ steps: 4, guidance: 0 });
  });
});
