import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readVisionLanguageFolder } from "../../../../../electron/inference/vision-language/folder";
import { openLibrary } from "../../../../../electron/inference/vision-language/library";
import { type Asked, VisionLanguageModel } from "../../../../../electron/inference/vision-language/model";
import { pixelValues, tiled } from "../../../../../electron/inference/vision-language/tiles";
import { CancelledError, isCancelled } from "../../../../../shared/errors";
import { type Golden, goldens, llava, picture, smolvlm } from "./fixtures";

const SYSTEM = "You inspect a generated picture and answer yes/no questions about it.";
const idle = { signal: new AbortController().signal, onToken: () => undefined };
const all = goldens("smolvlm");
const named = all.map((golden) => [`${golden.pictures.join(" and ")}: ${golden.question}`, golden] as const);

async function asked({ pictures, question, tokens }: Golden, maxTokens = 8): Promise<Asked> {
  expect(tokens.length).toBeGreaterThan(0);
  return {
    turns: [
      { role: "system", content: [{ type: "text", text: SYSTEM }] },
      {
        role: "user",
        content: [...pictures.map(() => ({ type: "image" }) as const), { type: "text", text: question }],
      },
    ],
    pictures: await Promise.all(pictures.map(picture)),
    pictureIds: pictures,
    maxTokens,
    alternatives: 5,
  };
}

let model: VisionLanguageModel;
beforeAll(async () => {
  model = await VisionLanguageModel.load(await readVisionLanguageFolder(smolvlm), await openLibrary());
});
afterAll(() => model.release());

describe("a tiny SmolVLM with random weights, held against transformers", () => {
  test.each(named)("answers as it does: %s", async (_, golden) => {
    const answer = await model.ask(await asked(golden), idle);
    expect(answer.tokens).toEqual(golden.tokens);
    expect(answer.text).toBe(golden.text);
    expect(answer.inputTokens).toBe(golden.input_ids.length);
    expect(answer.first.map(({ token }) => token)).toEqual(golden.first.map(({ token }) => token));
    for (const [i, { logprob }] of golden.first.entries()) {
      expect(Math.abs((answer.first[i]?.logprob ?? 0) - logprob)).toBeLessThan(1e-3);
    }
  });

  test("sees its pixels", async () => {
    const { tiling } = await readVisionLanguageFolder(smolvlm);
    if (tiling === null) throw new Error("SmolVLM is shown tiles");
    for (const { pictures, pixels } of all) {
      const cut = await Promise.all(pictures.map(async (name) => tiled(await picture(name), tiling).tiles));
      const values = pixelValues(cut.flat(), tiling);
      expect(values.length).toBe(pixels.shape.reduce((product, size) => product * size, 1));
      expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(pixels.sum, 6);
      expect(values.reduce((sum, value, i) => sum + value * (i + 1), 0)).toBeCloseTo(pixels.weighted, 2);
    }
  });

  test("says the same whether what it read before was kept or not", async () => {
    const [first, second] = all;
    if (first === undefined || second === undefined) throw new Error("two are needed");
    const fresh = await VisionLanguageModel.load(
      await readVisionLanguageFolder(smolvlm),
      await openLibrary(),
    );
    const alone = await fresh.ask(await asked(second), idle);
    await fresh.ask(await asked(first), idle);
    const after = await fresh.ask(await asked(second), idle);
    await fresh.release();
    expect(after).toEqual(alone);
    expect(after.tokens).toEqual(second.tokens);
  });

  test("a text without a picture is answered as well", async () => {
    const turns = [{ role: "user", content: [{ type: "text", text: "Is a cat an animal?" }] }] as const;
    const answer = await model.ask(
      { turns, pictures: [], pictureIds: [], maxTokens: 3, alternatives: 0 },
      idle,
    );
    expect(answer.tokens.length).toBeGreaterThan(0);
    expect(answer.first).toEqual([]);
  });

  test("stops between two tokens", async () => {
    const golden = all.find(({ tokens }) => tokens.length === 8);
    if (golden === undefined) throw new Error("a long answer is needed");
    const stop = new AbortController();
    const seen: number[] = [];
    const answer = model.ask(await asked(golden), {
      signal: stop.signal,
      onToken: (tokens) => {
        seen.push(tokens);
        if (tokens === 3) stop.abort(new CancelledError());
      },
    });
    await expect(answer).rejects.toSatisfy(isCancelled);
    expect(seen).toEqual([0, 1, 2, 3]);
  });

  test("is cut off at the limit, and says so", async () => {
    const golden = all.find(({ tokens }) => tokens.length === 8);
    if (golden === undefined) throw new Error("a long answer is needed");
    const answer = await model.ask(await asked(golden, 2), idle);
    expect(answer).toMatchObject({ truncated: true, tokens: golden.tokens.slice(0, 2) });
  });

  test("refuses what does not fit its context", async () => {
    const turns = [{ role: "user", content: [{ type: "text", text: "cat ".repeat(3000) }] }] as const;
    const answer = model.ask({ turns, pictures: [], pictureIds: [], maxTokens: 3, alternatives: 0 }, idle);
    await expect(answer).rejects.toMatchObject({
      code: "bad-input",
      message: expect.stringContaining("2048"),
    });
  });
});

describe("a tiny LLaVA with random weights, held against transformers", () => {
  let eyes: VisionLanguageModel;
  beforeAll(async () => {
    eyes = await VisionLanguageModel.load(await readVisionLanguageFolder(llava), await openLibrary());
  });
  afterAll(() => eyes.release());

  test.each(goldens("llava").map((one) => [`${one.pictures[0]}: ${one.question}`, one] as const))(
    "answers as it does: %s",
    async (_, golden) => {
      const answer = await eyes.ask(await asked(golden), idle);
      expect(answer.inputTokens).toBe(golden.input_ids.length);
      expect(answer.tokens).toEqual(golden.tokens);
      for (const [i, { logprob }] of golden.first.entries()) {
        expect(Math.abs((answer.first[i]?.logprob ?? 0) - logprob)).toBeLessThan(1e-3);
      }
    },
  );

  test("looks at one picture at a time", async () => {
    const pair = all.find(({ pictures }) => pictures.length === 2);
    if (pair === undefined) throw new Error("a pair is needed");
    await expect(eyes.ask(await asked(pair), idle)).rejects.toMatchObject({ code: "unsupported" });
  });
});
