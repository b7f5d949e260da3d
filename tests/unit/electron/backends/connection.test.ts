import sharp from "sharp";
import { afterEach, describe, expect, test } from "vitest";
import { colourCard, colours } from "../../../../electron/backends/colour-card";
import { testChat, testGenerator } from "../../../../electron/backends/connection";
import { StudioError } from "../../../../shared/errors";
import { connectionReportSchema } from "../../../../shared/ipc/contract";
import { startGemsServer } from "../../../fixtures/servers/gems";
import { deadOrigin, type Loopback } from "../../../fixtures/servers/loopback";
import { type OpenAiOptions, startOpenAiServer, type Turn } from "../../../fixtures/servers/openai";
import { impatientHttp, redPicture, signal, toPng } from "./tools";

const key = "sk-test-key-0003";
const { http } = impatientHttp();
const tools = { http, signal, engine: { toPng, warmUp: () => Promise.resolve() } };

let servers: Loopback[] = [];
afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()));
  servers = [];
});

async function openAi(options: OpenAiOptions = {}): Promise<string> {
  const server = await startOpenAiServer({ key, ...options });
  servers.push(server);
  return `${server.origin}/v1`;
}

/** A model that truly looks: names the colour of the picture's middle. */
async function lookingModel({ images }: Turn): Promise<string> {
  const [image] = images;
  if (image === undefined) return "I see no picture.";
  const { data } = await sharp(image).raw().toBuffer({ resolveWithObject: true });
  const distance = (rgb: readonly number[]) =>
    rgb.reduce((sum, value, at) => sum + Math.abs(value - (data[at] ?? 0)), 0);
  const nearest = [...colours].sort((a, b) => distance(a.rgb) - distance(b.rgb))[0];
  return `The picture is ${nearest?.name.toUpperCase()}.`;
}

test.each(colours)("the $name card is a real picture in that colour", async (colour) => {
  const { data, info } = await sharp(colourCard(colour, 5)).raw().toBuffer({ resolveWithObject: true });
  expect(info).toMatchObject({ width: 5, height: 5, channels: 3 });
  expect([...data]).toEqual(Array.from({ length: 25 }, () => colour.rgb).flat());
});

describe("language models", () => {
  const report = async (baseUrl: string, random = 0.3, withKey: string | undefined = key) =>
    connectionReportSchema.parse(
      await testChat({ kind: "chat", baseUrl, model: "thinker" }, withKey, {
        ...tools,
        random: () => random,
      }),
    );

  test.each([0, 0.2, 0.4, 0.6, 0.8, 0.99])(
    "one that reads pictures passes, whatever the colour (%f)",
    async (random) => {
      const result = await report(await openAi({ chat: lookingModel }), random);
      expect(result).toMatchObject({ ok: true, error: null });
      expect(result.detail).toContain("reads pictures");
      expect(result.ms).toBeGreaterThan(0);
    },
  );

  test.each(["Red, green, blue or yellow.", "I cannot see pictures.", "Purple"])(
    "%j is not reading",
    async (said) => {
      const result = await report(await openAi({ chat: () => said }));
      expect(result.ok).toBe(false);
      expect(result.error?.code).toBe("unsupported");
      expect(result.error?.remedy).toMatch(/images/);
    },
  );

  test("a server that refuses pictures is told apart from one that refuses everything", async () => {
    const hasImage = (body: Record<string, unknown>) => JSON.stringify(body).includes("image_url");
    const blind = await report(
      await openAi({ refuse: (body) => (hasImage(body) ? "no multimodal input" : null) }),
    );
    expect(blind.error?.code).toBe("unsupported");
    const sulking = await report(await openAi({ refuse: () => "model is not loaded" }));
    expect(sulking.error?.code).toBe("bad-input");
    expect(sulking.detail).toContain("model is not loaded");
  });

  test("a wrong key, and nobody there", async () => {
    const refused = await report(await openAi(), 0, "sk-wrong-key-9999");
    expect(refused.error?.code).toBe("unauthorised");
    expect(JSON.stringify(refused)).not.toContain("sk-wrong-key-9999");
    expect((await report(await deadOrigin())).error?.code).toBe("unreachable");
  });
});

describe("image servers", () => {
  test("the paper's own server draws a test picture", async () => {
    const server = await startGemsServer({ png: redPicture(), key });
    servers.push(server);
    const result = await testGenerator({ kind: "gems-http", baseUrl: server.origin }, key, tools);
    expect(result).toMatchObject({ ok: true, error: null });
    expect(result.detail).toContain("32×32");
    expect(server.received).toHaveLength(1);
  });

  test("the images API is asked for its models, and draws nothing", async () => {
    const baseUrl = await openAi({ models: ["painter", "other"] });
    const test = (model: string) => testGenerator({ kind: "openai-images", baseUrl, model }, key, tools);
    expect(await test("painter")).toMatchObject({ ok: true });
    const missing = await test("absent");
    expect(missing.error?.code).toBe("not-found");
    expect(missing.error?.remedy).toContain("painter, other");
    expect(servers[0]?.received.map(({ path }) => path)).toEqual(["/v1/models", "/v1/models"]);
  });

  test("one that lists no models passes with a reservation", async () => {
    const server = await startGemsServer({ png: redPicture() });
    servers.push(server);
    const config = { kind: "openai-images", baseUrl: server.origin, model: "m" } as const;
    const result = await testGenerator(config, undefined, tools);
    expect(result.ok).toBe(true);
    expect(result.detail).toContain("could not be checked");
  });

  test("faults are reported, not thrown, and tried once only", async () => {
    const baseUrl = await openAi();
    servers[0]?.failNext({ kind: "status", status: 503 });
    const result = await testGenerator({ kind: "openai-images", baseUrl, model: "m" }, key, tools);
    expect(result.error?.code).toBe("server-error");
    expect(servers[0]?.received).toHaveLength(1);
  });
});

test("a test that runs out of time is a timeout, not a stop", async () => {
  const baseUrl = await openAi();
  servers[0]?.failNext({ kind: "hang" });
  const late = { ...tools, signal: AbortSignal.timeout(60) };
  const result = await testChat({ kind: "chat", baseUrl, model: "thinker" }, key, late);
  expect(result.error?.code).toBe("timeout");
});

describe("the bundled engine", () => {
  test("passes when its models load, and says what is wrong when they do not", async () => {
    expect(await testGenerator({ kind: "flatland" }, undefined, tools)).toMatchObject({ ok: true });
    const broken = new StudioError("model-missing", "gone", { remedy: "put it back" });
    const engine = { toPng, warmUp: () => Promise.reject(broken) };
    const result = await testChat({ kind: "local" }, undefined, { ...tools, engine });
    expect(result).toMatchObject({ ok: false, detail: "gone", error: { code: "model-missing" } });
  });
});
