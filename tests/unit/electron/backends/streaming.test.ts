import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ChatModel, say } from "../../../../electron/agent/language/chat";
import { chatServer, imageServer } from "../../../../electron/backends/choose";
import { readPreview } from "../../../../electron/backends/comfyui/messages";
import { firstChances } from "../../../../electron/backends/first-token";
import { createHttp } from "../../../../electron/backends/http";
import { previews } from "../../../../electron/backends/previews";
import { EventReader } from "../../../../electron/backends/server-events";
import { exampleWorkflow } from "../../../../shared/comfyui/example";
import { MAX_PREVIEW } from "../../../../shared/run/events";
import { startAnthropicServer } from "../../../fixtures/servers/anthropic";
import { startAutomatic1111Server } from "../../../fixtures/servers/automatic1111";
import { startComfyServer } from "../../../fixtures/servers/comfyui";
import { geminiSays, startGeminiServer } from "../../../fixtures/servers/gemini";
import { eventText } from "../../../fixtures/servers/loopback";
import { startOpenAiServer } from "../../../fixtures/servers/openai";
import {
  bluePicture,
  failureOf,
  impatientHttp,
  keepServers,
  pictures,
  redPicture,
  roleContext,
  signal,
  webpPicture,
} from "./tools";

const keep = keepServers();
const input = { prompt: "a cat", parameters: { seed: 21, size: 32, temperature: 1 } };
const breath = () => new Promise<void>((resolve) => setImmediate(resolve));
const question = { messages: [{ role: "user" as const, content: [say("Is it red?")] }], signal };

type Told = readonly [fraction: number, label: string, preview: Uint8Array | undefined];

function watching() {
  const told: Told[] = [];
  const onProgress = (fraction: number, label: string, preview?: Uint8Array) =>
    told.push([fraction, label, preview]);
  const shown = () => told.flatMap(([, , preview]) => preview ?? []);
  return { context: { ...roleContext().context, onProgress }, shown, told };
}

describe("events", () => {
  test("are the same however the wire cuts them", () => {
    const data = fc.string().map((text) => text.replace(/[\r\n]/g, " "));
    fc.assert(
      fc.property(
        fc.array(data),
        fc.array(fc.nat(20)),
        fc.constantFrom("\n", "\r\n", "\r"),
        (texts, cuts, end) => {
          const wire = texts.map((text) => eventText({ data: text }).replace(/\n/g, end)).join("");
          const reader = new EventReader();
          const events = [];
          let rest = `: a comment${end}${wire}`;
          for (const cut of cuts) {
            events.push(...reader.read(rest.slice(0, cut)));
            rest = rest.slice(cut);
          }
          // A carriage return at the very end may still become a line break of two characters.
          events.push(...reader.read(rest), ...reader.read(end === "\r" ? "x" : ""));
          expect(events.map((event) => event.data)).toEqual(texts);
        },
      ),
    );
  });

  test("may have names and several lines; what has no data is none", () => {
    const reader = new EventReader();
    expect(reader.read("event: ping\n\nevent: a\ndata: 1\ndata:2\nid: 7\n\ndata: 3\n\n")).toEqual([
      { type: "a", data: "1\n2" },
      { type: "message", data: "3" },
    ]);
  });
});

describe("chat", () => {
  const key = undefined;
  const tools = () => ({ key, http: impatientHttp().http });

  test("the pieces of an answer are put together, thoughts and counts with them", async () => {
    const message = { content: "Yes, it is.", reasoning_content: "Red, surely." };
    const server = keep(await startOpenAiServer({ chat: () => ({ message }) }));
    const model = chatServer({ kind: "chat", baseUrl: `${server.origin}/v1`, model: "m" }, tools());
    expect(await model.complete(question)).toMatchObject({
      text: "Yes, it is.",
      reasoning: "Red, surely.",
      truncated: false,
      usage: { inputTokens: 11, outputTokens: 7 },
    });
    expect(JSON.parse(server.received[0]?.body ?? "")).toMatchObject({
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  test("a server that refuses to stream is asked without, from then on", async () => {
    const refuse = (body: Record<string, unknown>) => (body.stream === true ? "stream: not supported" : null);
    const server = keep(await startOpenAiServer({ refuse, chat: () => "Yes." }));
    const model = chatServer({ kind: "chat", baseUrl: `${server.origin}/v1`, model: "m" }, tools());
    await model.complete(question);
    expect((await model.complete(question)).text).toBe("Yes.");
    const streams = server.received.map(({ body }) => JSON.parse(body).stream);
    expect(streams).toEqual([true, false, false]);
  });

  test.each([true, false])("Anthropic's messages come in pieces or whole (%s)", async (streams) => {
    const blocks = [
      { type: "thinking", thinking: "Red, surely." },
      { type: "text", text: "Yes, it is – süß." },
    ];
    const server = keep(await startAnthropicServer({ streams, say: () => blocks }));
    const model = chatServer({ kind: "anthropic", baseUrl: server.origin, model: "m" }, tools());
    expect(await model.complete(question)).toMatchObject({
      text: "Yes, it is – süß.",
      reasoning: "Red, surely.",
      usage: { inputTokens: 15, outputTokens: 7 },
    });
    const form = { name: "colour", schema: { type: "object" } };
    const tool = keep(await startAnthropicServer({ streams }));
    const asked = chatServer({ kind: "anthropic", baseUrl: tool.origin, model: "m" }, tools());
    expect(JSON.parse((await asked.complete({ ...question, form })).text)).toEqual({ colour: "red" });
  });

  test.each([true, false])(
    "Gemini's answers come in pieces, or whole from gateways that know no others (%s)",
    async (streams) => {
      const answer = () =>
        geminiSays([{ text: "Red, surely.", thought: true }, { text: "Yes, " }, { text: "it is." }]);
      const server = keep(await startGeminiServer({ streams, answer }));
      const model = chatServer({ kind: "gemini", baseUrl: server.origin, model: "m" }, tools());
      for (const _ of [1, 2]) {
        expect(await model.complete(question)).toMatchObject({
          text: "Yes, it is.",
          reasoning: "Red, surely.",
          usage: { inputTokens: 11, outputTokens: 10 },
        });
      }
      expect(server.received).toHaveLength(streams ? 2 : 3);
    },
  );

  test("a fault in the middle is the server's, with its words, and no key", async () => {
    const server = keep(await startAnthropicServer({}));
    const fault = {
      type: "error",
      error: { type: "overloaded_error", message: "Overloaded, sk-key-12345678" },
    };
    server.failAt(/messages/, {
      kind: "events",
      text: eventText({ type: "error", data: JSON.stringify(fault) }),
      after: "end",
    });
    const model = chatServer({ kind: "anthropic", baseUrl: server.origin, model: "m" }, tools());
    const error = await failureOf(model.complete(question));
    expect(error).toMatchObject({ code: "server-error", retryable: true });
    expect(error.message).toContain("Overloaded");
    expect(error.message).not.toContain("sk-key-12345678");
  });

  test("patience counts from piece to piece: a slow answer is no late one", async () => {
    const timers: { readonly action: () => void; isSet: boolean }[] = [];
    const http = createHttp({
      after: (_ms, action) => {
        const timer = { action, isSet: true };
        timers.push(timer);
        return () => {
          timer.isSet = false;
        };
      },
    });
    const server = keep(await startOpenAiServer({}));
    const half = eventText({ data: JSON.stringify({ choices: [{ delta: { content: "Ye" } }] }) });
    server.failAt(/completions/, { kind: "events", text: half, after: "hang" });
    const model = chatServer({ kind: "chat", baseUrl: `${server.origin}/v1`, model: "m" }, { key, http });
    const work = failureOf(model.complete(question));
    // For the whole, for the first silence, and anew for the one after the piece.
    while (timers.length < 3) await breath();
    expect(timers.map(({ isSet }) => isSet)).toEqual([true, false, true]);
    timers[2]?.action();
    expect((await work).code).toBe("timeout");
    expect(timers.every(({ isSet }) => !isSet)).toBe(true);
  });
});

describe("chances of the first token", () => {
  const chance = (token: string, logprob: number) => ({ token, logprob });
  const told = (token: string, ...alternatives: ReturnType<typeof chance>[]) => ({ token, alternatives });

  test("stand at the first word of the answer, thoughts and white space passed over", () => {
    const yes = [chance("Yes", -0.1), chance("No", -2.4)];
    expect(firstChances([told("Yes", ...yes), told(".")], "Yes.")).toEqual(yes);
    expect(firstChances([told(" \n"), told(" Yes", ...yes)], "Yes")).toEqual(yes);
    expect(
      firstChances([told("No"), told(".</"), told("think>"), told("\n"), told("Yes", ...yes)], "Yes"),
    ).toEqual(yes);
    expect(firstChances([told("Yes", ...[...yes].reverse())], "Yes")).toEqual(yes);
    expect(firstChances([told("Maybe", ...yes)], "Yes")).toBeUndefined();
    expect(firstChances([], "Yes")).toBeUndefined();
  });

  test("are asked for and read, from the OpenAI API and from Gemini", async () => {
    const top = [
      { token: "Yes", logprob: -0.2 },
      { token: "No", logprob: -1.7 },
    ];
    const logprobs = { content: [{ token: "Yes", logprob: -0.2, top_logprobs: top }] };
    const api = keep(
      await startOpenAiServer({ chat: () => ({ message: { content: "Yes" }, logprobs }) as never }),
    );
    const result = {
      chosenCandidates: [{ token: "Yes", logProbability: -0.2 }],
      topCandidates: [{ candidates: top.map(({ token, logprob }) => ({ token, logProbability: logprob })) }],
    };
    const answer = () => ({
      candidates: [{ content: { parts: [{ text: "Yes" }] }, finishReason: "STOP", logprobsResult: result }],
    });
    const gemini = keep(await startGeminiServer({ answer }));
    const models: ChatModel[] = [
      chatServer(
        { kind: "chat", baseUrl: `${api.origin}/v1`, model: "m" },
        { key: undefined, http: impatientHttp().http },
      ),
      chatServer(
        { kind: "gemini", baseUrl: gemini.origin, model: "m" },
        { key: undefined, http: impatientHttp().http },
      ),
    ];
    for (const model of models) {
      expect((await model.complete({ ...question, alternatives: 5 })).first).toEqual(top);
    }
    expect(JSON.parse(api.received[0]?.body ?? "")).toMatchObject({ logprobs: true, top_logprobs: 5 });
    expect(JSON.parse(gemini.received[0]?.body ?? "").generationConfig).toMatchObject({
      responseLogprobs: true,
      logprobs: 5,
    });
  });
});

describe("previews", () => {
  const tools = () => ({ key: undefined, http: impatientHttp().http, pictures });

  test("come from the images API while it draws, where it can", async () => {
    const server = keep(await startOpenAiServer({ image: redPicture(), partial: bluePicture() }));
    const generator = imageServer(
      { kind: "openai-images", baseUrl: `${server.origin}/v1`, model: "m" },
      tools(),
    );
    const { context, shown, told } = watching();
    const image = await generator.generate(input, context);
    expect(Buffer.compare(image.png, redPicture())).toBe(0);
    expect(shown().map((one) => Buffer.compare(one, bluePicture()))).toEqual([0, 0]);
    expect(told.map(([fraction]) => fraction)).toEqual([0, 1 / 3, 2 / 3]);
  });

  test("an images API that refuses them is asked without, from then on", async () => {
    const refuse = (body: Record<string, unknown>) =>
      "stream" in body ? "Unknown parameter: 'stream'." : null;
    const server = keep(await startOpenAiServer({ image: redPicture(), refuse }));
    const generator = imageServer(
      { kind: "openai-images", baseUrl: `${server.origin}/v1`, model: "m" },
      tools(),
    );
    await generator.generate(input, watching().context);
    await generator.generate(input, watching().context);
    expect(server.received.map(({ body }) => "stream" in JSON.parse(body))).toEqual([true, false, false]);
  });

  test("come from AUTOMATIC1111 with its progress", async () => {
    const { context, shown } = watching();
    let finish: () => void = () => undefined;
    const drawn = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const server = keep(
      await startAutomatic1111Server({ image: redPicture(), preview: bluePicture(), until: () => drawn }),
    );
    const options = { ...tools(), sleep: breath };
    const generator = imageServer({ kind: "automatic1111", baseUrl: server.origin }, options);
    const work = generator.generate(input, context);
    while (shown().length === 0) await breath();
    finish();
    await work;
    expect(Buffer.compare(shown()[0] ?? Buffer.of(), bluePicture())).toBe(0);
  });

  test.each([1, 4] as const)("come from ComfyUI over its socket, in messages of kind %i", async (kind) => {
    const garbage = [
      Buffer.of(),
      Buffer.of(0, 0, 0, 1),
      Buffer.of(0, 0, 0, 4, 255, 255, 255, 255, 1, 2),
      Buffer.of(0, 0, 0, 9, 0, 0, 0, 0, 7),
    ];
    const server = keep(
      await startComfyServer({ image: redPicture(), garbage, previews: [{ kind, picture: bluePicture() }] }),
    );
    const config = { kind: "comfyui" as const, baseUrl: server.origin, workflow: exampleWorkflow };
    const generator = imageServer(config, { ...tools(), ...{ waiting: { sleep: breath, now: () => 0 } } });
    const { context, shown } = watching();
    await generator.generate(input, context);
    expect(shown().map((one) => Buffer.compare(one, bluePicture()))).toEqual([0]);
    expect(JSON.parse(server.received.find(({ path }) => path === "/prompt")?.body ?? "").extra_data).toEqual(
      {
        preview_method: "auto",
      },
    );
  });

  test("whatever ComfyUI's binary messages hold, they are read or left", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const picture = readPreview(bytes);
        expect(picture === null || picture.length < bytes.length).toBe(true);
      }),
    );
  });

  test("that are too large, or of another kind, are made small; what is none is left out", async () => {
    const { context, shown, told } = watching();
    let looked = 0;
    const toJpeg: typeof pictures.toJpeg = async (...picture) => {
      try {
        return await pictures.toJpeg(...picture);
      } finally {
        looked += 1;
      }
    };
    const { show, end } = previews({ toJpeg }, context);
    const large = new Uint8Array(MAX_PREVIEW + 1);
    large.set(redPicture());
    for (const [at, picture] of [
      new TextEncoder().encode("no picture"),
      await webpPicture(),
      large,
    ].entries()) {
      show(at / 10, "Drawing", picture);
      while (looked <= at) await breath();
      await breath();
    }
    expect(shown().map((one) => [...one.subarray(0, 3)])).toEqual([
      [0xff, 0xd8, 0xff],
      [0xff, 0xd8, 0xff],
    ]);
    end();
    show(0.9, "late", redPicture());
    expect(told.some(([, label]) => label === "late")).toBe(false);
    expect(shown().every(({ length }) => length <= MAX_PREVIEW)).toBe(true);
  });
});
