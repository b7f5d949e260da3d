import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { answered, promptMeant } from "../../../../electron/headless/question";
import type { Clarification } from "../../../../shared/run/events";
import { emptyRunState, type RunState } from "../../../../shared/run/state";

const clarification: Clarification = {
  question: "Two cats or three?",
  reason: "Both numbers are named.",
  options: [
    { label: "Two", prompt: "two cats" },
    { label: "Three", prompt: "three cats" },
  ],
};
const asking: RunState = { ...emptyRunState, status: "paused", clarification };
const done: RunState = { ...emptyRunState, status: "finished" };

async function talk(state: RunState, input: Readable, signal = new AbortController().signal) {
  const said: string[] = [];
  const meant: (string | null)[] = [];
  const answer = async (prompt: string | null) => {
    meant.push(prompt);
    return { ended: Promise.resolve(done) };
  };
  const end = await answered(state, { answer, say: (line) => said.push(line), input, signal });
  return { said, meant, end };
}

describe("a question at the terminal", () => {
  it("shows the readings and takes one by its number", async () => {
    const { said, meant, end } = await talk(asking, Readable.from(["2\n"]));
    expect(said.join("\n")).toContain("2  Three: three cats");
    expect(meant).toEqual(["three cats"]);
    expect(end).toBe(done);
  });

  it("is meant as typed where nobody answers", async () => {
    expect((await talk(asking, Readable.from([]))).meant).toEqual([null]);
    expect((await talk(asking, Readable.from(["\n"]))).meant).toEqual([null]);
  });

  it("takes other words for the prompt", () => {
    expect(promptMeant(clarification, " four cats ")).toBe("four cats");
    expect(promptMeant(clarification, "3")).toBe("3");
  });

  it("stays open when the program is left", async () => {
    const leaving = new AbortController();
    const silent = new Readable({ read: () => leaving.abort() });
    expect(await talk(asking, silent, leaving.signal)).toMatchObject({ meant: [], end: asking });
  });

  it("is not put where there is none", async () => {
    expect(await talk(done, Readable.from(["2\n"]))).toMatchObject({ said: [], meant: [], end: done });
  });
});
