import sharp from "sharp";
import { describe, expect, test } from "vitest";
import type { EditInput, Generator } from "../../../../electron/agent/roles";
import { imageServer } from "../../../../electron/backends/choose";
import { exampleWorkflow } from "../../../../shared/comfyui/example";
import { startAutomatic1111Server } from "../../../fixtures/servers/automatic1111";
import { startComfyServer } from "../../../fixtures/servers/comfyui";
import { geminiSays, startGeminiServer } from "../../../fixtures/servers/gemini";
import { type Edit, type OpenAiOptions, startOpenAiServer } from "../../../fixtures/servers/openai";
import {
  bluePicture,
  editInput,
  failureOf,
  impatientHttp,
  keepServers,
  pictures,
  pixelOf,
  redPicture,
  roleContext,
} from "./tools";
import { editWorkflow } from "./workflows";

const keep = keepServers();
const { http } = impatientHttp();
const tools = { key: undefined, http, pictures };
const RED = await pixelOf(redPicture(), 0, 0);
const BLUE = await pixelOf(bluePicture(), 0, 0);

async function mend(generator: Generator, input: EditInput = editInput()) {
  const { context, usage } = roleContext();
  if (generator.edit === undefined) throw new Error("it cannot edit");
  return { image: await generator.edit(input, context), usage };
}

const refused = (generator: Generator) => failureOf(mend(generator));

/** Alpha at a place of a mask. */
async function alphaOf(mask: Uint8Array, x: number, y: number): Promise<number | undefined> {
  const { data, info } = await sharp(mask).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return data[(y * info.width + x) * info.channels + 3];
}

describe("the images API", () => {
  async function start(options: OpenAiOptions = {}) {
    const asked: Edit[] = [];
    const server = keep(
      await startOpenAiServer({ image: redPicture(), edit: (edit) => asked.push(edit), ...options }),
    );
    const config = { kind: "openai-images" as const, baseUrl: `${server.origin}/v1`, model: "painter" };
    return { server, asked, generator: imageServer(config, tools) };
  }

  test("gets picture, mask and instruction; outside the region not a pixel changes", async () => {
    const { asked, generator, server } = await start();
    expect(generator.editing).toBe("mask");
    const { image, usage } = await mend(generator);
    const [edit] = asked;
    expect(Buffer.compare(edit?.image ?? Buffer.of(), bluePicture())).toBe(0);
    expect(edit?.fields).toMatchObject({ model: "painter", n: "1", size: "32x32", input_fidelity: "high" });
    expect(edit?.fields.prompt).toContain("Make the door red.");
    expect(edit?.fields.prompt).toContain("Is there a blue wall?");
    expect(edit?.fields.prompt).toContain("a red door in a blue wall");
    const mask = edit?.mask ?? new Uint8Array();
    expect([await alphaOf(mask, 2, 2), await alphaOf(mask, 30, 30)]).toEqual([0, 255]);
    expect([await pixelOf(image.png, 2, 2), await pixelOf(image.png, 30, 30)]).toEqual([RED, BLUE]);
    expect(image.notes.join(" ")).toContain("as it was in iteration 2");
    expect(usage).toEqual([
      {
        calls: 1,
        inputTokens: 40,
        outputTokens: 1_056,
        images: 1,
        sentBytes: server.received[0]?.bytes.length,
      },
    ]);
  });

  test("without boxes the whole picture may change", async () => {
    const { asked, generator } = await start();
    const { image } = await mend(generator, editInput({ boxes: null }));
    expect(asked[0]?.mask).toBeNull();
    expect(await pixelOf(image.png, 30, 30)).toEqual(RED);
  });

  test("another size than the base's is told, and nothing is put back", async () => {
    const { generator } = await start({ image: redPicture(48) });
    const { image } = await mend(generator);
    expect(image).toMatchObject({ width: 48, height: 48 });
    expect(image.notes.join(" ")).toContain("48×48 instead of 32×32");
  });

  test("a server without masks is asked without, and reads instructions from then on", async () => {
    const refuse = (body: Record<string, unknown>) => ("mask" in body ? "mask is not supported" : null);
    const { asked, generator, server } = await start({ refuse });
    await mend(generator);
    expect(generator.editing).toBe("instruction");
    await mend(generator);
    expect(asked.map(({ mask }) => mask)).toEqual([null, null]);
    expect(server.received).toHaveLength(3);
  });

  test.each([
    ["does not know the address", { edit: undefined }],
    ["says that its model cannot", { refuse: () => "Invalid model: must be another for edits" }],
  ])("one that %s is not asked again", async (_, options) => {
    const { generator, server } = await start(options as OpenAiOptions);
    expect(await refused(generator)).toMatchObject({ code: "bad-input", retryable: false });
    expect(generator.editing).toBeUndefined();
    const before = server.received.length;
    expect((await refused(generator)).code).toBe("bad-input");
    expect(server.received).toHaveLength(before);
  });

  test("what it can draw is not touched by what it cannot change", async () => {
    const { generator } = await start({ edit: undefined } as unknown as OpenAiOptions);
    await refused(generator);
    const { parameters } = editInput();
    const image = await generator.generate({ prompt: "a cat", parameters }, roleContext().context);
    expect(image).toMatchObject({ width: 32, height: 32 });
  });
});

describe("AUTOMATIC1111 and Forge", () => {
  const start = async (options = {}) => {
    const server = keep(await startAutomatic1111Server({ image: redPicture(), ...options }));
    const generator = imageServer({ kind: "automatic1111", baseUrl: server.origin }, tools);
    const bodies = () =>
      server.received
        .filter(({ path }) => path.endsWith("img2img"))
        .map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    return { server, generator, bodies };
  };

  test("draw the region anew, in the light of the whole picture", async () => {
    const { generator, bodies } = await start();
    expect(generator.editing).toBe("mask");
    const { image } = await mend(generator);
    const [body] = bodies();
    expect(body).toMatchObject({
      prompt: "a red door in a blue wall",
      seed: 21,
      width: 32,
      height: 32,
      init_images: [Buffer.from(bluePicture()).toString("base64")],
      inpainting_fill: 1,
      inpaint_full_res: false,
    });
    const mask = Buffer.from(String(body?.mask), "base64");
    expect([await pixelOf(mask, 2, 2), await pixelOf(mask, 30, 30)]).toEqual([
      [255, 255, 255],
      [0, 0, 0],
    ]);
    expect([await pixelOf(image.png, 2, 2), await pixelOf(image.png, 30, 30)]).toEqual([RED, BLUE]);
  });

  test("without boxes change the whole picture, less of it", async () => {
    const { generator, bodies } = await start();
    await mend(generator, editInput({ boxes: null }));
    await mend(generator);
    const [whole, region] = bodies();
    expect(whole).not.toHaveProperty("mask");
    expect(Number(whole?.denoising_strength)).toBeLessThan(Number(region?.denoising_strength));
  });

  test("an API that only draws from words is not asked again", async () => {
    const { generator, bodies } = await start({ img2img: false });
    expect((await refused(generator)).code).toBe("bad-input");
    expect((await refused(generator)).code).toBe("bad-input");
    expect(bodies()).toHaveLength(1);
    expect(generator.editing).toBeUndefined();
  });
});

describe("Google's models", () => {
  test("get the picture with an instruction in one turn", async () => {
    const data = Buffer.from(redPicture()).toString("base64");
    const answer = () => geminiSays([{ inlineData: { mimeType: "image/png", data } }]);
    const server = keep(await startGeminiServer({ answer }));
    const config = { kind: "google-images" as const, baseUrl: server.origin, model: "gemini-image" };
    const generator = imageServer(config, tools);
    expect(generator.editing).toBe("instruction");
    const { image } = await mend(generator);
    expect(image).toMatchObject({ width: 32, height: 32 });
    const { contents } = JSON.parse(server.received[0]?.body ?? "");
    expect(contents[0].parts[0].inlineData.data).toBe(Buffer.from(bluePicture()).toString("base64"));
    expect(contents[0].parts[1].text).toContain("Make the door red.");
  });

  test("Imagen changes nothing", async () => {
    const config = { kind: "google-images" as const, baseUrl: "http://127.0.0.1:9", model: "imagen-4" };
    const generator = imageServer(config, tools);
    expect(generator.editing).toBeUndefined();
    expect((await refused(generator)).code).toBe("bad-input");
  });
});

describe("ComfyUI", () => {
  async function start(workflow?: string) {
    const server = keep(await startComfyServer({ image: redPicture() }));
    const config = {
      kind: "comfyui" as const,
      baseUrl: server.origin,
      workflow: exampleWorkflow,
      ...(workflow === undefined ? {} : { editWorkflow: workflow }),
    };
    const inputs = (id: string) => server.began[0]?.graph[id]?.inputs;
    return { server, generator: imageServer(config, tools), inputs };
  }

  test("a mask of its own goes to its own node", async () => {
    const { server, generator, inputs } = await start(editWorkflow("file"));
    expect(generator.editing).toBe("mask");
    const { image, usage } = await mend(generator);
    const base = server.uploads.get(String(inputs("1")?.image));
    expect(Buffer.compare(base?.bytes ?? Buffer.of(), bluePicture())).toBe(0);
    const mask = server.uploads.get(String(inputs("2")?.image))?.bytes ?? new Uint8Array();
    expect([await pixelOf(mask, 2, 2), await pixelOf(mask, 30, 30)]).toEqual([
      [255, 255, 255],
      [0, 0, 0],
    ]);
    expect(inputs("6")?.text).toBe("a red door in a blue wall");
    expect([await pixelOf(image.png, 2, 2), await pixelOf(image.png, 30, 30)]).toEqual([RED, BLUE]);
    expect(usage).toEqual([
      {
        calls: 1,
        inputTokens: 0,
        outputTokens: 0,
        images: 1,
        sentBytes: server.received.reduce((sum, { bytes }) => sum + bytes.length, 0),
      },
    ]);
  });

  test("a mask for the picture's transparency is laid into the picture that was uploaded before", async () => {
    const { server, generator, inputs } = await start(editWorkflow("alpha"));
    expect(generator.editing).toBe("mask");
    await mend(generator);
    const loaded = server.uploads.get(String(inputs("1")?.image));
    expect([...server.uploads.keys()]).toContain(loaded?.maskOf);
    expect(await alphaOf(loaded?.bytes ?? new Uint8Array(), 2, 2)).toBe(0);
  });

  test("without a mask the words say what to change", async () => {
    const { generator, inputs, server } = await start(editWorkflow(null));
    expect(generator.editing).toBe("instruction");
    await mend(generator);
    expect(String(inputs("6")?.text)).toContain("Make the door red.");
    expect(server.uploads.size).toBe(1);
  });

  test("a region nobody knows is none to draw anew", async () => {
    const { generator, server } = await start(editWorkflow("file"));
    const error = await failureOf(mend(generator, editInput({ boxes: null })));
    expect(error.code).toBe("bad-input");
    expect(server.received).toHaveLength(0);
    expect(generator.editing).toBe("mask");
  });

  test.each([undefined, exampleWorkflow, "{"])(
    "without a workflow that can change pictures: none",
    async (text) => {
      const { generator } = await start(text);
      expect(generator.editing).toBeUndefined();
      expect((await refused(generator)).code).toBe("bad-input");
    },
  );
});
