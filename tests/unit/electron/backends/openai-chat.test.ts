import { describe, expect, test } from "vitest";
import { type ChatRequest, say, show } from "../../../../electron/agent/language/chat";
import { openAiChat } from "../../../../electron/backends/openai-chat";
import { isCancelled } from "../../../../shared/errors";
import type { Fault } from "../../../fixtures/servers/faults";
import { deadOrigin } from "../../../fixtures/servers/loopback";
import {
  type OpenAiOptions,
  type Said,
  startOpenAiServer,
  type Turn,
} from "../../../fixtures/servers/openai";
import { everyWordOf, failureOf, impatientHttp, keepServers, redPicture, signal } from "./tools";

const key = "sk-test-key-0002";
const form = { name: "colour", schema: { type: "object", properties: { colour: { type: "string" } } } };

const keep = keepServers();

async function chat(options: OpenAiOptions = {}) {
  const turns: Turn[] = [];
  const server = await startOpenAiServer({
    key,
    ...options,
    chat: (turn) => {
      turns.push(turn);
      return options.chat?.(turn) ?? "Hello.";
    },
  });
  keep(server);
  const { http, pauses, expire } = impatientHttp();
  const model = openAiChat({ baseUrl: `${server.origin}/v1/`, model: "thinker", key, http });
  const bodies = () => server.received.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
  return { server, model, turns, pauses, expire, bodies };
}

function question(more: Partial<ChatRequest> = {}): ChatRequest {
  return { messages: [{ role: "user", content: [say("Which colour?")] }], signal, ...more };
}

test("text and pictures go out in the API's own form, and usage comes back", async () => {
  const { server, model, turns, bodies } = await chat({ chat: () => "Red." });
  const answer = await model.complete({
    messages: [
      { role: "system", content: [say("Be brief.")] },
      { role: "user", content: [say("Which colour?"), show(redPicture())] },
    ],
    temperature: 0,
    maxTokens: 50,
    signal,
  });
  expect(answer).toEqual({
    text: "Red.",
    reasoning: "",
    truncated: false,
    usage: { calls: 1, inputTokens: 11, outputTokens: 7, sentBytes: server.received[0]?.bytes.length },
  });
  expect(model.name).toBe("thinker");
  expect(bodies()[0]).toMatchObject({ model: "thinker", stream: true, temperature: 0, max_tokens: 50 });
  expect(turns[0]?.body.messages[0]).toEqual({ role: "system", content: "Be brief." });
  expect(turns[0]?.images.map((image) => Buffer.compare(image, redPicture()))).toEqual([0]);
});

describe("reading answers", () => {
  const cases: readonly { name: string; said: Said; text: string; reasoning: string; truncated?: boolean }[] =
    [
      {
        name: "reasoning beside the answer",
        said: { message: { content: "Red.", reasoning_content: "It is red." } },
        text: "Red.",
        reasoning: "It is red.",
      },
      {
        name: "reasoning under its newer name",
        said: { message: { content: "Red.", reasoning: "Hm, red." } },
        text: "Red.",
        reasoning: "Hm, red.",
      },
      {
        name: "thoughts within the answer",
        said: "<think>Blue? No.</think>\n\nRed.",
        text: "Red.",
        reasoning: "Blue? No.",
      },
      {
        name: "thoughts without their beginning",
        said: "Blue? No.</think>Red.",
        text: "Red.",
        reasoning: "Blue? No.",
      },
      {
        name: "content in parts",
        said: {
          message: {
            content: [
              { type: "text", text: "Re" },
              { type: "text", text: "d." },
            ],
          },
        },
        text: "Red.",
        reasoning: "",
      },
      {
        name: "an answer cut off",
        said: { message: { content: "Re" }, finish_reason: "length" },
        text: "Re",
        reasoning: "",
        truncated: true,
      },
    ];
  test.each(cases)("$name", async ({ said, text, reasoning, truncated = false }) => {
    const { model } = await chat({ chat: () => said });
    expect(await model.complete(question())).toMatchObject({ text, reasoning, truncated });
  });

  const useless: readonly { name: string; said: Said; words: RegExp }[] = [
    { name: "nothing", said: "", words: /nothing/ },
    { name: "null", said: { message: { content: null } }, words: /nothing/ },
    { name: "a refusal", said: { message: { content: null, refusal: "I will not." } }, words: /declined/ },
    {
      name: "only thoughts",
      said: { message: { content: "", reasoning_content: "Hm" }, finish_reason: "length" },
      words: /tokens/,
    },
  ];
  test.each(useless)("$name is a bad answer", async ({ said, words }) => {
    const { model } = await chat({ chat: () => said });
    const error = await failureOf(model.complete(question()));
    expect(error.code).toBe("bad-answer");
    expect(error.message).toMatch(words);
  });
});

describe("what servers differ in", () => {
  const typeOf = (body: Record<string, unknown>) =>
    (body.response_format as { type?: string } | undefined)?.type ?? "none";

  test("a server that knows schemas gets one", async () => {
    const { model, bodies } = await chat();
    await model.complete(question({ form }));
    expect(bodies()[0]?.response_format).toEqual({
      type: "json_schema",
      json_schema: { name: "colour", schema: form.schema, strict: true },
    });
  });

  test("one that does not is asked for any JSON object, from then on", async () => {
    const refuse = (body: Record<string, unknown>) =>
      typeOf(body) === "json_schema" ? "response_format type json_schema is not supported" : null;
    const { model, bodies } = await chat({ refuse });
    await model.complete(question({ form }));
    await model.complete(question({ form }));
    expect(bodies().map(typeOf)).toEqual(["json_schema", "json_object", "json_object"]);
  });

  test("one that knows neither is asked without, even when it does not say why", async () => {
    const refuse = (body: Record<string, unknown>) => ("response_format" in body ? "Bad request" : null);
    const { model, bodies } = await chat({ refuse });
    await model.complete(question({ form }));
    await model.complete(question({ form }));
    expect(bodies().map(typeOf)).toEqual(["json_schema", "json_object", "none", "none"]);
  });

  test("newer models want the token limit under its new name and no temperature", async () => {
    const refuse = (body: Record<string, unknown>) => {
      if ("max_tokens" in body) return "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens'.";
      return "temperature" in body ? "Unsupported value: 'temperature' does not support 0." : null;
    };
    const { model, bodies } = await chat({ refuse });
    const asked = question({ maxTokens: 9, temperature: 0, form });
    await model.complete(asked);
    await model.complete(asked);
    expect(bodies()).toHaveLength(4);
    expect(bodies().at(-1)).toMatchObject({ max_completion_tokens: 9 });
    expect(bodies().at(-1)).not.toHaveProperty("temperature");
    expect(typeOf(bodies().at(-1) ?? {})).toBe("json_schema");
  });

  test("a refusal that nothing helps against is passed on and forgotten", async () => {
    let full = true;
    const { model, bodies } = await chat({ refuse: () => (full ? "context length exceeded" : null) });
    const error = await failureOf(model.complete(question({ form })));
    expect(error.code).toBe("bad-input");
    expect(error.message).toContain("context length exceeded");
    full = false;
    await model.complete(question({ form }));
    expect(typeOf(bodies().at(-1) ?? {})).toBe("json_schema");
  });
});

describe("faults", () => {
  const json = (body: string): Fault => ({ kind: "body", contentType: "application/json", body });
  const rows: readonly { name: string; fault: Fault; code: string; requests: number }[] = [
    { name: "429", fault: { kind: "status", status: 429 }, code: "rate-limited", requests: 4 },
    { name: "502", fault: { kind: "status", status: 502 }, code: "server-error", requests: 4 },
    { name: "401", fault: { kind: "status", status: 401 }, code: "unauthorised", requests: 1 },
    { name: "404", fault: { kind: "status", status: 404 }, code: "not-found", requests: 1 },
    { name: "half a body", fault: { kind: "half-body" }, code: "unreachable", requests: 4 },
    {
      name: "a web page",
      fault: { kind: "body", contentType: "text/html", body: "<p>hi" },
      code: "bad-answer",
      requests: 1,
    },
    { name: "torn JSON", fault: json('{"choices": [{"mess'), code: "bad-answer", requests: 1 },
    { name: "no choices", fault: json('{"choices": []}'), code: "bad-answer", requests: 1 },
    {
      name: "an error with status 200",
      fault: json('{"error": {"message": "busy"}}'),
      code: "bad-answer",
      requests: 1,
    },
  ];
  test.each(rows)("$name ends as $code", async ({ fault, code, requests }) => {
    const { server, model } = await chat();
    server.failNext(fault, fault, fault, fault);
    const error = await failureOf(model.complete(question({ form })));
    expect(error.code).toBe(code);
    expect(server.received).toHaveLength(requests);
    expect(everyWordOf(error)).not.toContain(key);
  });

  test("a busy server is waited for as long as it asks", async () => {
    const { server, model, pauses } = await chat();
    server.failNext({ kind: "status", status: 429, retryAfter: "3" });
    expect((await model.complete(question())).text).toBe("Hello.");
    expect(pauses).toEqual([3_000]);
  });

  test("nobody there, and nobody answering", async () => {
    const { http } = impatientHttp();
    const gone = openAiChat({ baseUrl: `${await deadOrigin()}/v1`, model: "m", http });
    expect((await failureOf(gone.complete(question()))).code).toBe("unreachable");
    const { server, model, expire } = await chat();
    server.failNext({ kind: "hang" });
    const arrived = server.nextRequest();
    const work = failureOf(model.complete(question()));
    await arrived;
    expire();
    expect((await work).code).toBe("timeout");
  });

  test("stopping is heard while the model thinks", async () => {
    const { server, model } = await chat();
    server.failNext({ kind: "hang" });
    const stop = new AbortController();
    const arrived = server.nextRequest();
    const work = failureOf(model.complete(question({ signal: stop.signal })));
    await arrived;
    stop.abort();
    expect(isCancelled(await work)).toBe(true);
  });
});
