import { describe, expect, test } from "vitest";
import { type ChatRequest, say, show } from "../../../../electron/agent/language/chat";
import { geminiChat } from "../../../../electron/backends/gemini-chat";
import { googleImagesGenerator } from "../../../../electron/backends/google-images";
import type { Fault } from "../../../fixtures/servers/faults";
import { type GeminiServerOptions, geminiSays, startGeminiServer } from "../../../fixtures/servers/gemini";
import {
  everyWordOf,
  failureOf,
  impatientHttp,
  keepServers,
  pictures,
  redPicture,
  roleContext,
  sentTo,
  signal,
} from "./tools";

const key = "AIza-test-key-0004-abcdefgh";
const form = { name: "colour", schema: { type: "object", properties: { colour: { type: "string" } } } };
const parameters = { seed: 21, size: 32, temperature: 0.7 };

const keep = keepServers();

async function start(options: GeminiServerOptions = {}) {
  const server = await startGeminiServer({ key, ...options });
  keep(server);
  const { http, pauses } = impatientHttp();
  const bodies = () => server.received.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
  return { server, http, pauses, bodies, baseUrl: `${server.origin}/` };
}

async function chat(options: GeminiServerOptions = {}) {
  const started = await start(options);
  const { baseUrl, http } = started;
  return { ...started, model: geminiChat({ baseUrl, model: "models/gemini-x", key, http }) };
}

const question = (more: Partial<ChatRequest> = {}): ChatRequest => ({
  messages: [{ role: "user", content: [say("Which colour?")] }],
  signal,
  ...more,
});

describe("a model that chats", () => {
  test("is asked in the API's own form", async () => {
    const { model, bodies, server } = await chat();
    const answer = await model.complete({
      messages: [
        { role: "system", content: [say("Be brief.")] },
        { role: "user", content: [say("Which colour?"), show(redPicture())] },
        { role: "assistant", content: [say("Blue?")] },
        { role: "user", content: [say("No.")] },
      ],
      temperature: 0,
      maxTokens: 50,
      form,
      signal,
    });
    expect(answer).toEqual({
      text: "Hello.",
      reasoning: "",
      truncated: false,
      usage: { calls: 1, inputTokens: 11, outputTokens: 10, sentBytes: server.received[0]?.bytes.length },
    });
    expect(server.received[0]?.path).toBe("/v1beta/models/gemini-x:streamGenerateContent");
    expect(bodies()[0]).toMatchObject({
      systemInstruction: { parts: [{ text: "Be brief." }] },
      contents: [{ role: "user" }, { role: "model" }, { role: "user" }],
      generationConfig: { responseMimeType: "application/json", responseJsonSchema: form.schema },
    });
  });

  test("thoughts are told apart from the answer", async () => {
    const { model } = await chat({
      answer: () => geminiSays([{ text: "It glows.", thought: true }, { text: "Red." }]),
    });
    expect(await model.complete(question())).toMatchObject({ text: "Red.", reasoning: "It glows." });
  });

  test("one that knows no schemas and no system words is asked without them, from then on", async () => {
    const { model, bodies } = await chat({
      refuse: (body) => {
        if (body.generationConfig?.responseJsonSchema !== undefined) return "Unknown name responseJsonSchema";
        return body.systemInstruction === undefined ? null : "Developer instruction is not enabled";
      },
    });
    const messages: ChatRequest["messages"] = [
      { role: "system", content: [say("Be brief.")] },
      { role: "user", content: [say("Which colour?")] },
    ];
    await model.complete(question({ messages, form }));
    await model.complete(question({ messages, form }));
    expect(bodies()).toHaveLength(4);
    expect(bodies()[3]).toMatchObject({ contents: [{ parts: [{ text: "Be brief." }] }, { role: "user" }] });
    expect(bodies()[3]?.generationConfig).toEqual({ responseMimeType: "application/json" });
  });

  test.each([
    ["a blocked prompt", { promptFeedback: { blockReason: "SAFETY" } }, /declined/],
    ["no tokens left", { candidates: [{ finishReason: "MAX_TOKENS" }] }, /used up its tokens/],
    ["silence", geminiSays([{ text: " " }]), /answered with nothing/],
    ["nothing at all", {}, /answered with nothing/],
  ])("%s is an error that says so", async (_name, answer, words) => {
    const { model } = await chat({ answer: () => answer });
    const error = await failureOf(model.complete(question()));
    expect(error.code).toBe("bad-answer");
    expect(error.message).toMatch(words);
  });

  const faults: readonly (readonly [string, Fault, string])[] = [
    ["quota", { kind: "status", status: 429 }, "rate-limited"],
    ["unavailable", { kind: "status", status: 503 }, "server-error"],
    ["a closed line", { kind: "reset" }, "unreachable"],
    ["not JSON", { kind: "body", contentType: "text/html", body: "<html>" }, "bad-answer"],
  ];
  test.each(faults)("%s ends in an error with a remedy and without the key", async (_name, fault, code) => {
    const { model, server } = await chat();
    server.failNext(fault, fault, fault, fault);
    const error = await failureOf(model.complete(question()));
    expect(error.code).toBe(code);
    expect(everyWordOf(error)).not.toContain(key);
  });
});

describe("a model that draws", () => {
  async function draw(model: string, options: GeminiServerOptions) {
    const started = await start(options);
    const { baseUrl, http } = started;
    const generator = googleImagesGenerator({ baseUrl, model, key, http, pictures });
    const { context, usage } = roleContext();
    return { ...started, usage, image: generator.generate({ prompt: "a cat", parameters }, context) };
  }

  const picture = () => Buffer.from(redPicture()).toString("base64");

  test("answers with a picture among its words", async () => {
    const { image, bodies, server, usage } = await draw("gemini-image", {
      answer: () =>
        geminiSays([{ text: "Here:" }, { inlineData: { mimeType: "image/png", data: picture() } }]),
    });
    expect(await image).toMatchObject({ width: 32, height: 32, backend: "gemini-image", notes: [] });
    expect(bodies()[0]).toMatchObject({
      generationConfig: { responseModalities: ["TEXT", "IMAGE"], seed: 21, temperature: 0.7 },
    });
    expect(usage).toEqual([
      { calls: 1, inputTokens: 11, outputTokens: 10, images: 1, sentBytes: sentTo(server) },
    ]);
  });

  test("that only talks says what it said", async () => {
    const { image } = await draw("gemini-image", {
      answer: () => geminiSays([{ text: "I would rather not." }]),
    });
    const error = await failureOf(image);
    expect(error).toMatchObject({ code: "bad-answer", detail: "I would rather not." });
  });

  test("Imagen is asked in its own way, and notes that it takes no seed", async () => {
    const { image, server } = await draw("imagen-4", { image: redPicture() });
    expect((await image).notes.join(" ")).toMatch(/no seed/);
    expect(server.received[0]?.path).toBe("/v1beta/models/imagen-4:predict");
  });

  test("a filtered picture says why", async () => {
    const { image } = await draw("imagen-4", {});
    expect(await failureOf(image)).toMatchObject({ code: "bad-answer", detail: "blocked by the filter" });
  });
});
