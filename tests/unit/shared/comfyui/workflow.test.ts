import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exampleWorkflow } from "../../../../shared/comfyui/example";
import {
  fillWorkflow,
  linkOf,
  readWorkflow,
  type Workflow,
  type WorkflowProblem,
} from "../../../../shared/comfyui/workflow";

const values = { prompt: "a cat", seed: 21, size: 512, temperature: 0.7 };
const node = (class_type: string, inputs: Record<string, unknown>, title?: string) => ({
  class_type,
  inputs,
  ...(title === undefined ? {} : { _meta: { title } }),
});
const save = node("SaveImage", { images: ["1", 0] });

function read(workflow: unknown) {
  const reading = readWorkflow(typeof workflow === "string" ? workflow : JSON.stringify(workflow));
  if (!reading.ok) throw new Error(reading.problem.code);
  return reading;
}

function problemOf(workflow: unknown): WorkflowProblem {
  const reading = readWorkflow(typeof workflow === "string" ? workflow : JSON.stringify(workflow));
  if (reading.ok) throw new Error("it should have been refused");
  return reading.problem;
}

const fill = (workflow: unknown, given = values): Workflow => fillWorkflow(read(workflow), given);

describe("placeholders", () => {
  test("alone become values of their own type, among words they become words", () => {
    const filled = fill({
      "1": node("KSampler", { seed: "%seed%", w: "%width%", h: "%height%", t: "%temperature%", cfg: 7 }),
      "2": node("CLIPTextEncode", { text: "photo of %prompt%, %prompt%, %seed%", clip: ["1", 0] }),
      "3": node("Odd", { list: [{ deep: ["%prompt%", "%width%"] }], nothing: null, no: "%other% 100%" }),
      "9": save,
    });
    expect(filled["1"]?.inputs).toEqual({ seed: 21, w: 512, h: 512, t: 0.7, cfg: 7 });
    expect(filled["2"]?.inputs).toEqual({ text: "photo of a cat, a cat, 21", clip: ["1", 0] });
    expect(filled["3"]?.inputs).toEqual({
      list: [{ deep: ["a cat", 512] }],
      nothing: null,
      no: "%other% 100%",
    });
  });

  test("inside the designer's words stay words", () => {
    const prompt = "say %seed% $& $1 %prompt%";
    const workflow = { "1": node("Text", { text: "%prompt%", more: "<%prompt%>" }), "9": save };
    expect(fill(workflow, { ...values, prompt })["1"]?.inputs).toEqual({ text: prompt, more: `<${prompt}>` });
  });

  test("whatever is put in comes out as it was, and the workflow read is not touched", () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 0 }), (prompt, seed) => {
        const reading = read(exampleWorkflow);
        const before = JSON.stringify(reading.workflow);
        const filled = fillWorkflow(reading, { ...values, prompt, seed });
        expect(filled["6"]?.inputs.text).toBe(prompt);
        expect(filled["3"]?.inputs.seed).toBe(seed);
        expect(JSON.stringify(reading.workflow)).toBe(before);
      }),
    );
  });
});

describe("titles", () => {
  test("name the nodes that take prompt, seed and size", () => {
    const workflow = {
      "1": node("KSampler", { seed: 5, steps: 20, positive: ["2", 0] }, "GEMS seed"),
      "2": node("CLIPTextEncode", { text: "a dog", clip: ["1", 1] }, " gems Prompt "),
      "3": node("EmptyLatentImage", { width: 64, height: 64, batch_size: 1 }, "GEMS size"),
      "9": save,
    };
    const filled = fill(workflow);
    expect(filled["1"]?.inputs).toEqual({ seed: 21, steps: 20, positive: ["2", 0] });
    expect(filled["2"]?.inputs).toEqual({ text: "a cat", clip: ["1", 1] });
    expect(filled["3"]?.inputs).toEqual({ width: 512, height: 512, batch_size: 1 });
    expect([...read(workflow).takes].sort()).toEqual(["height", "prompt", "seed", "width"]);
  });

  test("fit encoders of two texts, single values, and fields of unknown names", () => {
    const filled = fill({
      "1": node("Two", { clip_l: "x", t5xxl: "y", guidance: 3 }, "GEMS prompt"),
      "2": node("RandomNoise", { noise_seed: 3 }, "GEMS seed"),
      "3": node("PrimitiveInt", { value: 64 }, "GEMS size"),
      "4": node("Own", { words: "z", strength: 1 }, "GEMS prompt"),
      "9": save,
    });
    expect(filled["1"]?.inputs).toEqual({ clip_l: "a cat", t5xxl: "a cat", guidance: 3 });
    expect(filled["2"]?.inputs).toEqual({ noise_seed: 21 });
    expect(filled["3"]?.inputs).toEqual({ value: 512 });
    expect(filled["4"]?.inputs).toEqual({ words: "a cat", strength: 1 });
  });

  test("leave the words around a placeholder", () => {
    const workflow = { "1": node("Text", { text: "oil painting, %prompt%" }, "GEMS prompt"), "9": save };
    expect(fill(workflow)["1"]?.inputs.text).toBe("oil painting, a cat");
  });
});

describe("the picture to take", () => {
  test("is the titled one's, then a saved one's, then a preview's", () => {
    const text = node("Text", { text: "%prompt%" });
    const workflow = {
      "1": text,
      "2": node("PreviewImage", { images: ["1", 0] }),
      "3": node("SaveImage", { images: ["1", 0] }),
      "4": node("PreviewImage", { images: ["1", 0] }, "GEMS image"),
      "5": node("SaveImageWebsocket", { images: ["1", 0] }),
      "6": node("Image Save", { images: ["1", 0] }),
    };
    expect(read(workflow).outputs).toEqual(["4", "3", "6", "2"]);
  });
});

describe("what cannot be used", () => {
  const text = node("Text", { text: "%prompt%" });
  test.each<[string, unknown, WorkflowProblem["code"]]>([
    ["nothing", " \n", "empty"],
    ["torn JSON", '{"1": {', "not-json"],
    ["the editor's own file", { nodes: [], links: [], version: 0.4 }, "editor-format"],
    ["a list", [1, 2], "not-api"],
    ["a number", "7", "not-api"],
    ["null", "null", "not-api"],
    ["an empty one", {}, "not-api"],
    ["nodes without a class", { "1": { inputs: {} } }, "not-api"],
    ["inputs as a list", { "1": { class_type: "A", inputs: [] } }, "not-api"],
    ["one without a place for the prompt", { "1": node("Text", { text: "a dog" }), "9": save }, "no-prompt"],
    ["one that keeps no picture", { "1": text }, "no-output"],
    ["one that only sends its picture", { "1": text, "9": node("SaveImageWebsocket", {}) }, "no-output"],
    ["a link into nothing", { "1": text, "9": node("SaveImage", { images: ["8", 0] }) }, "broken-link"],
    [
      "a titled node fed by another",
      { "1": node("T", { text: ["9", 0] }, "GEMS prompt"), "9": save },
      "no-place",
    ],
    ["a titled node without a number", { "1": node("T", { a: 1 }, "GEMS seed"), "9": save }, "no-place"],
  ])("%s", (_name, workflow, code) => {
    expect(problemOf(workflow).code).toBe(code);
  });

  test("is told with the node's name", () => {
    const broken = { "1": text, "9": node("SaveImage", { images: ["8", 0] }, "Keep it") };
    expect(problemOf(broken)).toEqual({ code: "broken-link", node: "Keep it (node 9)", input: "images" });
  });

  test("whatever is pasted, reading never throws", () => {
    fc.assert(fc.property(fc.json(), (text) => void readWorkflow(text)));
    fc.assert(fc.property(fc.string(), (text) => void readWorkflow(text)));
    const deep = `{"1":{"class_type":"A","inputs":{"x":${"[".repeat(50_000)}${"]".repeat(50_000)}}}}`;
    expect(problemOf(deep).code).toBe("not-api");
  });
});

test("a workflow as it is sent or kept in a picture is found one level down", () => {
  expect(read({ prompt: JSON.parse(exampleWorkflow), client_id: "x" }).outputs).toEqual(["9"]);
});

test("links are told from lists", () => {
  expect(linkOf(["4", 0])).toBe("4");
  expect(linkOf(["4", "0"])).toBeNull();
  expect(linkOf([4, 0])).toBeNull();
  expect(linkOf("4")).toBeNull();
});
