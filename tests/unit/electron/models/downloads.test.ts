/** Downloads from a real server on the loopback interface, which fails in all the ways servers do. */
import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import type { ModelsOptions } from "../../../../electron/models";
import type { DownloadPlan, ModelShelf } from "../../../../shared/models/library";
import type { WantedSource } from "../../../../shared/models/source";
import { startLoopback } from "../../../fixtures/servers/loopback";
import {
  filesOf,
  listOf,
  type ModelServer,
  sha256,
  startModelServer,
} from "../../../fixtures/servers/models";
import { failure, type Opened, only, open, temporaryFolder, tinyModels } from "./support";

// Everything is forced to the disk, and disks are busy at times.
vi.setConfig({ testTimeout: 180_000 });

let tiny: Map<string, Uint8Array>;
const closing: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  tiny = await filesOf(path.join(tinyModels, "sd"));
});
afterEach(async () => {
  for (const server of closing.splice(0)) await server.close();
});

/** Large enough to come in many pieces. */
const LARGE = "unet/weights.pb";
const large = randomBytes(3_000_000);

async function serve(options: Parameters<typeof startModelServer>[1] = {}): Promise<ModelServer> {
  const server = await startModelServer(new Map([...tiny, [LARGE, large]]), options);
  closing.push(server);
  return server;
}

/** Waits never take time: how long they would have is told. */
function patience() {
  const waits: number[] = [];
  const net: ModelsOptions["net"] = {
    sleep: (ms) => {
      waits.push(ms);
      return Promise.resolve();
    },
    random: () => 0.5,
  };
  return { waits, net };
}

const hub = (server: ModelServer): WantedSource => ({
  kind: "hub",
  host: server.origin,
  repository: server.repository,
  revision: "main",
});

const resting = ({ downloads }: ModelShelf): boolean =>
  downloads.every(({ state }) => state === "paused" || state === "failed");

async function begin(models: Opened, source: WantedSource): Promise<{ id: string; plan: DownloadPlan }> {
  const plan = await models.downloads.plan(source);
  return { id: await models.downloads.begin(plan.token), plan };
}

/** Downloads it and waits until it has arrived, or rests. */
async function download(models: Opened, source: WantedSource): Promise<ModelShelf> {
  await begin(models, source);
  return models.until(resting);
}

/** The model that came, file by file what the server has. */
async function expectWhole(shelf: ModelShelf, server: ModelServer): Promise<void> {
  expect(shelf.downloads.map(({ error }) => error)).toEqual([]);
  const model = only(shelf.models);
  expect(model).toMatchObject({ state: "ready", place: "owned", error: null });
  const wanted = new Map([...server.files].filter(([file]) => !file.endsWith(".safetensors")));
  const came = await filesOf(model.folder);
  expect([...came.keys()].sort()).toEqual([...wanted.keys()].sort());
  for (const [file, bytes] of wanted) expect(sha256(came.get(file) ?? new Uint8Array())).toBe(sha256(bytes));
  expect(model.sums?.files).toBe(wanted.size);
}

describe("a repository of a hub", () => {
  test("is planned before anything is fetched: what is taken, what is not, how much, by which licence", async () => {
    const server = await serve({ licence: "openrail++" });
    server.files.set("README.md", Buffer.from("---\nlicense: mit\n---\n"));
    server.files.set("LICENSE", Buffer.from("text"));
    server.files.set("unet/diffusion_pytorch_model.safetensors", Buffer.alloc(1_000));
    server.files.set("unet/diffusion_pytorch_model.bin", Buffer.alloc(1_000));
    server.files.set("safety_checker/model.onnx", Buffer.alloc(1_000));
    server.files.set("sample.png", Buffer.alloc(10));
    const models = await open(await temporaryFolder());
    const plan = await models.downloads.plan(hub(server));
    expect(plan).toMatchObject({
      name: "sd-tiny",
      kind: "diffusion",
      licence: { name: "openrail++", file: "LICENSE" },
      unsized: 0,
      error: null,
      source: { revision: "0123456789abcdef0123456789abcdef01234567" },
    });
    expect(plan.leftOut.map((file) => file.path).sort()).toEqual([
      "safety_checker/model.onnx",
      "sample.png",
      "unet/diffusion_pytorch_model.bin",
      "unet/diffusion_pytorch_model.safetensors",
    ]);
    const taken = [...server.files].filter(([file]) => !plan.leftOut.some((one) => one.path === file));
    expect(plan.bytes).toBe(taken.reduce((sum, [, { length }]) => sum + length, 0));
    expect(server.received.filter((one) => one.path.includes("/resolve/"))).toEqual([]);
    expect((await models.shelf()).downloads).toEqual([]);
  });

  test("comes whole, file by file checked, and is a model of the library then", async () => {
    // Small files of a hub carry Git's checksum, large ones a SHA-256.
    const server = await serve({ small: (file) => !file.endsWith(".onnx") && file !== LARGE, page: 5 });
    const models = await open(await temporaryFolder());
    const { id, plan } = await begin(models, hub(server));
    expect(new Set(plan.files.map(({ verified }) => verified))).toEqual(new Set(["sha256", "git"]));
    const shelf = await models.until(resting);
    await expectWhole(shelf, server);
    expect(only(shelf.models)).toMatchObject({
      id,
      name: "sd-tiny",
      source: { kind: "hub", repository: "tiny/sd-tiny" },
    });
    expect((await readdir(path.join(models.data, "models"))).sort()).toEqual(
      [id, "downloads.json", "library.json"].sort(),
    );
    const again = await open(models.data);
    await expectWhole(await again.shelf(), server);
  });

  test("of a mirror that tells no commit is asked by its branch; the README names the licence", async () => {
    const server = await serve({ plain: true });
    server.files.set("README.md", Buffer.from(`---\nlicense: apache-2.0\n---\n${"word ".repeat(10_000)}`));
    const models = await open(await temporaryFolder());
    const plan = await models.downloads.plan(hub(server));
    expect(plan.source).toMatchObject({ revision: "main" });
    expect(plan.licence).toEqual({ name: "apache-2.0", file: null });
    await models.downloads.begin(plan.token);
    await expectWhole(await models.until(resting), server);
  });

  test.each([
    [
      "a folder without a model",
      (server: ModelServer) => server.files.delete("model_index.json"),
      {},
      "model-missing",
    ],
    ["a repository that is not there", () => undefined, { repository: "tiny/none" }, "not-found"],
  ])("%s is refused", async (_what, change, other, code) => {
    const server = await serve();
    change(server);
    const models = await open(await temporaryFolder());
    const refused = await failure(models.downloads.plan({ ...hub(server), ...other } as WantedSource));
    expect(refused.code).toBe(code);
  });

  test("that wants a token says so, and gets the one that was given for it", async () => {
    const secret = "hf_abcdefghijklmnop";
    const server = await startLoopback((request, response) => {
      const known = request.headers.authorization === `Bearer ${secret}`;
      response.writeHead(known ? 404 : 401, { "content-type": "application/json" });
      response.end(JSON.stringify({ error: `no entrance with ${request.headers.authorization}` }));
    });
    closing.push(server);
    const source = { kind: "hub", host: server.origin, repository: "a/b", revision: "main" } as const;
    const locked = await open(await temporaryFolder());
    const refused = await failure(locked.downloads.plan(source));
    expect(refused).toMatchObject({ code: "unauthorised" });
    expect(refused.remedy).toContain("give a token of yours");
    const get = (address: string) => (new URL(address).origin === server.origin ? secret : null);
    const models = await open(await temporaryFolder(), { secrets: { get } });
    const other = await failure(models.downloads.plan(source));
    expect(other.code).toBe("not-found");
    expect(JSON.stringify(other.toPayload())).not.toContain(secret);
  });
});

describe("a list of files", () => {
  test("beside the files, at an address of its own, or pasted", async () => {
    const server = await serve();
    for (const list of [undefined, `${server.base}/files.json`, JSON.stringify(listOf(server.files))]) {
      const models = await open(await temporaryFolder());
      const wanted: WantedSource = {
        kind: "list",
        base: server.base,
        ...(list === undefined ? {} : { list }),
      };
      const shelf = await download(models, wanted);
      await expectWhole(shelf, server);
      expect(only(shelf.models)).toMatchObject({
        name: "base",
        source: { kind: "list", base: `${server.base}/` },
      });
    }
  });

  test("without sizes and checksums brings what comes, and says that nothing was checked", async () => {
    const server = await serve({ list: () => [...tiny.keys(), LARGE].map((file) => ({ path: file })) });
    const models = await open(await temporaryFolder());
    const plan = await models.downloads.plan({ kind: "list", base: server.base });
    expect(plan).toMatchObject({ bytes: 0, unsized: tiny.size + 1 });
    expect(new Set(plan.files.map(({ verified }) => verified))).toEqual(new Set(["none"]));
    server.fail(LARGE, { kind: "cut", after: 1_000_000 });
    const { net } = patience();
    const patient = await open(await temporaryFolder(), { net });
    await expectWhole(await download(patient, { kind: "list", base: server.base }), server);
    // A strong tag says that the pieces belong together.
    expect(server.rangesOf(LARGE).at(-1)).toMatch(/^bytes=\d+-$/);
  });

  test.each([
    "../outside.onnx",
    "unet/../../outside.onnx",
    "/etc/passwd",
    "C:/windows.onnx",
    "c:model.onnx",
    "unet\\model.onnx",
    "UNET/model.onnx",
    "unet",
    "unet/config.json/more.json",
    "unet/nul.json",
    "unet/model.onnx ",
    "unet//model.onnx",
    "unet/mod\u202eel.onnx",
    "unet/./x.onnx",
  ])("with the hostile path %j is refused before anything is written", async (hostile) => {
    const server = await serve({ list: (entries) => [...entries, { path: hostile, size: 1 }] });
    const models = await open(await temporaryFolder());
    const refused = await failure(models.downloads.plan({ kind: "list", base: server.base }));
    expect(refused.code).toBe("bad-input");
    expect(refused.message).toContain("Nothing was written.");
    expect((await models.shelf()).downloads).toEqual([]);
  });

  test.each([
    ["{}"],
    ["[]"],
    ["[1]"],
    [`[{"path": "model_index.json", "size": -1}]`],
    [`[{"path": "model_index.json", "sha256": "short"}]`],
    ["no JSON"],
    ["x".repeat(9_000_000)],
  ])("%.40s is no list", async (text) => {
    const server = await startLoopback((_, response) => void response.writeHead(200).end(text));
    closing.push(server);
    const models = await open(await temporaryFolder());
    const refused = await failure(models.downloads.plan({ kind: "list", base: server.origin }));
    expect(refused.code).toBe("bad-answer");
  });
});

describe("servers fail", () => {
  test("the line breaks: what is here stays, the rest is asked for", async () => {
    const server = await serve();
    server.fail(LARGE, { kind: "cut", after: 1_000_000 }, { kind: "cut", after: 500_000 });
    const { net } = patience();
    const models = await open(await temporaryFolder(), { net });
    await expectWhole(await download(models, hub(server)), server);
    const ranges = server.rangesOf(LARGE);
    expect(ranges[0]).toBeNull();
    expect(ranges).toHaveLength(3);
    const starts = ranges.slice(1).map((range) => Number(/^bytes=(\d+)-$/.exec(range ?? "")?.[1]));
    expect(starts[0]).toBeGreaterThan(0);
    expect(starts[1]).toBeGreaterThan(starts[0] ?? 0);
  });

  test("another version is there by now: the file is fetched from its beginning", async () => {
    // Nothing but the tag tells the versions apart before the end.
    const server = await serve({
      list: (entries) => entries.map((one) => ({ path: (one as { path: string }).path })),
    });
    server.fail(LARGE, { kind: "cut", after: 1_000_000 });
    const models = await open(await temporaryFolder(), {
      net: {
        sleep: () => {
          server.files.set(LARGE, Buffer.from(large).reverse());
          return Promise.resolve();
        },
      },
    });
    await expectWhole(await download(models, { kind: "list", base: server.base }), server);
    expect(server.rangesOf(LARGE)).toHaveLength(2);
    expect(server.rangesOf(LARGE)[1]).toMatch(/^bytes=/);
  });

  test("a server that knows no pieces sends all of it again", async () => {
    const server = await serve();
    server.fail(LARGE, { kind: "cut", after: 1_000_000 }, { kind: "whole" });
    const { net } = patience();
    const models = await open(await temporaryFolder(), { net });
    await expectWhole(await download(models, hub(server)), server);
  });

  test("one that breaks off at the same place for ever is given up", async () => {
    const server = await serve({ tag: () => null });
    const faults = Array.from(
      { length: 20 },
      () => [{ kind: "cut", after: 10_000 }, { kind: "whole" }] as const,
    );
    // Without pieces and without an end: never further than before.
    server.fail(LARGE, ...faults.flat().map(() => ({ kind: "cut", after: 10_000 }) as const));
    for (const file of server.files.keys()) if (file !== LARGE) expect(file).toBeTruthy();
    const { net, waits } = patience();
    const models = await open(await temporaryFolder(), {
      net: {
        ...net,
        fetch: (url, init) => {
          const headers = new Headers(init?.headers);
          headers.delete("range");
          return fetch(url, { ...init, headers });
        },
      },
    });
    const shelf = await download(models, hub(server));
    expect(only(shelf.downloads)).toMatchObject({
      state: "failed",
      error: { code: "unreachable", retryable: true },
    });
    expect(waits.length).toBeGreaterThanOrEqual(5);
    expect(waits.length).toBeLessThan(12);
  });

  test("429 and 503 are waited for as long as they ask", async () => {
    const server = await serve();
    server.fail(
      LARGE,
      { kind: "status", status: 429, retryAfter: "7" },
      { kind: "status", status: 503, retryAfter: "3" },
    );
    const { net, waits } = patience();
    const models = await open(await temporaryFolder(), { net });
    await expectWhole(await download(models, hub(server)), server);
    expect(waits).toEqual([7_000, 3_000]);
  });

  test("500 is tried again with growing pauses, and told after five", async () => {
    const server = await serve();
    server.fail(LARGE, ...Array.from({ length: 6 }, () => ({ kind: "status", status: 500 }) as const));
    const { net, waits } = patience();
    const models = await open(await temporaryFolder(), { net });
    const failed = only((await download(models, hub(server))).downloads);
    expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000]);
    expect(failed).toMatchObject({ state: "failed", error: { code: "server-error" } });
    expect(failed.files.done).toBeGreaterThan(0);
    // Going on fetches what is missing and nothing else.
    const before = server.rangesOf("unet/model.onnx").length;
    await models.downloads.continue(failed.id);
    await expectWhole(await models.until(resting), server);
    expect(server.rangesOf("unet/model.onnx")).toHaveLength(before);
  });

  test("one that wants a long rest is not waited for", async () => {
    const server = await serve();
    server.fail(LARGE, { kind: "status", status: 429, retryAfter: "3600" });
    const { net, waits } = patience();
    const models = await open(await temporaryFolder(), { net });
    const failed = only((await download(models, hub(server))).downloads);
    expect(waits).toEqual([]);
    expect(failed.error?.remedy).toContain("3600 seconds");
  });

  test("wrong bytes are noticed: that file alone is fetched again", async () => {
    const server = await serve();
    server.fail("unet/model.onnx", { kind: "wrong" });
    const models = await open(await temporaryFolder());
    await expectWhole(await download(models, hub(server)), server);
    expect(server.rangesOf("unet/model.onnx")).toEqual([null, null]);
    expect(server.rangesOf("model_index.json")).toEqual([null]);
  });

  test("wrong bytes twice are told, with both checksums; going on tries again", async () => {
    const server = await serve({ small: (file) => file === "unet/config.json" });
    for (const file of ["unet/config.json", "unet/model.onnx"])
      server.fail(file, { kind: "wrong" }, { kind: "wrong" });
    const models = await open(await temporaryFolder());
    const { id } = await begin(models, hub(server));
    for (const file of ["unet/config.json", "unet/model.onnx"]) {
      const failed = only((await models.until(resting)).downloads);
      expect(failed).toMatchObject({ state: "failed", error: { code: "corrupt-data" } });
      expect(failed.error?.message).toContain(file);
      expect(failed.error?.detail).toMatch(/^expected [0-9a-f]{40,64}\nfound {4}[0-9a-f]{40,64}$/);
      await models.downloads.continue(id);
    }
    await expectWhole(await models.until(resting), server);
  });

  test("more bytes than were announced are not taken", async () => {
    const server = await serve();
    server.fail("unet/model.onnx", { kind: "more" });
    const models = await open(await temporaryFolder());
    const failed = only((await download(models, hub(server))).downloads);
    expect(failed.error?.message).toContain("longer than the");
  });

  test("the page of a network that wants a sign-in is no model", async () => {
    const server = await serve();
    server.fail("unet/model.onnx", { kind: "page" });
    const models = await open(await temporaryFolder());
    const failed = only((await download(models, hub(server))).downloads);
    expect(failed.error?.message).toContain("sent a web page instead of unet/model.onnx");
  });

  test("a slow drip is waited for; silence is not", async () => {
    const server = await serve();
    server.fail("model_index.json", { kind: "drip" });
    server.fail(LARGE, { kind: "stall", after: 100_000 });
    // Patience ends when the test says so, and begins anew with everything that comes.
    const armed = new Set<() => void>();
    let begun = 0;
    const { net } = patience();
    const models = await open(await temporaryFolder(), {
      net: {
        ...net,
        after: (_, action) => {
          begun += 1;
          armed.add(action);
          return () => armed.delete(action);
        },
      },
    });
    await begin(models, hub(server));
    const stalled = await models.until(({ downloads: [one] }) => one?.file === LARGE);
    // The first pieces have to be here before the line goes dead.
    await pieces(models, only(stalled.downloads).id, 1);
    expect(only(stalled.downloads).state).toBe("running");
    expect(begun).toBeGreaterThan(tiny.size + 20);
    for (const action of [...armed]) action();
    await expectWhole(await models.until(resting), server);
    expect(server.rangesOf(LARGE)[1]).toMatch(/^bytes=[1-9]/);
  });

  test("redirects are followed to the same server; the token goes no further than that", async () => {
    const secret = "hf_abcdefghijklmnop";
    const server = await serve();
    const elsewhere = await serve();
    server.fail("model_index.json", { kind: "redirect", to: "/base/model_index.json" });
    server.fail("unet/model.onnx", { kind: "redirect", to: "https://cdn.example.org/base/unet/model.onnx" });
    const asked: { url: string; token: boolean }[] = [];
    const models = await open(await temporaryFolder(), {
      secrets: { get: () => secret },
      net: {
        // Stands in for the other server's certificate; everything else is the real thing.
        fetch: (input, init) => {
          const url = String(input);
          asked.push({ url, token: new Headers(init?.headers).has("authorization") });
          return fetch(url.replace("https://cdn.example.org", elsewhere.origin), init);
        },
      },
    });
    await expectWhole(await download(models, hub(server)), server);
    const far = asked.filter(({ url }) => url.startsWith("https://cdn.example.org"));
    expect(far).toEqual([{ url: "https://cdn.example.org/base/unet/model.onnx", token: false }]);
    expect(elsewhere.received.map(({ headers }) => headers.authorization)).toEqual([undefined]);
    expect(asked.filter(({ url, token }) => url.startsWith(server.origin) && !token)).toEqual([]);
  });

  test("redirects to plain http, or without end, are refused", async () => {
    const server = await serve();
    const elsewhere = await serve();
    server.fail(LARGE, { kind: "redirect", to: `${elsewhere.base}/${LARGE}` });
    const models = await open(await temporaryFolder());
    const refused = only((await download(models, hub(server))).downloads);
    expect(refused.error).toMatchObject({ code: "forbidden" });
    expect(refused.error?.message).toContain("which is not https");
    expect(elsewhere.received).toEqual([]);
    server.fail(
      LARGE,
      ...Array.from({ length: 9 }, () => ({ kind: "redirect", to: `/base/${LARGE}` }) as const),
    );
    await models.downloads.continue(refused.id);
    expect(only((await models.until(resting)).downloads).error?.code).toBe("bad-answer");
  });

  test("a server that is gone is told", async () => {
    const server = await serve();
    const models = await open(await temporaryFolder(), { net: patience().net });
    const plan = await models.downloads.plan(hub(server));
    await server.close();
    await models.downloads.begin(plan.token);
    const failed = only((await models.until(resting)).downloads);
    expect(failed.error).toMatchObject({ code: "unreachable", retryable: true });
  });
});

/** Waits until so many bytes of the file under way are on the disk. */
async function pieces({ data }: Opened, id: string, bytes: number): Promise<void> {
  const parts = path.join(data, "models", `.arriving-${id}`, ".parts");
  for (;;) {
    const names = await readdir(parts).catch(() => []);
    const sizes = await Promise.all(names.map(async (name) => (await stat(path.join(parts, name))).size));
    if (Math.max(0, ...sizes) >= bytes) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe("the designer decides", () => {
  test("paused, closed, opened again and gone on with: nothing is fetched twice", async () => {
    const server = await serve();
    server.fail(LARGE, { kind: "hold", after: 1_000_000 });
    const data = await temporaryFolder();
    const models = await open(data);
    const { id } = await begin(models, hub(server));
    await models.until(({ downloads: [one] }) => one?.file === LARGE);
    await pieces(models, id, 1_000_000);
    await models.downloads.pause(id);
    const paused = only((await models.shelf()).downloads);
    expect(paused).toMatchObject({ id, state: "paused", error: null });
    expect(paused.done).toBeGreaterThanOrEqual(1_000_000);
    expect(paused.total).toBe([...server.files.values()].reduce((sum, { length }) => sum + length, 0));
    await models.close();

    const again = await open(data);
    expect(only((await again.shelf()).downloads)).toMatchObject({ id, state: "paused", done: paused.done });
    await again.downloads.continue(id);
    await expectWhole(await again.until(resting), server);
    expect(server.rangesOf(LARGE)).toEqual([null, "bytes=1000000-"]);
    expect(server.rangesOf("unet/model.onnx")).toHaveLength(1);
    const [first] = again.progress;
    if (first !== undefined) expect(first.done).toBeGreaterThanOrEqual(1_000_000);
  });

  test("given up, nothing is left of it", async () => {
    const server = await serve();
    server.fail(LARGE, { kind: "hold", after: 1_000_000 });
    const models = await open(await temporaryFolder());
    const { id } = await begin(models, hub(server));
    await models.until(({ downloads: [one] }) => one?.file === LARGE);
    await models.downloads.abandon(id);
    expect(await models.shelf()).toMatchObject({ downloads: [], models: [] });
    expect(await readdir(path.join(models.data, "models"))).toEqual(["downloads.json"]);
    expect((await failure(models.downloads.continue(id))).code).toBe("not-found");
  });

  test("the same is not fetched twice at once, and a plan is begun once", async () => {
    const server = await serve();
    server.fail(LARGE, { kind: "hold", after: 1_000 });
    const models = await open(await temporaryFolder());
    const { plan } = await begin(models, hub(server));
    expect((await failure(models.downloads.begin(plan.token))).code).toBe("not-found");
    const second = await models.downloads.plan(hub(server));
    expect((await failure(models.downloads.begin(second.token))).code).toBe("busy");
  });

  test("without room it does not begin, nor go on", async () => {
    const server = await serve();
    server.fail(LARGE, { kind: "hold", after: 1_000_000 });
    let free = 1e12;
    const models = await open(await temporaryFolder(), { space: () => Promise.resolve(free) });
    const { id } = await begin(models, hub(server));
    await models.until(({ downloads: [one] }) => one?.file === LARGE);
    await models.downloads.pause(id);
    free = 1e6;
    expect(await failure(models.downloads.continue(id))).toMatchObject({ code: "storage" });
    const plan = await models.downloads.plan({ kind: "list", base: server.base });
    expect(plan.error).toMatchObject({ code: "storage" });
    expect((await failure(models.downloads.begin(plan.token))).code).toBe("storage");
  });

  test("a link planted in its folder leads nothing out of it", async () => {
    const server = await serve();
    server.fail("model_index.json", { kind: "hold", after: 10 });
    const [data, outside] = [await temporaryFolder(), await temporaryFolder()];
    const models = await open(data);
    const { id } = await begin(models, hub(server));
    await models.until(({ downloads: [one] }) => one?.file === "model_index.json");
    await pieces(models, id, 10);
    await models.downloads.pause(id);
    const folder = path.join(data, "models", `.arriving-${id}`, "sd-tiny");
    await mkdir(folder, { recursive: true });
    await rm(path.join(folder, "unet"), { recursive: true, force: true });
    await symlink(outside, path.join(folder, "unet"));
    await models.downloads.continue(id);
    const failed = only((await models.until(resting)).downloads);
    expect(failed.error).toMatchObject({ code: "forbidden" });
    expect(await readdir(outside)).toEqual([]);
  });

  test("one that arrives broken is on the shelf, and says what is wrong", async () => {
    const server = await serve({
      list: (entries) => entries.filter((one) => !("path" in one && one.path === "unet/model.onnx")),
    });
    const models = await open(await temporaryFolder());
    const shelf = await download(models, { kind: "list", base: server.base });
    expect(only(shelf.models)).toMatchObject({ state: "broken", error: { code: "model-missing" } });
  });

  test("what is written down holds no token", async () => {
    const secret = "hf_abcdefghijklmnop";
    const server = await serve();
    server.fail(LARGE, { kind: "status", status: 403 });
    const models = await open(await temporaryFolder(), { secrets: { get: () => secret } });
    const failed = only((await download(models, hub(server))).downloads);
    expect(failed.error?.code).toBe("unauthorised");
    expect(await readFile(path.join(models.data, "models", "downloads.json"), "utf8")).not.toContain(secret);
    expect(server.received.every(({ headers }) => headers.authorization === `Bearer ${secret}`)).toBe(true);
  });
});

test("a list of downloads that was damaged is set aside", async () => {
  const data = await temporaryFolder();
  await mkdir(path.join(data, "models"), { recursive: true });
  await writeFile(path.join(data, "models", "downloads.json"), "{");
  const models = await open(data);
  expect(models.faults.map(({ code }) => code)).toEqual(["corrupt-data"]);
  expect((await models.shelf()).downloads).toEqual([]);
});
