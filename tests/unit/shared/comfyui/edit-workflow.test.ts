import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readEditWorkflow } from "../../../../shared/comfyui/edit-workflow";
import { exampleWorkflow } from "../../../../shared/comfyui/example";
import { fillWorkflow } from "../../../../shared/comfyui/workflow";
import { editWorkflow } from "../../electron/backends/workflows";

const values = { prompt: "a cat", seed: 21, size: 512, temperature: 1 };

describe("workflows that change pictures", () => {
  test.each([
    ["file", "mask"],
    ["alpha", "mask"],
    [null, "instruction"],
  ] as const)("are told apart by where the mask goes: %s", (maskBy, editing) => {
    expect(readEditWorkflow(editWorkflow(maskBy))).toMatchObject({ ok: true, maskBy, editing });
  });

  test("get the names of what was uploaded, in titled nodes and for placeholders", () => {
    const reading = readEditWorkflow(editWorkflow("file"));
    if (!reading.ok) throw new Error(reading.problem.code);
    const filled = fillWorkflow(reading, { ...values, image: "gems/a.png", mask: "gems/b.png" });
    expect(filled["1"]?.inputs.image).toBe("gems/a.png");
    expect(filled["2"]?.inputs.image).toBe("gems/b.png");
    const bare = fillWorkflow(reading, values);
    expect(bare["1"]?.inputs.image).toBe("example.png");
    expect(bare["2"]?.inputs.image).toBe("%mask%");
  });

  test("may take an instruction instead of the prompt", () => {
    const text = editWorkflow(null).replace("%prompt%", "Please: %instruction%");
    const reading = readEditWorkflow(text);
    if (!reading.ok) throw new Error(reading.problem.code);
    const filled = fillWorkflow(reading, { ...values, instruction: "make it red" });
    expect(filled["6"]?.inputs.text).toBe("Please: make it red");
  });

  test("need a place for the picture", () => {
    expect(readEditWorkflow(exampleWorkflow)).toEqual({ ok: false, problem: { code: "no-base" } });
    expect(readEditWorkflow("{")).toMatchObject({ ok: false, problem: { code: "not-json" } });
  });

  test("are read without a throw, whatever they hold", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(typeof readEditWorkflow(JSON.stringify(value)).ok).toBe("boolean");
      }),
    );
  });
});
