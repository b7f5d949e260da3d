import { describe, expect, it } from "vitest";
import type { ChatModel } from "../../../electron/agent/language/chat";
import type { DrawingContext, Generator } from "../../../electron/agent/roles";
import { pricedChat, pricedGenerator } from "../../../electron/priced";
import { pricedName } from "../../../shared/prices";
import type { Usage } from "../../../shared/run/events";

const prices = {
  currency: "EUR",
  models: { thinker: { input: 2, output: 10, image: 0 }, painter: { input: 0, output: 0, image: 0.04 } },
};
const signal = new AbortController().signal;

function model(usage: Usage): ChatModel {
  return {
    name: "thinker",
    complete: () => Promise.resolve({ text: "", reasoning: "", truncated: false, usage }),
  };
}

describe("use told with its price", () => {
  const usage = { calls: 1, inputTokens: 1_000, outputTokens: 500 };

  it("adds what a language model's tokens cost, and nothing where there is no price", async () => {
    const asked = { messages: [], signal };
    expect((await pricedChat(model(usage), "thinker", prices).complete(asked)).usage).toEqual({
      ...usage,
      money: 0.007,
    });
    expect((await pricedChat(model(usage), "other", prices).complete(asked)).usage).toEqual(usage);
    expect((await pricedChat(model(usage), "constructor", prices).complete(asked)).usage).toEqual(usage);
  });

  it("adds what drawn and mended images cost, and keeps what the generator can", async () => {
    const drawn: Generator = {
      editing: "mask",
      parallel: 3,
      generate: (_input, { onUsage }) => {
        onUsage({ calls: 1, inputTokens: 0, outputTokens: 0, images: 1 });
        return Promise.resolve({} as never);
      },
      edit: (_input, { onUsage }) => {
        onUsage({ calls: 1, inputTokens: 0, outputTokens: 0, images: 2 });
        return Promise.resolve({} as never);
      },
      unknownWords: () => Promise.resolve(["word"]),
    };
    const priced = pricedGenerator(drawn, "painter", prices);
    expect([priced.editing, priced.parallel]).toEqual(["mask", 3]);
    expect(await priced.unknownWords("", signal)).toEqual(["word"]);
    const told: Usage[] = [];
    const context: DrawingContext = { signal, onProgress: () => undefined, onUsage: (one) => told.push(one) };
    await priced.generate({} as never, context);
    await priced.edit?.({} as never, context);
    expect(told.map(({ money }) => money)).toEqual([0.04, 0.08]);
    let able: "mask" | undefined = "mask";
    const fickle = pricedGenerator(
      {
        ...drawn,
        get editing() {
          return able;
        },
      },
      "painter",
      prices,
    );
    able = undefined;
    expect(fickle.editing).toBeUndefined();
    const { edit: _none, ...plain } = drawn;
    expect(pricedGenerator(plain, "painter", prices).edit).toBeUndefined();
  });

  it("goes by the model as servers are asked for it, else by the kind of server", () => {
    const baseUrl = "http://x.test";
    expect(pricedName({ kind: "openai-images", baseUrl, model: "gpt-image-1" })).toBe("gpt-image-1");
    expect(pricedName({ kind: "automatic1111", baseUrl })).toBe("AUTOMATIC1111");
    expect(pricedName({ kind: "automatic1111", baseUrl, model: "sdxl" })).toBe("sdxl");
    expect(pricedName({ kind: "comfyui", baseUrl, workflow: "{}" })).toBe("ComfyUI");
  });
});
