/** Keys never leave the main side: not to disk, not to the window, not to the terminal, not to another server. */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { forkInNode } from "../../../electron/inference/fork";
import { openServices, type Services } from "../../../electron/services";
import { foldersIn } from "../../../electron/shell/folders";
import type { SafeStorage } from "../../../electron/storage";
import type { GeneratorConfig, RolesConfig } from "../../../shared/backends";
import { exampleWorkflow } from "../../../shared/comfyui/example";
import { type Echo, echoes, startEchoServer } from "../../fixtures/servers/echo";
import { type Loopback, startLoopback } from "../../fixtures/servers/loopback";
import { forkOptions } from "./inference/real-worker";

const root = path.resolve(import.meta.dirname, "../../..");
/** With letters that JSON, addresses and pages spell in their own way, and unlike what usual filters look for. */
const key = "q7/Zk+9w-TOP.secret~K3y=42";
/** However it is written. */
const spellings = [
  key,
  key.replaceAll("/", "\\/"),
  encodeURIComponent(key),
  Buffer.from(key).toString("base64").replace(/=+$/, ""),
  // Half a key is a key.
  key.slice(0, 14),
  key.slice(-14),
];

const vaultKey = randomBytes(32);
const safeStorage: SafeStorage = {
  isEncryptionAvailable: () => true,
  encryptString(text) {
    const iv = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", vaultKey, iv);
    const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
  },
  decryptString(sealed) {
    const decipher = createDecipheriv("aes-256-gcm", vaultKey, sealed.subarray(0, 12));
    decipher.setAuthTag(sealed.subarray(12, 28));
    return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString("utf8");
  },
};

let data: string;
let services: Services;
let echo: Loopback;
let elsewhere: Loopback;
let kind: Echo | { readonly to: string } = "refuses the key and quotes it";
/** All that was told to the window, written to the terminal, or thrown. */
const told: string[] = [];

beforeAll(async () => {
  data = await mkdtemp(path.join(tmpdir(), "gems-keys-"));
  echo = await startEchoServer(() => kind);
  elsewhere = await startLoopback((_request, response) => void response.writeHead(200).end("thanks"));
  for (const method of ["log", "info", "warn", "error"] as const)
    vi.spyOn(console, method).mockImplementation((...words) => void told.push(words.map(String).join(" ")));
  services = await openServices({
    folders: foldersIn(root),
    dataFolder: data,
    version: "0.0.0",
    spawn: forkInNode(path.join(root, "electron/inference-worker.ts"), forkOptions),
    safeStorage,
    tell: (channel, payload) => told.push(`${channel} ${JSON.stringify(payload)}`),
    onFault: (error) => told.push(everyWordOf(error)),
  });
  await services.secrets.set(echo.origin, key);
});

afterAll(async () => {
  vi.restoreAllMocks();
  await services.close();
  await echo.close();
  await elsewhere.close();
  await rm(data, { recursive: true, force: true });
});

/** An error with its stack and everything below it. */
function everyWordOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const rest = Object.entries(thrown).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return [thrown.stack, ...rest, thrown.cause === undefined ? "" : everyWordOf(thrown.cause)].join("\n");
}

function expectNoKey(text: string, where: string): void {
  for (const spelling of spellings) {
    if (text.toLowerCase().includes(spelling.toLowerCase())) {
      const at = text.toLowerCase().indexOf(spelling.toLowerCase());
      expect.fail(`${where} holds the key: …${text.slice(Math.max(0, at - 80), at)}`);
    }
  }
}

async function expectNoKeyOnDisk(): Promise<number> {
  const entries = await readdir(data, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  for (const { parentPath, name } of files) {
    expectNoKey(name, "a file's name");
    expectNoKey(await readFile(path.join(parentPath, name), "latin1"), name);
  }
  return files.length;
}

const minds = (origin: string): readonly RolesConfig[] => [
  { kind: "chat", baseUrl: `${origin}/v1`, model: "m" },
  { kind: "anthropic", baseUrl: origin, model: "m" },
  { kind: "gemini", baseUrl: origin, model: "m" },
];
const painters = (origin: string): readonly GeneratorConfig[] => [
  { kind: "gems-http", baseUrl: origin },
  { kind: "openai-images", baseUrl: `${origin}/v1`, model: "m" },
  { kind: "automatic1111", baseUrl: origin },
  { kind: "comfyui", baseUrl: origin, workflow: exampleWorkflow },
  { kind: "google-images", baseUrl: origin, model: "m" },
];

/** Tests the connection, and the generator also by drawing. */
async function askEverybody(): Promise<void> {
  for (const roles of minds(echo.origin)) {
    const report = await services.connections.roles(roles);
    expect(report.ok).toBe(false);
    told.push(JSON.stringify(report));
  }
  for (const generator of painters(echo.origin)) {
    told.push(JSON.stringify(await services.connections.generator(generator)));
    services.settings.update({ generator });
    const { roles } = services.composeRoles();
    const parameters = { seed: 1, size: 64, temperature: 1 };
    const context = {
      signal: new AbortController().signal,
      onUsage: () => undefined,
      onProgress: (_fraction: number, label: string) => void told.push(label),
    };
    await roles.generator.generate({ prompt: "a red square", parameters }, context).then(
      () => expect.fail("nothing could be drawn"),
      (error: unknown) => void told.push(everyWordOf(error)),
    );
  }
}

describe.each(Object.keys(echoes) as Echo[])("a server that %s", (echoed) => {
  test("gets its key, and nobody ever reads it again", { timeout: 60_000 }, async () => {
    kind = echoed;
    const before = echo.received.length;
    await askEverybody();
    const headers = JSON.stringify(echo.received.slice(before).map((request) => request.headers));
    expect(headers).toContain(key);
    expectNoKey(
      JSON.stringify(echo.received.map(({ path: at, query, body }) => [at, [...query], body])),
      "a request",
    );
    expectNoKey(told.join("\n"), "what was told");
  });
});

test("redirects carry no key: whoever they lead to is not asked", { timeout: 60_000 }, async () => {
  kind = { to: `${elsewhere.origin}/v1/chat/completions` };
  await askEverybody();
  expect(elsewhere.received).toEqual([]);
  expectNoKey(told.join("\n"), "what was told");
});

test("a changed address gets no key that was given for another, not even in a test", async () => {
  for (const roles of minds(elsewhere.origin)) await services.connections.roles(roles);
  for (const generator of painters(elsewhere.origin)) await services.connections.generator(generator);
  expect(elsewhere.received.length).toBeGreaterThan(0);
  expectNoKey(JSON.stringify(elsewhere.received), "a request to another server");
});

test("runs that fail by it leave no trace of it, on disk or in an export", { timeout: 60_000 }, async () => {
  kind = "refuses the key and quotes it with slashes escaped";
  services.settings.update({ generator: { kind: "flatland" }, roles: { kind: "local" } });
  const drawn = await services.runs.start({ prompt: "a red car", rounds: 1 });
  await drawn.ended;
  const [roles] = minds(echo.origin);
  const [generator] = painters(echo.origin);
  services.settings.update({
    roles: roles ?? { kind: "local" },
    generator: generator ?? { kind: "flatland" },
  });
  const { runId, ended } = await services.runs.start({ prompt: "a blue car", rounds: 1 });
  expect((await ended).failure?.code).toBe("unauthorised");
  told.push(JSON.stringify([services.settings.get(), services.secrets.status()]));
  told.push(JSON.stringify(await services.runs.snapshot(runId)));
  const report = await services.exchange.exportTo(path.join(data, "export.png"), {
    items: [{ runId: drawn.runId, iteration: 1 }],
    format: { kind: "png", carry: "images" },
  });
  expect(report.failed).toEqual([]);
  await services.exchange.exportRuns(path.join(data, "runs.zip"), [drawn.runId, runId], undefined);
  expect(await expectNoKeyOnDisk()).toBeGreaterThan(5);
  expectNoKey(told.join("\n"), "what was told");
  // The test can see keys: the encrypted one is really there, and opens.
  expect(await readFile(path.join(data, "secrets.json"), "utf8")).toContain(echo.origin);
  expect(services.secrets.get(echo.origin)).toBe(key);
});
