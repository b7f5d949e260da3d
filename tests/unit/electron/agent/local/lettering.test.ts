import { describe, expect, it } from "vitest";
import { judge } from "../../../../../electron/agent/local/verifier";
import type { Detection, Sighting, TextLine } from "../../../../../shared/inference/detections";
import type { Check } from "../../../../../shared/run/criteria";

const cat = { kind: "cat" };

function sighting(detections: readonly Detection[], lines: readonly TextLine[]): Sighting {
  return { detections, lines, width: 1024, height: 1024, ms: 1 };
}

function line(text: string, confidence = 0.9): TextLine {
  return { text, confidence, box: { x: 0.1, y: 0.1, w: 0.3, h: 0.1 } };
}

describe("lettering", () => {
  const hello: Check = { type: "text", text: "Hello, World" };

  it.each([
    [["HELLO WORLD"], "pass"],
    [["Hello", "world!"], "pass"],
    [["say hello world now"], "pass"],
    [["HELLOWORLD"], "pass"],
    [["HELO WORLD"], "unclear"],
    [["GOODBYE"], "fail"],
    [[], "fail"],
  ] as const)("%j is %s", (lines, state) => {
    const finding = judge(
      hello,
      sighting(
        [],
        lines.map((text) => line(text)),
      ),
    );
    expect(finding.state).toBe(state);
    expect(finding.evidence.length > 0).toBe(lines.length > 0);
  });

  it("read without confidence is unclear", () => {
    expect(judge(hello, sighting([], [line("HELLO WORLD", 0.3)]))).toMatchObject({ state: "unclear" });
  });

  it("has a place", () => {
    const box = { x: 0.2, y: 0.6, w: 0.1, h: 0.1 };
    const detection = { kind: "cat", finish: null, box, confidence: 0.97, finishConfidence: 0.95 };
    const above: Check = {
      type: "relation",
      relation: "on-top-of",
      subject: { kind: "lettering" },
      object: cat,
    };
    expect(judge(above, sighting([detection], [line("HI")]))).toMatchObject({ state: "pass" });
  });
});
