import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { completed, platformOf, unlisted } from "../../scripts/lib/lockfile.mjs";
import { top } from "./support/tree";

const lock = JSON.parse(readFileSync(path.join(top, "package-lock.json"), "utf8"));

describe("the lockfile", () => {
  test("lists every platform's packages (if not: npm run complete-lockfile)", () => {
    expect(unlisted(lock.packages)).toEqual([]);
  });

  test("asks for exactly what package.json asks for", () => {
    const { dependencies, devDependencies } = JSON.parse(
      readFileSync(path.join(top, "package.json"), "utf8"),
    );
    expect(lock.packages[""]).toMatchObject({ dependencies, devDependencies });
  });

  test("names no download address", () => {
    expect(JSON.stringify(lock)).not.toContain('"resolved"');
  });
});

describe("platformOf", () => {
  test.each([
    ["@a/b-android-arm64", { os: ["android"], cpu: ["arm64"] }],
    ["@a/b-linux-x64-musl", { os: ["linux"], cpu: ["x64"], libc: ["musl"] }],
    ["@a/b-linux-arm-gnueabihf", { os: ["linux"], cpu: ["arm"], libc: ["glibc"] }],
    ["@a/b-linux-arm-musleabihf", { os: ["linux"], cpu: ["arm"], libc: ["musl"] }],
    ["@a/b-android-arm-eabi", { os: ["android"], cpu: ["arm"] }],
    ["@a/b-win32-ia32-msvc", { os: ["win32"], cpu: ["ia32"] }],
    ["@a/b-wasm32-wasi", { cpu: ["wasm32"] }],
    ["fsevents", null],
    ["@a/linux-tools", null],
  ])("%s", (name, expected) => {
    expect(platformOf(name)).toEqual(expected);
  });

  test("agrees with every platform package the lockfile got from the registry", () => {
    const known = Object.entries<{ integrity?: string; os?: string[]; cpu?: string[]; libc?: string[] }>(
      lock.packages,
    )
      .filter(
        ([place, entry]) => entry.integrity !== undefined && /-(darwin|win32)-(x64|arm64|ia32)\b/.test(place),
      )
      .filter(([, entry]) => entry.os !== undefined && entry.cpu !== undefined);
    expect(known.length).toBeGreaterThan(5);
    for (const [place, { os, cpu }] of known)
      expect(platformOf(place.split("node_modules/").at(-1)!)).toMatchObject({ os, cpu });
  });
});

describe("completed", () => {
  const entries = {
    "": {},
    "node_modules/a": {
      version: "1.0.0",
      dev: true,
      optionalDependencies: { "a-linux-x64": "1.0.0", "a-win32-x64": "1.0.0" },
    },
    "node_modules/a-linux-x64": { version: "1.0.0" },
  };

  test("adds what is missing, and nothing twice", () => {
    const once = completed(entries);
    expect(Object.keys(once)).toEqual([
      "",
      "node_modules/a",
      "node_modules/a-linux-x64",
      "node_modules/a-win32-x64",
    ]);
    expect(once["node_modules/a-win32-x64"]).toEqual({
      version: "1.0.0",
      cpu: ["x64"],
      dev: true,
      optional: true,
      os: ["win32"],
    });
    expect(completed(once)).toEqual(once);
  });

  test("finds a package beside the one that asks, and above it", () => {
    const nested = {
      "node_modules/b/node_modules/a": entries["node_modules/a"],
      "node_modules/b/node_modules/a-linux-x64": { version: "1.0.0" },
      "node_modules/a-win32-x64": { version: "1.0.0" },
    };
    expect(unlisted(nested)).toEqual([]);
  });

  test("does not guess", () => {
    const odd = { "node_modules/a": { optionalDependencies: { "a-tools": "1.0.0" } } };
    expect(() => completed(odd)).toThrow(/a-tools@1\.0\.0/);
  });
});
