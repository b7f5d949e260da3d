/** The paper's loop as a user with servers has it: real services, storage and worker; servers on loopback. */
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { colourCard, colours } from "../../../electron/backends/colour-card";
import { forkInNode } from "../../../electron/inference/fork";
import { openServices, type Services } from "../../../electron/services";
import { foldersIn } from "../../../electron/shell/folders";
import { exampleWorkflow } from "../../../shared/comfyui/example";
import type { StudioError } from "../../../shared/errors";
import type { RunState } from "../../../shared/run/state";
import { startAnthropicServer } from "../../fixtures/servers/anthropic";
import { startComfyServer } from "../../fixtures/servers/comfyui";
import { startGemsServer } from "../../fixtures/servers/gems";
import type { Loopback } from "../../fixtures/servers/loopback";
import { startOpenAiServer, type Turn } from "../../fixtures/servers/openai";
import { forkOptions } from "./inference/real-worker";

const root = path.resolve(import.meta.dirname, "../../..");
const keys = { generator: "sk-generator-key-11112222", chat: "sk-chat-key-33334444" };
const prompt = "a red square beside a blue one";
const questions = ["Is there a red square?", "Is there a blue square?"];

function cardOf(nth: number): Uint8Array {
  const colour = colours[nth % colours.length];
  if (colour === undefined) throw new Error("no colours");
  return colourCard(colour, 24 + nth);
}

/** Plays all five thinking roles: the first picture lacks the blue square, the second has both. */
function think(turn: Pick<Turn, "text">, verified: { times: number }): string {
  const { text } = turn;
  if (text.includes("<skills>")) {
    return JSON.stringify({
      candidates: [{ name: "spatial-layout", score: 0.8, reason: "beside" }],
      chosen: "spatial-layout",
      reason: "Places.",
    });
  }
  if (text.includes("<questions>")) {
    verified.times += 1;
    const blue = verified.times > 1 ? "yes" : "no";
    const boxes = [{ label: "red square", box: [0.1, 0.1, 0.4, 0.4] }];
    const verdicts = [
      { id: "c1", reason: "a red square", answer: "yes", confidence: 0.9, boxes },
      { id: "c2", reason: "looked for blue", answer: blue, confidence: 0.8, boxes: [] },
    ];
    return `Here is what I see:\n\`\`\`json\n${JSON.stringify({ verdicts })}\n\`\`\``;
  }
  if (text.includes("Now word the next prompt.")) {
    return JSON.stringify({
      lesson: "Blue was lost; name it first.",
      thought: "blue first",
      strategy: "lead with blue",
      new_seed: true,
      prompt: "A blue square, and beside it a red one",
    });
  }
  if (text.includes("<skill-instructions>")) {
    return JSON.stringify({
      thought: "said where",
      prompt: "On the left a red square, on the right a blue one",
    });
  }
  return JSON.stringify({ criteria: questions.map((question) => ({ question, kind: "object" })) });
}

let data: string;
let services: Services;
let painter: Loopback;
let thinker: Loopback;
const faults: StudioError[] = [];
const turns: Turn[] = [];

beforeAll(async () => {
  data = await mkdtemp(path.join(tmpdir(), "gems-composed-"));
  const verified = { times: 0 };
  painter = await startGemsServer({ png: cardOf(0), key: keys.generator });
  thinker = await startOpenAiServer({
    key: keys.chat,
    chat: (turn) => {
      turns.push(turn);
      return think(turn, verified);
    },
  });
  services = await openServices({
    folders: foldersIn(root),
    dataFolder: data,
    version: "0.0.0",
    spawn: forkInNode(path.join(root, "electron/inference-worker.ts"), forkOptions),
    safeStorage: null,
    tell: () => undefined,
    onFault: (error) => faults.push(error),
  });
  services.settings.update({
    generator: { kind: "gems-http", baseUrl: painter.origin },
    roles: { kind: "chat", baseUrl: `${thinker.origin}/v1`, model: "thinker" },
  });
  await services.secrets.set(painter.origin, keys.generator);
  await services.secrets.set(thinker.origin, keys.chat);
});

afterAll(async () => {
  await services.close();
  await painter.close();
  await thinker.close();
  await rm(data, { recursive: true, force: true });
});

describe("a run by servers", () => {
  let state: RunState;
  beforeAll(async () => {
    const { ended } = await services.runs.start({ prompt, rounds: 4 });
    state = await ended;
  });

  test("plans, draws, verifies, learns and refines until everything passes", () => {
    expect(state.failure).toBeNull();
    expect(state.finishedBecause).toBe("all-passed");
    expect(state.routing?.chosen).toBe("spatial-layout");
    expect(state.criteria?.map(({ question }) => question)).toEqual(questions);
    expect(state.iterations.map((it) => it.prompt)).toEqual([
      "On the left a red square, on the right a blue one",
      "A blue square, and beside it a red one",
    ]);
    expect(state.iterations.map((it) => it.score?.passed)).toEqual([1, 2]);
    expect(state.iterations[0]?.experience?.text).toBe("Blue was lost; name it first.");
    expect(state.iterations[1]?.strategy).toBe("lead with blue");
    expect(state.iterations[0]?.verdicts.c1?.evidence).toHaveLength(1);
    expect(faults).toEqual([]);
  });

  test("the record names who drew and who thought", () => {
    expect(state.header?.settings.generator).toBe(`GEMS server at ${new URL(painter.origin).host}`);
    expect(state.header?.settings.roles).toBe(`thinker at ${new URL(thinker.origin).host}`);
    expect(state.iterations[0]?.verdicts.c1?.by).toBe("thinker");
    expect(state.usage.calls).toBe(turns.length + painter.received.length);
  });

  test("the decomposer saw the designer's words only", () => {
    const asked = turns.find(({ text }) => text.includes("atomic visual requirements"));
    expect(asked?.text).toContain(prompt);
    expect(asked?.text).not.toContain("On the left");
  });

  test("both servers got their own key, and no key is written anywhere", async () => {
    expect(
      painter.received.every(({ headers }) => headers.authorization === `Bearer ${keys.generator}`),
    ).toBe(true);
    expect(thinker.received.every(({ headers }) => headers.authorization === `Bearer ${keys.chat}`)).toBe(
      true,
    );
    const files = await readdir(data, { recursive: true, withFileTypes: true });
    for (const file of files.filter((entry) => entry.isFile())) {
      const bytes = await readFile(path.join(file.parentPath, file.name), "latin1");
      for (const key of Object.values(keys)) expect(bytes.includes(key), file.name).toBe(false);
    }
  });
});

test("a server that refuses the key fails the run with a remedy and without the key", async () => {
  await services.secrets.set(thinker.origin, "sk-wrong-key-55556666");
  const { ended, runId } = await services.runs.start({ prompt, rounds: 1 });
  const state = await ended;
  expect(state.failure).toMatchObject({ role: "planner", code: "unauthorised" });
  expect(state.failure?.remedy).toMatch(/key/i);
  const snapshot = await services.runs.snapshot(runId);
  expect(JSON.stringify(snapshot)).not.toContain("sk-wrong-key-55556666");
});

test("a run by ComfyUI and Anthropic ends as one by any other servers", async () => {
  const verified = { times: 0 };
  const comfy = await startComfyServer({ key: keys.generator, image: cardOf(3) });
  const anthropic = await startAnthropicServer({
    key: keys.chat,
    say: (body) => {
      const parts = body.messages.flatMap(({ content }) => content);
      const words = parts.map((part) => (part.type === "text" ? part.text : "")).join("\n");
      return [{ type: "text", text: think({ text: `${body.system ?? ""}\n${words}` }, verified) }];
    },
  });
  const before = services.settings.get();
  try {
    services.settings.update({
      generator: { kind: "comfyui", baseUrl: comfy.origin, workflow: exampleWorkflow },
      roles: { kind: "anthropic", baseUrl: anthropic.origin, model: "sonnet" },
    });
    await services.secrets.set(comfy.origin, keys.generator);
    await services.secrets.set(anthropic.origin, keys.chat);
    const { ended } = await services.runs.start({ prompt, rounds: 4 });
    const state = await ended;
    expect(state.failure).toBeNull();
    expect(state.finishedBecause).toBe("all-passed");
    expect(state.iterations.map((it) => it.score?.passed)).toEqual([1, 2]);
    expect(state.header?.settings.generator).toBe(`ComfyUI at ${new URL(comfy.origin).host}`);
    expect(state.header?.settings.roles).toBe(`sonnet at ${new URL(anthropic.origin).host}`);
    expect(comfy.began.map(({ graph }) => graph["6"]?.inputs.text)).toEqual(
      state.iterations.map((it) => it.prompt),
    );
    expect(anthropic.received.every(({ headers }) => headers.authorization === undefined)).toBe(true);
    expect(anthropic.received.every(({ headers }) => headers["x-api-key"] === keys.chat)).toBe(true);
  } finally {
    services.settings.update({ generator: before.generator, roles: before.roles });
    await comfy.close();
    await anthropic.close();
  }
});

test("a run's own choice of server draws it once that server was set up, and gets no key given for another", async () => {
  const own = await startGemsServer({ png: cardOf(2) });
  await services.secrets.set(thinker.origin, keys.chat);
  const generator = { kind: "gems-http" as const, baseUrl: own.origin };
  const request = { prompt, rounds: 1, generator };
  await expect(services.runs.start(request)).rejects.toMatchObject({ code: "forbidden" });
  expect(own.received).toEqual([]);

  const before = services.settings.get().generator;
  services.settings.update({ generator });
  services.settings.update({ generator: before });
  const { ended, runId } = await services.runs.start(request);
  expect((await ended).header?.settings.generator).toBe(`GEMS server at ${new URL(own.origin).host}`);
  const { ended: more } = await services.runs.resume(runId, 2);
  await more;
  expect(own.received.length).toBeGreaterThanOrEqual(2);
  expect(own.received.every(({ headers }) => headers.authorization === undefined)).toBe(true);

  // Forgotten again, as for a run whose folder came from somebody else: nothing goes there, nothing is lost.
  const sent = own.received.length;
  services.settings.update({ knownServers: [] });
  await expect(services.runs.resume(runId, 3)).rejects.toMatchObject({
    code: "forbidden",
    message: expect.stringContaining(own.origin),
  });
  expect(own.received).toHaveLength(sent);
  await own.close();
});
