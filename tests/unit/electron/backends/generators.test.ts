import { describe, expect, test } from "vitest";
import type { Generator } from "../../../../electron/agent/roles";
import { gemsHttpGenerator } from "../../../../electron/backends/gems-http";
import { openAiImagesGenerator } from "../../../../electron/backends/openai-images";
import { isCancelled } from "../../../../shared/errors";
import type { Fault } from "../../../fixtures/servers/faults";
import { startGemsServer } from "../../../fixtures/servers/gems";
import { deadOrigin } from "../../../fixtures/servers/loopback";
import { type OpenAiOptions, startOpenAiServer } from "../../../fixtures/servers/openai";
import {
  everyWordOf,
  failureOf,
  impatientHttp,
  keepServers,
  pictures,
  redPicture,
  roleContext,
  sentTo,
  webpPicture,
} from "./tools";

const parameters = { seed: 21, size: 32, temperature: 1 };
const prompt = 'a cat & a dog, 100% "happy" – süß';
const key = "sk-test-key-0001";

const keep = keepServers();

async function gems(picture: Uint8Array = redPicture()) {
  const server = keep(await startGemsServer({ png: picture, key }));
  const { http, expire } = impatientHttp();
  const generator = gemsHttpGenerator({ baseUrl: `${server.origin}/`, key, http, pictures });
  return { server, generator, expire };
}

async function images(options: OpenAiOptions = {}) {
  const server = keep(await startOpenAiServer({ image: redPicture(), key, ...options }));
  const { http, expire } = impatientHttp();
  const baseUrl = `${server.origin}/v1`;
  const generator = openAiImagesGenerator({ baseUrl, model: "painter", key, http, pictures });
  return { server, generator, expire };
}

const draw = (generator: Generator, context = roleContext().context) =>
  generator.generate({ prompt, parameters }, context);

describe("the paper's own server", () => {
  test("gets the prompt in the address and gives a picture", async () => {
    const { server, generator } = await gems();
    const { context, usage } = roleContext();
    const image = await draw(generator, context);
    expect(server.received[0]).toMatchObject({ method: "POST", path: "/generate", body: "" });
    expect(server.received[0]?.query.get("prompt")).toBe(prompt);
    expect(image).toMatchObject({ svg: null, width: 32, height: 32, backend: "gems-http" });
    expect(Buffer.compare(image.png, redPicture())).toBe(0);
    expect(image.notes.join(" ")).toMatch(/seed and size/);
    expect(usage).toEqual([
      { calls: 1, inputTokens: 0, outputTokens: 0, images: 1, sentBytes: sentTo(server) },
    ]);
    expect(await generator.unknownWords(prompt, context.signal)).toEqual([]);
  });

  test("may send another picture format", async () => {
    const { generator } = await gems(await webpPicture());
    const image = await draw(generator);
    expect(Buffer.from(image.png.subarray(1, 4)).toString()).toBe("PNG");
    expect(image.width).toBe(32);
  });
});

describe("the images API", () => {
  test.each(["b64_json", "url", "data-url"] as const)("pictures come as %s", async (imageAs) => {
    const { server, generator } = await images({ imageAs });
    const image = await draw(generator);
    expect(JSON.parse(server.received[0]?.body ?? "")).toEqual({
      model: "painter",
      prompt,
      n: 1,
      size: "32x32",
      seed: 21,
      stream: true,
      partial_images: 2,
    });
    expect(image).toMatchObject({ width: 32, height: 32, backend: "painter", notes: [] });
    // The picture's own address may belong to somebody else: it gets no key.
    for (const { path, headers } of server.received) {
      expect(headers.authorization).toBe(path.startsWith("/files/") ? undefined : `Bearer ${key}`);
    }
  });

  test("a server without seeds is asked without, from then on, and the designer is told", async () => {
    const refuse = (body: Record<string, unknown>) => ("seed" in body ? "Unknown parameter: 'seed'." : null);
    const { server, generator } = await images({ refuse });
    const first = await draw(generator);
    const second = await draw(generator);
    expect(server.received.map(({ body }) => "seed" in JSON.parse(body))).toEqual([true, false, false]);
    expect(first.notes.join(" ")).toMatch(/no seed/);
    expect(second.notes).toEqual(first.notes);
  });

  test("a server that draws another size says so in the notes", async () => {
    const refuse = (body: Record<string, unknown>) => ("size" in body ? "Invalid size." : null);
    const { generator } = await images({ refuse });
    const context = roleContext().context;
    const image = await generator.generate({ prompt, parameters: { ...parameters, size: 1024 } }, context);
    expect(image.width).toBe(32);
    expect(image.notes).toEqual(["The server drew 32×32 pixels instead of 1024×1024."]);
  });

  test("a refusal for another reason is passed on, and nothing is given up for it", async () => {
    let strict = true;
    const { server, generator } = await images({
      refuse: () => (strict ? "Your prompt was rejected." : null),
    });
    const error = await failureOf(draw(generator));
    expect(error.code).toBe("bad-input");
    expect(error.message).toContain("Your prompt was rejected.");
    strict = false;
    await draw(generator);
    expect("seed" in JSON.parse(server.received.at(-1)?.body ?? "")).toBe(true);
  });
});

const torn = redPicture().subarray(0, 60);
const json = (value: unknown): Fault => ({
  kind: "body",
  contentType: "application/json",
  body: JSON.stringify(value),
});
const html: Fault = { kind: "body", contentType: "text/html; charset=utf-8", body: "<html>Sign in</html>" };

interface Row {
  readonly name: string;
  readonly fault: Fault;
  readonly code: string;
  readonly requests: number;
}

const common: readonly Row[] = [
  { name: "429", fault: { kind: "status", status: 429 }, code: "rate-limited", requests: 4 },
  { name: "500", fault: { kind: "status", status: 500 }, code: "server-error", requests: 4 },
  { name: "401", fault: { kind: "status", status: 401 }, code: "unauthorised", requests: 1 },
  { name: "404", fault: { kind: "status", status: 404 }, code: "not-found", requests: 1 },
  { name: "half a body", fault: { kind: "half-body" }, code: "unreachable", requests: 4 },
  { name: "a reset", fault: { kind: "reset" }, code: "unreachable", requests: 4 },
  { name: "a web page", fault: html, code: "bad-answer", requests: 1 },
];

describe("faults of the paper's own server", () => {
  const rows: readonly Row[] = [
    ...common,
    { name: "JSON", fault: json({ error: "no GPU" }), code: "bad-answer", requests: 1 },
    {
      name: "a torn PNG",
      fault: { kind: "body", contentType: "image/png", body: torn },
      code: "bad-answer",
      requests: 1,
    },
    {
      name: "a picture that is text",
      fault: { kind: "body", contentType: "image/png", body: "oops" },
      code: "bad-answer",
      requests: 1,
    },
  ];
  test.each(rows)("$name ends as $code", async ({ fault, code, requests }) => {
    const { server, generator } = await gems();
    server.failNext(fault, fault, fault, fault);
    const error = await failureOf(draw(generator));
    expect(error.code).toBe(code);
    expect(error.remedy).not.toBe("");
    expect(server.received).toHaveLength(requests);
    expect(everyWordOf(error)).not.toContain(key);
  });
});

describe("faults of the images API", () => {
  const rows: readonly Row[] = [
    ...common,
    { name: "an empty list", fault: json({ data: [] }), code: "bad-answer", requests: 1 },
    { name: "no picture", fault: json({ data: [{}] }), code: "bad-answer", requests: 1 },
    { name: "no base64", fault: json({ data: [{ b64_json: "###" }] }), code: "bad-answer", requests: 1 },
    {
      name: "a torn PNG",
      fault: json({ data: [{ b64_json: Buffer.from(torn).toString("base64") }] }),
      code: "bad-answer",
      requests: 1,
    },
    {
      name: "an error with status 200",
      fault: json({ error: { message: "out of memory" } }),
      code: "bad-answer",
      requests: 1,
    },
    {
      name: "torn JSON",
      fault: { kind: "body", contentType: "application/json", body: '{"data": [' },
      code: "bad-answer",
      requests: 1,
    },
    {
      name: "an address that is none",
      fault: json({ data: [{ url: "file:///etc/passwd" }] }),
      code: "settings",
      requests: 1,
    },
  ];
  test.each(rows)("$name ends as $code", async ({ fault, code, requests }) => {
    const { server, generator } = await images();
    server.failNext(fault, fault, fault, fault);
    const error = await failureOf(draw(generator));
    expect(error.code).toBe(code);
    expect(server.received).toHaveLength(requests);
    expect(everyWordOf(error)).not.toContain(key);
  });

  test("the server's own words are kept for the detail", async () => {
    const { server, generator } = await images();
    server.failNext(json({ error: { message: "out of memory" } }));
    expect((await failureOf(draw(generator))).detail).toBe("out of memory");
  });
});

describe("servers that are not there or say nothing", () => {
  test("refused connections end as unreachable", async () => {
    const { http } = impatientHttp();
    const baseUrl = await deadOrigin();
    const context = roleContext().context;
    for (const generator of [
      gemsHttpGenerator({ baseUrl, http, pictures }),
      openAiImagesGenerator({ baseUrl, model: "m", http, pictures }),
    ]) {
      const error = await failureOf(draw(generator, context));
      expect(error.code).toBe("unreachable");
      expect(error.remedy).toContain(`Is the server running at ${baseUrl}?`);
    }
  });

  test("hanging ones end as timeout", async () => {
    for (const { server, generator, expire } of [await gems(), await images()]) {
      server.failNext({ kind: "hang" });
      const arrived = server.nextRequest();
      const work = failureOf(draw(generator));
      await arrived;
      expire();
      expect((await work).code).toBe("timeout");
    }
  });

  test("stopping does not wait for them", async () => {
    const { server, generator } = await gems();
    server.failNext({ kind: "hang" });
    const stop = new AbortController();
    const arrived = server.nextRequest();
    const work = failureOf(draw(generator, roleContext({ signal: stop.signal }).context));
    await arrived;
    stop.abort();
    expect(isCancelled(await work)).toBe(true);
  });
});
