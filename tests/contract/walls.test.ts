import { describe, expect, test } from "vitest";
import { readTree } from "./support/tree";
import { electronPackages, findBreaches, packagesReachableFrom } from "./support/walls";

const tree = readTree(["shared", "electron", "renderer"]);

describe("the walls stand", () => {
  test("no room imports what it may not know", () => {
    expect(findBreaches(tree)).toEqual([]);
  });

  test("the tree is really read", () => {
    expect(tree.get("shared/ipc/contract.ts")).toContain("zod");
    expect(tree.get("electron/preload.ts")).toContain("contextBridge");
  });

  test.each(["electron/headless.ts", "electron/inference-worker.ts"])("%s runs in plain Node", (entry) => {
    expect(packagesReachableFrom(entry, tree, electronPackages)).toEqual([]);
  });

  test("the preload script loads nothing but Electron", () => {
    const chains = packagesReachableFrom("electron/preload.ts", tree, /./);
    expect(chains).toEqual([["electron/preload.ts", "electron"]]);
  });
});

/** A small house whose every file is in order, to plant breaches in. */
const house = new Map<string, string | null>([
  ["shared/errors.ts", `import { z } from "zod"; export const e = z.string();`],
  ["shared/run/events.ts", `export type { e } from "../errors";`],
  [
    "renderer/app/view.tsx",
    `import { e } from "../../shared/errors"; import "./view.css"; export const v = <p>{e}</p>;`,
  ],
  ["renderer/app/view.css", null],
  ["electron/agent/loop.ts", `import type { e } from "../../shared/errors"; export {};`],
  [
    "electron/inference/sessions.ts",
    `import { InferenceSession } from "onnxruntime-node"; export { InferenceSession };`,
  ],
  ["electron/backends/chat.ts", `import http from "node:http"; export { http };`],
  ["electron/storage/settings.ts", `import Store from "electron-store"; export { Store };`],
  ["electron/shell/window.ts", `import { BrowserWindow } from "electron"; export { BrowserWindow };`],
  ["electron/main.ts", `import "./shell/window";`],
  ["electron/headless.ts", `import "./backends/chat"; import type { Store } from "./storage/settings";`],
]);

function withPlanted(file: string, source: string): ReadonlyMap<string, string | null> {
  return new Map([...house, [file, source]]);
}

describe("the wall test can fail", () => {
  test("a house in order has no breach", () => {
    expect(findBreaches(house)).toEqual([]);
    expect(packagesReachableFrom("electron/headless.ts", house, electronPackages)).toEqual([]);
  });

  test.each([
    ["shared knows the main side", "shared/a.ts", `import "../electron/agent/loop";`],
    [
      "shared knows the renderer, as a type",
      "shared/a.ts",
      `import type { v } from "../renderer/app/view"; export {};`,
    ],
    [
      "shared knows it in a type position",
      "shared/a.ts",
      `export type V = import("../renderer/app/view").v;`,
    ],
    ["shared uses Node", "shared/a.ts", `import { join } from "node:path"; export { join };`],
    ["shared uses Node by its old name", "shared/a.ts", `import fs from "fs"; export { fs };`],
    ["shared uses Electron", "shared/a.ts", `export { app } from "electron";`],
    ["the renderer knows the main side", "renderer/a.tsx", `export * from "../electron/agent/loop";`],
    [
      "the renderer loads the main side late",
      "renderer/a.tsx",
      `export const l = () => import("../electron/agent/loop");`,
    ],
    ["the renderer uses Node", "renderer/a.ts", `import "node:fs";`],
    [
      "the renderer requires Electron",
      "renderer/a.ts",
      `declare const require: (n: string) => unknown; require("electron");`,
    ],
    ["the agent knows inference", "electron/agent/a.ts", `import "../inference/sessions";`],
    [
      "the agent uses Node",
      "electron/agent/a.ts",
      `import { readFile } from "node:fs/promises"; export { readFile };`,
    ],
    [
      "the agent uses a vendor's kit",
      "electron/agent/a.ts",
      `import OpenAI from "openai"; export { OpenAI };`,
    ],
    [
      "inference knows the agent",
      "electron/inference/a.ts",
      `import type { x } from "../agent/loop"; export {};`,
    ],
    [
      "inference uses Electron",
      "electron/inference/a.ts",
      `import { utilityProcess } from "electron"; export { utilityProcess };`,
    ],
    ["a backend uses Electron", "electron/backends/a.ts", `import { net } from "electron"; export { net };`],
    ["somebody imports main.ts", "electron/shell/a.ts", `import "../main";`],
    ["the preload script knows the main side", "electron/preload.ts", `import "./shell/window";`],
    ["an import leads nowhere", "electron/shell/a.ts", `import "./gone";`],
    ["an absolute path", "electron/shell/a.ts", `import "/etc/hosts.js";`],
  ])("%s", (_name, file, source) => {
    expect(findBreaches(withPlanted(file, source)).map((breach) => breach.file)).toEqual([file]);
  });

  test("Electron behind another module of the plain Node entry", () => {
    const planted = withPlanted(
      "electron/backends/chat.ts",
      `import { Store } from "../storage/settings"; export { Store };`,
    );
    expect(packagesReachableFrom("electron/headless.ts", planted, electronPackages)).toEqual([
      ["electron/headless.ts", "electron/backends/chat.ts", "electron/storage/settings.ts", "electron-store"],
    ]);
  });
});
