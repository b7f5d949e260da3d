import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { colourCard, colours } from "../../../../electron/backends/colour-card";
import { testChat, testGenerator } from "../../../../electron/backends/connection";
import { exampleWorkflow } from "../../../../shared/comfyui/example";
import { StudioError } from "../../../../shared/errors";
import { connectionReportSchema } from "../../../../shared/ipc/domains/studio";
import { startAnthropicServer } from "../../../fixtures/servers/anthropic";
import {
  type Automatic1111ServerOptions,
  startAutomatic1111Server,
} from "../../../fixtures/servers/automatic1111";
import { type ComfyServerOptions, startComfyServer } from "../../../fixtures/servers/comfyui";
import { builtIn } from "../../../fixtures/servers/comfyui-rules";
import { geminiSays, startGeminiServer } from "../../../fixtures/servers/gemini";
import { startGemsServer } from "../../../fixtures/servers/gems";
import { deadOrigin } from "../../../fixtures/servers/loopback";
import { type OpenAiOptions, startOpenAiServer, type Turn } from "../../../fixtures/servers/openai";
import { impatientHttp, keepServers, pictures, redPicture, signal } from "./tools";
import { editWorkflow } from "./workflows";

const key = "sk-test-key-0003";
const { http } = impatientHttp();
const tools = { http, signal, engine: { ...pictures, warmUp: () => Promise.resolve() } };

const keep = keepServers();

async function openAi(options: OpenAiOptions = {}): Promise<string> {
  const server = await startOpenAiServer({ key, ...options });
  keep(server);
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
    keep(server);
    const result = await testGenerator({ kind: "gems-http", baseUrl: server.origin }, () => key, tools);
    expect(result).toMatchObject({ ok: true, error: null });
    expect(result.detail).toContain("32×32");
    expect(server.received).toHaveLength(1);
  });

  test("the images API is asked for its models, and draws nothing", async () => {
    const baseUrl = await openAi({ models: ["painter", "other"] });
    const test = (model: string) =>
      testGenerator({ kind: "openai-images", baseUrl, model }, () => key, tools);
    expect(await test("painter")).toMatchObject({ ok: true });
    const missing = await test("absent");
    expect(missing.error?.code).toBe("not-found");
    expect(missing.error?.remedy).toContain("painter, other");
    expect(keep.all()[0]?.received.map(({ path }) => path)).toEqual(["/v1/models", "/v1/models"]);
  });

  test("one that lists no models passes with a reservation", async () => {
    const server = await startGemsServer({ png: redPicture() });
    keep(server);
    const config = { kind: "openai-images", baseUrl: server.origin, model: "m" } as const;
    const result = await testGenerator(config, () => undefined, tools);
    expect(result.ok).toBe(true);
    expect(result.detail).toContain("could not be checked");
  });

  test("faults are reported, not thrown, and tried once only", async () => {
    const baseUrl = await openAi();
    keep.all()[0]?.failNext({ kind: "status", status: 503 });
    const result = await testGenerator({ kind: "openai-images", baseUrl, model: "m" }, () => key, tools);
    expect(result.error?.code).toBe("server-error");
    expect(keep.all()[0]?.received).toHaveLength(1);
  });
});

describe("AUTOMATIC1111 and Forge", () => {
  async function report(
    options: Automatic1111ServerOptions,
    more: { model?: string; sampler?: string } = {},
  ) {
    const server = await startAutomatic1111Server({ key, ...options });
    keep(server);
    return testGenerator({ kind: "automatic1111", baseUrl: server.origin, ...more }, () => key, tools);
  }

  test("are asked for their models, and draw nothing", async () => {
    const result = await report(
      { models: ["dreamer", "other"] },
      { model: "dreamer.safetensors", sampler: "euler A" },
    );
    expect(result).toMatchObject({ ok: true, error: null });
    expect(result.detail).toContain("dreamer, other");
    expect(keep.all()[0]?.received.some(({ path }) => path.endsWith("txt2img"))).toBe(false);
  });

  test("lack a model, a sampler, all models, or their API", async () => {
    const noModel = await report({ models: ["dreamer"] }, { model: "absent" });
    expect(noModel.error).toMatchObject({ code: "not-found", remedy: expect.stringContaining("dreamer") });
    const noSampler = await report({}, { sampler: "Nonesuch" });
    expect(noSampler.error).toMatchObject({ code: "not-found", remedy: expect.stringContaining("Euler a") });
    expect((await report({ models: [] })).error?.remedy).toMatch(/checkpoint/);
    expect((await report({ api: false })).error?.remedy).toContain("--api");
  });
});

describe("ComfyUI", () => {
  async function report(
    workflow: string,
    options: ComfyServerOptions = {},
    more: { editWorkflow?: string } = {},
  ) {
    const server = await startComfyServer({ key, ...options });
    keep(server);
    const result = await testGenerator(
      { kind: "comfyui", baseUrl: server.origin, workflow, ...more },
      () => key,
      tools,
    );
    return { result, server };
  }

  test("is asked for what the workflow needs, and draws nothing", async () => {
    const { result, server } = await report(exampleWorkflow);
    expect(result).toMatchObject({ ok: true, error: null });
    expect(result.detail).toBe("ComfyUI 0.3.50 on cpu answers and has all that the workflow needs.");
    expect(server.began).toHaveLength(0);
  });

  test("is asked for what both workflows need; the picture to change need not be there", async () => {
    const classes = { ...builtIn, LoadImage: { image: ["other.png"] } };
    const both = await report(exampleWorkflow, { classes }, { editWorkflow: editWorkflow("file") });
    expect(both.result.detail).toMatch(/all that the workflows need\. It mends images by masks\./);
    const poor = Object.fromEntries(
      Object.entries(builtIn).filter(([name]) => name !== "SetLatentNoiseMask"),
    );
    const lacking = await report(exampleWorkflow, { classes: poor }, { editWorkflow: editWorkflow("file") });
    expect(lacking.result.detail).toContain("SetLatentNoiseMask");
    const unfit = await report(exampleWorkflow, {}, { editWorkflow: exampleWorkflow });
    expect(unfit.result.error?.code).toBe("settings");
    expect(unfit.result.detail).toContain("no place for the image to change");
  });

  test("lacks a checkpoint or a kind of node", async () => {
    const absent = await report(exampleWorkflow.replace("sd_xl_base_1.0", "gone"));
    expect(absent.result.error?.code).toBe("not-found");
    expect(absent.result.detail).toContain('Load Checkpoint (node 4) wants ckpt_name "gone.safetensors"');
    expect(absent.result.error?.remedy).toContain("dreamer.safetensors");
    const exotic = await report(exampleWorkflow.replaceAll("VAEDecode", "ExoticDecode"));
    expect(exotic.result.detail).toContain("ExoticDecode");
    expect(exotic.result.error?.remedy).toMatch(/extension/);
  });

  test("a workflow that cannot be used is told without asking", async () => {
    const { result, server } = await report('{"nodes": []}');
    expect(result.error?.code).toBe("settings");
    expect(server.received).toHaveLength(0);
  });

  test("a workflow without a place for the seed passes with advice", async () => {
    const { result } = await report(exampleWorkflow.replace('"%seed%"', "5"));
    expect(result.ok).toBe(true);
    expect(result.detail).toContain("GEMS seed");
  });
});

describe("Google and Anthropic", () => {
  async function google(model: string, given = key) {
    const models = {
      "gemini-image": ["generateContent"],
      "imagen-4": ["predict"],
      embedder: ["embedContent"],
    };
    const server = await startGeminiServer({ key, models });
    keep(server);
    return testGenerator({ kind: "google-images", baseUrl: server.origin, model }, () => given, tools);
  }

  test("image models are looked up, and draw nothing", async () => {
    expect(await google("models/gemini-image")).toMatchObject({ ok: true });
    expect(await google("imagen-4")).toMatchObject({ ok: true });
    expect(
      keep
        .all()
        .flatMap(({ received }) => received)
        .every(({ method }) => method === "GET"),
    ).toBe(true);
    expect((await google("embedder")).error?.code).toBe("unsupported");
    const absent = await google("absent");
    expect(absent.error).toMatchObject({
      code: "not-found",
      remedy: expect.stringContaining("gemini-image"),
    });
  });

  test("a wrong key is told as one, though Google answers 400", async () => {
    const result = await google("gemini-image", "sk-wrong-key-9999");
    expect(result.error?.code).toBe("unauthorised");
    expect(JSON.stringify(result)).not.toContain("sk-wrong-key-9999");
  });

  test("models that think are shown a picture in their own API's form", async () => {
    const gemini = await startGeminiServer({
      key,
      answer: (body) => {
        const parts = body.contents.flatMap((content) => content.parts);
        return geminiSays([
          { text: parts.some((part) => "inlineData" in part) ? "It is red." : "No picture." },
        ]);
      },
    });
    const anthropic = await startAnthropicServer({
      key,
      say: (body) => {
        const blocks = body.messages.flatMap(({ content }) => content);
        const seen = blocks.some(({ type }) => type === "image");
        return [{ type: "text", text: seen ? "It is red." : "No picture." }];
      },
    });
    keep(gemini);
    keep(anthropic);
    for (const [kind, { origin }] of [["gemini", gemini] as const, ["anthropic", anthropic] as const]) {
      const config = { kind, baseUrl: origin, model: "thinker" };
      const seeing = await testChat(config, key, { ...tools, random: () => 0 });
      expect(seeing).toMatchObject({ ok: true, error: null });
      expect((await testChat(config, "sk-wrong-key-9999", tools)).error?.code).toBe("unauthorised");
    }
  });
});

test("a test that runs out of time is a timeout, not a stop", async () => {
  const baseUrl = await openAi();
  keep.all()[0]?.failNext({ kind: "hang" });
  const late = { ...tools, signal: AbortSignal.timeout(60) };
  const result = await testChat({ kind: "chat", baseUrl, model: "thinker" }, key, late);
  expect(result.error?.code).toBe("timeout");
});

describe("the bundled engine", () => {
  test("passes when its models load, and says what is wrong when they do not", async () => {
    expect(await testGenerator({ kind: "flatland" }, () => undefined, tools)).toMatchObject({ ok: true });
    const broken = new StudioError("model-missing", "gone", { remedy: "put it back" });
    const engine = { ...pictures, warmUp: () => Promise.reject(broken) };
    const result = await testChat({ kind: "local" }, undefined, { ...tools, engine });
    expect(result).toMatchObject({ ok: false, detail: "gone", error: { code: "model-missing" } });
  });
});
