import { expect, test } from "vitest";
import { type ChatRequest, say, show } from "../../../../electron/agent/language/chat";
import { anthropicChat } from "../../../../electron/backends/anthropic-chat";
import { type AnthropicOptions, startAnthropicServer } from "../../../fixtures/servers/anthropic";
import type { Fault } from "../../../fixtures/servers/faults";
import { everyWordOf, failureOf, impatientHttp, keepServers, redPicture, signal } from "./tools";

const key = "sk-ant-test-0003-abcdefgh";
const form = { name: "colour", schema: { type: "object", properties: { colour: { type: "string" } } } };

const keep = keepServers();

async function chat(options: AnthropicOptions = {}) {
  const server = await startAnthropicServer({ key, ...options });
  keep(server);
  const { http, pauses } = impatientHttp();
  const model = anthropicChat({ baseUrl: `${server.origin}/`, model: "thinker", key, http });
  const bodies = () => server.received.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
  return { server, model, pauses, bodies };
}

const question = (more: Partial<ChatRequest> = {}): ChatRequest => ({
  messages: [{ role: "user", content: [say("Which colour?")] }],
  signal,
  ...more,
});

test("text and pictures go out in the API's own form, and usage comes back with what was cached", async () => {
  const { model, bodies, server } = await chat();
  const answer = await model.complete({
    messages: [
      { role: "system", content: [say("Be brief.")] },
      { role: "user", content: [say("Which colour?"), show(redPicture())] },
    ],
    temperature: 1.5,
    maxTokens: 50,
    signal,
  });
  expect(answer).toEqual({
    text: "Hello.",
    reasoning: "",
    truncated: false,
    usage: { calls: 1, inputTokens: 15, outputTokens: 7, sentBytes: server.received[0]?.bytes.length },
  });
  expect(bodies()[0]).toMatchObject({
    model: "thinker",
    max_tokens: 50,
    system: "Be brief.",
    temperature: 1,
  });
  const [message] = (bodies()[0]?.messages ?? []) as { content: { source?: { data: string } }[] }[];
  const picture = message?.content[1];
  expect(Buffer.compare(Buffer.from(picture?.source?.data ?? "", "base64"), redPicture())).toBe(0);
  expect(server.received[0]?.headers.authorization).toBeUndefined();
});

test("an answer is held to its form by a tool the model has to call", async () => {
  const { model, bodies } = await chat();
  const answer = await model.complete(question({ form }));
  expect(JSON.parse(answer.text)).toEqual({ colour: "red" });
  expect(bodies()[0]).toMatchObject({ tool_choice: { type: "tool", name: "colour" } });
});

test("thoughts are told apart from the answer", async () => {
  const { model } = await chat({
    say: () => [
      { type: "thinking", thinking: "It glows.", signature: "x" },
      { type: "text", text: "Red." },
    ],
  });
  expect(await model.complete(question())).toMatchObject({ text: "Red.", reasoning: "It glows." });
});

test.each([
  ["refusal", [], /declined/],
  ["max_tokens", [], /used up its tokens/],
  ["end_turn", [], /answered with nothing/],
] as const)("an empty answer for %s says why", async (stopReason, content, words) => {
  const { model } = await chat({ stopReason, say: () => content });
  const error = await failureOf(model.complete(question()));
  expect(error.code).toBe("bad-answer");
  expect(error.message).toMatch(words);
});

const faults: readonly (readonly [string, Fault, string])[] = [
  ["overloaded", { kind: "status", status: 529, message: "Overloaded" }, "server-error"],
  ["rate limit", { kind: "status", status: 429, retryAfter: "2" }, "rate-limited"],
  ["bad request", { kind: "status", status: 400 }, "bad-input"],
  ["half a body", { kind: "half-body" }, "unreachable"],
  ["not JSON", { kind: "body", contentType: "text/html", body: "<html>" }, "bad-answer"],
];

test.each(faults)("%s ends in an error with a remedy and without the key", async (_name, fault, code) => {
  const { model, server } = await chat();
  server.failNext(fault, fault, fault, fault);
  const error = await failureOf(model.complete(question()));
  expect(error.code).toBe(code);
  expect(error.remedy).not.toBe("");
  expect(everyWordOf(error)).not.toContain(key);
});

test("a passing fault is waited out", async () => {
  const { model, server, pauses } = await chat();
  server.failNext({ kind: "status", status: 429, retryAfter: "2" });
  expect((await model.complete(question())).text).toBe("Hello.");
  expect(pauses).toEqual([2_000]);
});

test("a wrong key is refused in words that do not show it", async () => {
  const { server } = await chat();
  const wrong = "sk-ant-wrong-key-11111111";
  const { http } = impatientHttp();
  const model = anthropicChat({ baseUrl: server.origin, model: "thinker", key: wrong, http });
  const error = await failureOf(model.complete(question()));
  expect(error.code).toBe("unauthorised");
  expect(everyWordOf(error)).not.toContain(wrong);
});
