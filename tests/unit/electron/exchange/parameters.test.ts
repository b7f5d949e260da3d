import { describe, expect, it } from "vitest";
import { foreignParameters, parametersText } from "../../../../electron/exchange/parameters";
import { reduceAll } from "../../../../shared/run/reduce";
import { temporaryFolder } from "../storage/support";
import { makeRun } from "./support";

/** The reader of AUTOMATIC1111's web UI takes a last line with at least three of these. */
const pairs = /\s*(\w[\w \-/]+):\s*("(?:\\.|[^\\"])+"|[^,]*)(?:,|$)/g;

describe("our parameters", () => {
  it("are read by the tools that read such texts", async () => {
    const { events } = await makeRun(await temporaryFolder(), "origin1234", { rounds: 1 });
    const [iteration] = reduceAll(events).iterations;
    const text = parametersText(iteration!, "0.1.0");
    const [prompt, last = ""] = text.split("\n");
    expect(prompt).toBe(iteration?.prompt);
    expect(Object.fromEntries([...last.matchAll(pairs)].map(([, name, value]) => [name, value]))).toEqual({
      Seed: "1",
      Size: "24x24",
      Model: "flatland",
      Temperature: "1",
      Version: "GEMS Studio 0.1.0",
    });
    const model = { ...iteration!, image: { ...iteration!.image!, backend: 'gpt-image-1, "high"' } };
    expect(parametersText(model, "0.1.0")).toContain('Model: "gpt-image-1, \\"high\\"",');
  });
});

describe("other tools' parameters", () => {
  const read = (keyword: string, text: string) => foreignParameters([{ keyword, text }]);
  it.each<[string, string, string, string | null]>([
    [
      "AUTOMATIC1111",
      "parameters",
      "a fox,\nin snow\nNegative prompt: cars\nSteps: 20, Sampler: Euler, Seed: 1",
      "a fox,\nin snow",
    ],
    ["without a last line", "parameters", "a fox: in snow", "a fox: in snow"],
    ["SwarmUI", "parameters", '{"sui_image_params":{"prompt":"a fox","seed":3}}', "a fox"],
    ["InvokeAI", "invokeai_metadata", '{"positive_prompt":"a fox","seed":3}', "a fox"],
    ["NovelAI", "Comment", '{"prompt":"a fox"}', "a fox"],
    [
      "ComfyUI",
      "prompt",
      '{"3":{"class_type":"KSampler","inputs":{"positive":["6",0],"negative":["7",0]}},"6":{"inputs":{"text":"a fox"}},"7":{"inputs":{"text":"cars, houses, people"}}}',
      "a fox",
    ],
    [
      "ComfyUI without a sampler we know",
      "prompt",
      '{"6":{"inputs":{"text":"a fox in snow"}},"7":{"inputs":{"text":"x"}}}',
      "a fox in snow",
    ],
    ["odd JSON", "prompt", "[1, 2]", null],
    ["poisoned JSON", "invokeai_metadata", '{"__proto__":{"positive_prompt":"x"}}', null],
  ])("%s", (_tool, keyword, text, prompt) => expect(read(keyword, text)).toEqual({ text, prompt }));

  it("are none where nothing known is written", () => {
    expect(read("Software", "GIMP")).toBeNull();
    expect(read("parameters", "  ")).toBeNull();
  });
});
