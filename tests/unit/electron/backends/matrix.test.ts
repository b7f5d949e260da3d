/**
 * Every backend against every way a server fails: the run always learns what happened, by a code it can act on and
 * with a remedy for the designer, and the key is in no word of it. Prints the table.
 */
import { afterAll, describe, expect, test } from "vitest";
import { say } from "../../../../electron/agent/language/chat";
import { chatServer, drawingServers, imageServer } from "../../../../electron/backends/choose";
import type { ImageServerKind, RolesKind } from "../../../../shared/backends";
import { exampleWorkflow } from "../../../../shared/comfyui/example";
import type { ErrorCode } from "../../../../shared/errors";
import { startAnthropicServer } from "../../../fixtures/servers/anthropic";
import { startAutomatic1111Server } from "../../../fixtures/servers/automatic1111";
import { startComfyServer } from "../../../fixtures/servers/comfyui";
import type { Fault } from "../../../fixtures/servers/faults";
import { geminiSays, startGeminiServer } from "../../../fixtures/servers/gemini";
import { startGemsServer } from "../../../fixtures/servers/gems";
import { deadOrigin, eventText, type Loopback } from "../../../fixtures/servers/loopback";
import { startOpenAiServer } from "../../../fixtures/servers/openai";
import {
  editInput,
  everyWordOf,
  failureOf,
  impatientHttp,
  keepServers,
  pictures,
  redPicture,
  roleContext,
  signal,
  type TestHttp,
} from "./tools";
import { editWorkflow } from "./workflows";

const key = "sk-matrix-key-0008-abcdefgh";
const parameters = { seed: 21, size: 32, temperature: 1 };
const breath = () => new Promise<void>((resolve) => setImmediate(resolve));
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
const whole = redPicture();
const torn = whole.subarray(0, whole.length - 30);

interface Backend {
  readonly name: string;
  /** The request that meets the fault. */
  readonly path: RegExp;
  readonly start: (image: Uint8Array) => Promise<Loopback>;
  /** One question to the server at `origin`. */
  readonly ask: (origin: string, tools: TestHttp) => Promise<unknown>;
  /** False where no picture comes back. */
  readonly draws: boolean;
  /** The first event of an answer, where it comes as events. */
  readonly event?: object;
  /** True where an earlier picture goes to the server. */
  readonly edits?: boolean;
  /** Servers asked one after the other; 1 where absent. 0: others ask at the same address, so requests tell nothing. */
  readonly servers?: number;
}

const generatorAt = (kind: ImageServerKind, origin: string, more: object, { http }: TestHttp) => {
  const config = { kind, baseUrl: origin, model: "m", workflow: exampleWorkflow, ...more };
  return imageServer(config, { key, http, pictures });
};

const drawing =
  (kind: ImageServerKind, more: object, suffix = ""): Backend["ask"] =>
  (origin, tools) =>
    generatorAt(kind, `${origin}${suffix}`, more, tools).generate(
      { prompt: "a cat", parameters },
      roleContext().context,
    );

const editing =
  (kind: ImageServerKind, more: object, suffix = ""): Backend["ask"] =>
  async (origin, tools) => {
    const generator = generatorAt(kind, `${origin}${suffix}`, more, tools);
    if (generator.edit === undefined) throw new Error("it cannot edit");
    return generator.edit(editInput(), roleContext().context);
  };

/** Two servers at one address, so that both meet the fault. */
const pooled: Backend["ask"] = (baseUrl, { http }) => {
  const server = { kind: "gems-http" as const, baseUrl };
  const pool = drawingServers(
    { kind: "pool", servers: [server, server] },
    { key: () => key, http, pictures },
  );
  return pool.generate({ prompt: "a cat", parameters }, roleContext().context);
};

const asking =
  (kind: Exclude<RolesKind, "local" | "vision-language">, suffix = ""): Backend["ask"] =>
  (origin, { http }) =>
    chatServer({ kind, baseUrl: `${origin}${suffix}`, model: "m" }, { key, http }).complete({
      messages: [{ role: "user", content: [say("Which colour?")] }],
      form: { name: "colour", schema: { type: "object" } },
      signal,
    });

const comfy = (stage: string, path: RegExp): Backend => ({
  name: `comfyui, ${stage}`,
  path,
  start: (image) => startComfyServer({ key, image }),
  ask: drawing("comfyui", { waiting: { sleep: breath, now: () => 0 } }),
  draws: stage === "picture",
  servers: stage === "queue" || stage === "history" ? 0 : 1,
});

const imagen = (image: Uint8Array) =>
  startGeminiServer({
    key,
    image,
    answer: () => geminiSays([{ inlineData: { mimeType: "image/png", data: base64(image) } }]),
  });

const backends: readonly Backend[] = [
  {
    name: "gems-http",
    path: /generate/,
    start: (png) => startGemsServer({ key, png }),
    ask: drawing("gems-http", {}),
    draws: true,
  },
  {
    name: "openai-images",
    path: /generations/,
    start: (image) => startOpenAiServer({ key, image }),
    ask: drawing("openai-images", {}, "/v1"),
    draws: true,
    event: { type: "image_generation.partial_image", b64_json: "AAAA", partial_image_index: 0 },
  },
  {
    name: "openai-images, edit",
    path: /edits/,
    start: (image) => startOpenAiServer({ key, image, edit: () => undefined }),
    ask: editing("openai-images", {}, "/v1"),
    draws: true,
    edits: true,
    event: { type: "image_edit.partial_image", b64_json: "AAAA", partial_image_index: 0 },
  },
  {
    name: "automatic1111",
    path: /txt2img/,
    start: (image) => startAutomatic1111Server({ key, image }),
    ask: drawing("automatic1111", { sleep: breath }),
    draws: true,
  },
  {
    name: "automatic1111, edit",
    path: /img2img/,
    start: (image) => startAutomatic1111Server({ key, image }),
    ask: editing("automatic1111", { sleep: breath }),
    draws: true,
    edits: true,
  },
  comfy("handing in", /^\/prompt$/),
  comfy("queue", /^\/queue$/),
  comfy("history", /^\/history/),
  comfy("picture", /^\/view$/),
  {
    name: "comfyui, upload",
    path: /^\/upload/,
    start: (image) => startComfyServer({ key, image }),
    ask: editing("comfyui", {
      editWorkflow: editWorkflow("file"),
      waiting: { sleep: breath, now: () => 0 },
    }),
    draws: false,
    edits: true,
  },
  {
    name: "google-images",
    path: /generateContent/,
    start: imagen,
    ask: drawing("google-images", {}),
    draws: true,
  },
  {
    name: "google-images, edit",
    path: /generateContent/,
    start: imagen,
    ask: editing("google-images", {}),
    draws: true,
    edits: true,
  },
  {
    name: "imagen",
    path: /predict/,
    start: imagen,
    ask: drawing("google-images", { model: "imagen-4" }),
    draws: true,
  },
  {
    name: "pool",
    path: /generate/,
    start: (png) => startGemsServer({ key, png }),
    ask: pooled,
    draws: true,
    servers: 2,
  },
  {
    name: "chat (OpenAI)",
    path: /completions/,
    start: () => startOpenAiServer({ key }),
    ask: asking("chat", "/v1"),
    draws: false,
    event: { choices: [{ delta: { content: "Ye" } }] },
  },
  {
    name: "anthropic",
    path: /messages/,
    start: () => startAnthropicServer({ key }),
    ask: asking("anthropic"),
    draws: false,
    event: { type: "message_start", message: { content: [], usage: { input_tokens: 1, output_tokens: 1 } } },
  },
  {
    name: "gemini",
    path: /streamGenerateContent/,
    start: () => startGeminiServer({ key }),
    ask: asking("gemini"),
    draws: false,
    event: { candidates: [{ content: { parts: [{ text: "Ye" }] } }] },
  },
];

interface Row {
  readonly name: string;
  readonly code: ErrorCode;
  /** "refuse": nobody listens. "torn-picture": all is well but the picture. A function is given the first event. */
  readonly fault: Fault | "refuse" | "torn-picture" | ((event: string) => Fault);
  /** Ends only because time runs out. */
  readonly stalls?: boolean;
  /** Tried again at once, three times. */
  readonly again?: boolean;
  /** For those only who send an earlier picture. */
  readonly edits?: boolean;
}

const isFor = (backend: Backend, { fault, edits }: Row): boolean =>
  (edits !== true || backend.edits === true) &&
  (typeof fault !== "function" || backend.event !== undefined) &&
  (fault !== "torn-picture" || backend.draws);

const body = (contentType: string, text: string): Fault => ({ kind: "body", contentType, body: text });
const message = `no, not with ${key}`;

const rows: readonly Row[] = [
  { name: "refuse", code: "unreachable", fault: "refuse" },
  { name: "hang", code: "timeout", fault: { kind: "hang" }, stalls: true },
  { name: "slow drip", code: "timeout", fault: { kind: "drip", bytes: 20 }, stalls: true },
  { name: "401", code: "unauthorised", fault: { kind: "status", status: 401, message } },
  { name: "429", code: "rate-limited", fault: { kind: "status", status: 429, message }, again: true },
  { name: "500", code: "server-error", fault: { kind: "status", status: 500, message }, again: true },
  { name: "half a body", code: "unreachable", fault: { kind: "half-body" }, again: true },
  { name: "wrong type", code: "bad-answer", fault: body("text/html", `<html>Sign in, ${key}</html>`) },
  { name: "torn JSON", code: "bad-answer", fault: body("application/json", `{"error": "${key}`) },
  {
    name: "wrong JSON",
    code: "bad-answer",
    fault: body("application/json", JSON.stringify({ error: { message } })),
  },
  {
    name: "half a stream",
    code: "unreachable",
    fault: (event) => ({ kind: "events", text: `${event}data: {"hal`, after: "reset" }),
    again: true,
  },
  {
    name: "stream ends early",
    code: "bad-answer",
    fault: (event) => ({ kind: "events", text: event, after: "end" }),
  },
  {
    name: "stream garbage",
    code: "bad-answer",
    fault: (event) => ({ kind: "events", text: `${event}data: <html>${key}\n\n`, after: "hang" }),
  },
  {
    name: "wrong mask",
    code: "bad-input",
    fault: { kind: "status", status: 400, message: `the sizes of mask and image differ, ${key}` },
    edits: true,
  },
  { name: "corrupt picture", code: "bad-answer", fault: "torn-picture" },
];

/** Lets the time of each server in turn run out, once it has been asked. */
async function runOut(
  work: Promise<unknown>,
  met: () => number,
  servers: number,
  tools: TestHttp,
): Promise<void> {
  let isOver = false;
  void work.then(() => {
    isOver = true;
  });
  for (let asked = 1; asked <= Math.max(1, servers); asked += 1) {
    while (met() < asked) await breath();
    for (let turn = 0; turn < 100; turn += 1) await breath();
    tools.expire();
  }
  // Whoever asks again afterwards, to take back what it began, finds no more patience either.
  while (!isOver) {
    await breath();
    tools.expire();
  }
}

const table = new Map<string, Map<string, string>>();
const keep = keepServers();

describe.each(backends)("$name", (backend) => {
  const cells = new Map<string, string>();
  table.set(backend.name, cells);
  test.each(rows.filter((row) => isFor(backend, row)))("$name is $code", async (row) => {
    const tools = impatientHttp();
    const server = keep(await backend.start(row.fault === "torn-picture" ? torn : whole));
    const fault =
      typeof row.fault === "function"
        ? row.fault(eventText({ data: JSON.stringify(backend.event) }))
        : row.fault;
    if (typeof fault === "object") server.failAt(backend.path, fault);
    const work = failureOf(backend.ask(fault === "refuse" ? await deadOrigin() : server.origin, tools));
    const met = () => server.received.filter(({ path }) => backend.path.test(path)).length;
    if (row.stalls === true) await runOut(work, met, backend.servers ?? 1, tools);
    const error = await work;
    cells.set(row.name, error.code);
    expect(error.code).toBe(row.code);
    expect(error.remedy.length).toBeGreaterThan(10);
    expect(error.message).not.toBe("");
    expect(error.retryable).toBe(row.code !== "unauthorised" && row.code !== "bad-input");
    expect(everyWordOf(error)).not.toContain(key);
    // Refused requests may be asked in another way; of a dead server nobody knows how often it was called.
    if (fault === "refuse" || row.code === "bad-input" || backend.servers === 0) return;
    expect(met()).toBe((row.again === true ? 4 : 1) * (backend.servers ?? 1));
  });

  test("works when nothing is wrong", async () => {
    const server = await backend.start(whole);
    keep(server);
    await backend.ask(server.origin, impatientHttp());
    expect(server.received.some(({ path }) => backend.path.test(path))).toBe(true);
  });
});

afterAll(() => {
  const names = rows.map(({ name }) => name);
  const widths = names.map((name) => Math.max(name.length, "server-error".length));
  const line = (first: string, cells: readonly string[]) =>
    [first.padEnd(20), ...cells.map((cell, at) => cell.padEnd(widths[at] ?? 0))].join("  ");
  const body = [...table].map(([name, cells]) =>
    line(
      name,
      names.map((row) => cells.get(row) ?? "·"),
    ),
  );
  console.log([line("", names), ...body].join("\n"));
});
