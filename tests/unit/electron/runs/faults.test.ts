/**
 * Whole runs over real backends whose servers fail: the journal tells which role failed and what helps, nothing made
 * before is lost or made again, and once the server is well the run goes on with just the step that failed.
 */
import { afterEach, describe, expect, it, vi } from "vitest";
import { languageRoles } from "../../../../electron/agent/language";
import type { Generator, Roles, Verifier } from "../../../../electron/agent/roles";
import { chatServer, imageServer } from "../../../../electron/backends/choose";
import { readJournal } from "../../../../electron/storage";
import { exampleWorkflow } from "../../../../shared/comfyui/example";
import type { ErrorCode } from "../../../../shared/errors";
import type { JournalEvent } from "../../../../shared/run/events";
import { startAnthropicServer } from "../../../fixtures/servers/anthropic";
import { startAutomatic1111Server } from "../../../fixtures/servers/automatic1111";
import { startComfyServer } from "../../../fixtures/servers/comfyui";
import type { Fault } from "../../../fixtures/servers/faults";
import { geminiSays, startGeminiServer } from "../../../fixtures/servers/gemini";
import { startGemsServer } from "../../../fixtures/servers/gems";
import type { Loopback } from "../../../fixtures/servers/loopback";
import { startOpenAiServer } from "../../../fixtures/servers/openai";
import { criterion, scripted } from "../agent/support";
import { impatientHttp, keepServers, pictures, redPicture } from "../backends/tools";
import { type Desk, hashes, openDesk } from "./desk";

// A second's pause before the second try would be all that this test waits for.
vi.mock("../../../../electron/runs/clock", () => ({
  wallClock: { now: () => Date.now(), sleep: () => Promise.resolve() },
}));

const key = "sk-run-faults-0001-abcdefgh";
const criteria = [criterion("c1"), criterion("c2")];
const allPass = [{ c1: "pass", c2: "pass" }] as const;
const image = redPicture();
const said = JSON.stringify({
  verdicts: criteria.map(({ id }) => ({ id, reason: "seen", answer: "yes", confidence: 0.9, boxes: [] })),
});
const base64 = Buffer.from(image).toString("base64");

interface Peer {
  readonly name: string;
  readonly path: RegExp;
  readonly start: () => Promise<Loopback>;
  readonly roles: (origin: string) => Roles;
}

function drawnBy(make: (origin: string) => Generator): Peer["roles"] {
  return (origin) => ({ ...scripted(criteria, allPass), generator: make(origin) });
}

function judgedBy(make: (origin: string) => Verifier): Peer["roles"] {
  return (origin) => ({ ...scripted(criteria, allPass), verifier: make(origin) });
}

const server = (config: Parameters<typeof imageServer>[0]) =>
  imageServer(config, { key, http: impatientHttp().http, pictures });
const mind = (config: Parameters<typeof chatServer>[0]) =>
  languageRoles(chatServer(config, { key, http: impatientHttp().http })).verifier;

const drawing: readonly Peer[] = [
  {
    name: "gems-http",
    path: /generate/,
    start: () => startGemsServer({ key, png: image }),
    roles: drawnBy((baseUrl) => server({ kind: "gems-http", baseUrl })),
  },
  {
    name: "openai-images",
    path: /generations/,
    start: () => startOpenAiServer({ key, image }),
    roles: drawnBy((origin) => server({ kind: "openai-images", baseUrl: `${origin}/v1`, model: "m" })),
  },
  {
    name: "automatic1111",
    path: /txt2img/,
    start: () => startAutomatic1111Server({ key, image }),
    roles: drawnBy((baseUrl) => server({ kind: "automatic1111", baseUrl })),
  },
  {
    name: "comfyui",
    path: /^\/prompt$/,
    start: () => startComfyServer({ key, image }),
    roles: drawnBy((baseUrl) => server({ kind: "comfyui", baseUrl, workflow: exampleWorkflow })),
  },
  {
    name: "google-images",
    path: /generateContent/,
    start: () =>
      startGeminiServer({
        key,
        image,
        answer: () => geminiSays([{ inlineData: { mimeType: "image/png", data: base64 } }]),
      }),
    roles: drawnBy((baseUrl) => server({ kind: "google-images", baseUrl, model: "m" })),
  },
];

const judging: readonly Peer[] = [
  {
    name: "chat",
    path: /completions/,
    start: () => startOpenAiServer({ key, chat: () => said }),
    roles: judgedBy((origin) => mind({ kind: "chat", baseUrl: `${origin}/v1`, model: "m" })),
  },
  {
    name: "anthropic",
    path: /messages/,
    start: () => startAnthropicServer({ key, say: () => [{ type: "text", text: said }] }),
    roles: judgedBy((baseUrl) => mind({ kind: "anthropic", baseUrl, model: "m" })),
  },
  {
    name: "gemini",
    path: /streamGenerateContent/,
    start: () => startGeminiServer({ key, answer: () => geminiSays([{ text: said }]) }),
    roles: judgedBy((baseUrl) => mind({ kind: "gemini", baseUrl, model: "m" })),
  },
];

const faults: readonly (readonly [string, Fault, ErrorCode])[] = [
  ["401", { kind: "status", status: 401, message: `no, not with ${key}` }, "unauthorised"],
  ["429", { kind: "status", status: 429 }, "rate-limited"],
  ["500", { kind: "status", status: 500 }, "server-error"],
  ["half a body", { kind: "half-body" }, "unreachable"],
  ["HTML", { kind: "body", contentType: "text/html", body: "<html>Sign in</html>" }, "bad-answer"],
  ["torn JSON", { kind: "body", contentType: "application/json", body: '{"da' }, "bad-answer"],
];

const keep = keepServers();
const desks: Desk[] = [];
afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.close();
});

const count = (events: readonly JournalEvent[], type: JournalEvent["type"]) =>
  events.filter((event) => event.type === type).length;

function cases(peers: readonly Peer[]) {
  return peers.flatMap((peer) =>
    faults.map(([name, fault, code]) => [`${peer.name}: ${name}`, peer, fault, code] as const),
  );
}

async function failedRun(peer: Peer, fault: Fault) {
  const place = keep(await peer.start());
  place.failAt(peer.path, fault);
  const desk = await openDesk(peer.roles(place.origin));
  desks.push(desk);
  const { runId, ended } = await desk.service.start({ prompt: "a cat", rounds: 2 });
  const state = await ended;
  const folder = await desk.folder.locate(runId);
  return { place, desk, runId, state, folder, events: (await readJournal(folder)).events };
}

describe.each([
  ["generator", drawing, { drawn: 0 }],
  ["verifier", judging, { drawn: 1 }],
] as const)("a server of the %s fails", (role, peers, { drawn }) => {
  it.each(cases(peers))("%s", { timeout: 30_000 }, async (_name, peer, fault, code) => {
    const { place, desk, runId, state, folder, events } = await failedRun(peer, fault);
    expect(state.status).toBe("failed");
    expect(state.failure).toMatchObject({ role, code, iteration: 1 });
    expect(state.failure?.remedy.length).toBeGreaterThan(10);
    expect(JSON.stringify(events)).not.toContain(key);
    expect(state.criteria).toEqual(criteria);
    expect(count(events, "image-generated")).toBe(drawn);
    const made = await hashes(folder);

    place.heal();
    const rested = await (await desk.service.resume(runId)).ended;
    const after = (await readJournal(folder)).events;
    expect(rested).toMatchObject({ status: "finished", finishedBecause: "all-passed", failure: null });
    expect(after.slice(0, events.length)).toEqual(events);
    for (const once of [
      "prompt-enhanced",
      "criteria-proposed",
      "iteration-started",
      "image-generated",
    ] as const)
      expect(count(after, once), once).toBe(1);
    const { "journal.jsonl": _before, ...kept } = made;
    expect(await hashes(folder)).toMatchObject(kept);
  });
});
