/** Models that see, in the real inference process. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AnswerRequest } from "../../../../../electron/inference/vision-language/protocol";
import { CancelledError, isCancelled } from "../../../../../shared/errors";
import { openRealEngine, type RealEngine } from "../real-worker";
import { clip, fixtures, goldens, pictureBytes, smolvlm } from "./fixtures";

const SYSTEM = "You inspect a generated picture and answer yes/no questions about it.";
const signal = new AbortController().signal;
const onProgress = () => undefined;

function requestFor(name: string, question: string, maxTokens = 8): AnswerRequest {
  return {
    folder: smolvlm,
    turns: [
      { role: "system", content: [{ type: "text", text: SYSTEM }] },
      {
        role: "user",
        content: [
          { type: "image", bytes: new Uint8Array(pictureBytes(name)) },
          { type: "text", text: question },
        ],
      },
    ],
    maxTokens,
    alternatives: 5,
  };
}

let real: RealEngine;
beforeAll(() => {
  real = openRealEngine();
});
afterAll(() => real.engine.close());

const inMemory = () =>
  real.engine
    .status()
    .models.flatMap(({ folder, loaded }) => (folder !== undefined && loaded ? [folder] : []));

describe("a vision-language model in the inference process", () => {
  test("answers as transformers does, and says what is loaded", async () => {
    const golden = goldens("smolvlm").find(({ text }) => text.trim() !== "");
    const [name] = golden?.pictures ?? [];
    if (golden === undefined || name === undefined) throw new Error("a golden is needed");
    const told: string[] = [];
    const answer = await real.engine.answer(requestFor(name, golden.question), {
      signal,
      onProgress: (_, label) => told.push(label),
    });
    expect(answer.text).toBe(golden.text);
    expect(answer.outputTokens).toBe(golden.tokens.length);
    expect(answer.first[0]?.token).toBe(golden.first[0]?.token);
    expect(told.slice(0, 3)).toEqual(["Loading the model", "Reading", "Read"]);
    expect(inMemory()).toEqual([smolvlm]);
  });

  test("stops between two tokens, and the same process answers the next question", async () => {
    const long = goldens("smolvlm").find(({ tokens }) => tokens.length === 8);
    const [name] = long?.pictures ?? [];
    if (long === undefined || name === undefined) throw new Error("a long answer is needed");
    const stop = new AbortController();
    const stopped = real.engine.answer(requestFor(name, long.question, 400), {
      signal: stop.signal,
      onProgress: (_, label) => {
        if (label === "Read") stop.abort(new CancelledError());
      },
    });
    await expect(stopped).rejects.toSatisfy(isCancelled);
    const again = await real.engine.answer(requestFor(name, long.question), { signal, onProgress });
    expect(again.text).toBe(long.text);
    expect(real.processes).toHaveLength(1);
  });

  test("is shown smaller pictures where that is asked for", async () => {
    const request = requestFor("large", "Is there a red cat in the picture?");
    const own = await real.engine.answer(request, { signal, onProgress });
    const small = await real.engine.answer({ ...request, side: 64 }, { signal, onProgress });
    expect(small.first).not.toEqual(own.first);
  });

  test("gives its memory back", async () => {
    await real.engine.forgetSeeing();
    expect(inMemory()).toEqual([]);
    const answer = await real.engine.answer(requestFor("wide", "A cat?"), { signal, onProgress });
    expect(answer.outputTokens).toBeGreaterThan(0);
  });

  test("refuses a folder in words", async () => {
    const folder = path.join(fixtures, "pictures");
    await expect(real.engine.inspectSeeing(folder, signal)).rejects.toMatchObject({ code: "model-missing" });
    const asked = real.engine.answer(
      { ...requestFor("wide", "A cat?"), folder: clip },
      { signal, onProgress },
    );
    await expect(asked).rejects.toMatchObject({ code: "model-invalid" });
  });

  test("refuses a picture that is none", async () => {
    const broken: AnswerRequest = {
      ...requestFor("wide", "A cat?"),
      turns: [{ role: "user", content: [{ type: "image", bytes: Uint8Array.of(1, 2, 3) }] }],
    };
    await expect(real.engine.answer(broken, { signal, onProgress })).rejects.toMatchObject({
      code: "image-invalid",
    });
  });
});

test("CLIP compares a picture with a text, and tells texts apart", async () => {
  const image = new Uint8Array(readFileSync(path.join(fixtures, "pictures", "wide.png")));
  const { similarity } = await real.engine.similarity({ folder: clip, text: "a red cat", image }, signal);
  const other = await real.engine.similarity({ folder: clip, text: "three blue vases", image }, signal);
  expect(Math.abs(similarity)).toBeLessThanOrEqual(1);
  expect(other.similarity).not.toBe(similarity);
  expect(inMemory()).toContain(clip);
});
