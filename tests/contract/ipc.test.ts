import { describe, expect, test, vi } from "vitest";
import { channels, newsChannels } from "../../shared/ipc/channels";
import { type Channel, contract, news } from "../../shared/ipc/contract";

type Exposed = Record<string, Record<string, (...args: unknown[]) => unknown>>;

const electron = vi.hoisted(() => ({
  exposed: {} as Record<string, unknown>,
  invoke: vi.fn(),
  on: vi.fn(),
  removeListener: vi.fn(),
}));

vi.mock("electron", () => ({
  contextBridge: {
    exposeInMainWorld: (name: string, api: unknown) => {
      electron.exposed[name] = api;
    },
  },
  ipcRenderer: { invoke: electron.invoke, on: electron.on, removeListener: electron.removeListener },
  webUtils: undefined,
}));

await import("../../electron/preload");
const studio = electron.exposed.studio as Exposed;

describe("the lists beside the contract", () => {
  test("name every channel once", () => {
    expect([...channels].sort()).toEqual(Object.keys(contract).sort());
    expect([...newsChannels].sort()).toEqual(Object.keys(news).sort());
  });
});

describe("the preload script", () => {
  test("exposes `studio` and nothing else", () => {
    expect(Object.keys(electron.exposed)).toEqual(["studio"]);
    expect(Object.keys(studio).sort()).toEqual(["ask", "on", "pathOf"]);
  });

  test.each(channels)("asks %s under its own name", (channel) => {
    studio.ask![channel]!({ some: "input" });
    expect(electron.invoke).toHaveBeenLastCalledWith(channel, { some: "input" });
  });

  test("exposes no function beyond the contract", () => {
    expect(Object.keys(studio.ask!).sort()).toEqual([...channels].sort());
    expect(Object.keys(studio.on!).sort()).toEqual([...newsChannels].sort());
  });

  test.each(newsChannels)("hears %s and stops hearing it", (channel) => {
    const heard: unknown[] = [];
    const leave = studio.on![channel]!((payload: unknown) => heard.push(payload)) as () => void;
    const [name, listener] = electron.on.mock.lastCall as [string, (...args: unknown[]) => void];
    expect(name).toBe(channel);
    listener({ sender: "never shown to the page" }, { news: 1 });
    expect(heard).toEqual([{ news: 1 }]);
    leave();
    expect(electron.removeListener).toHaveBeenLastCalledWith(channel, listener);
  });

  test("knows no path where the system tells none", () => {
    const pathOf = studio.pathOf as unknown as (file: unknown) => string;
    expect(pathOf({ path: "/tmp/drop" })).toBe("/tmp/drop");
    expect(pathOf({})).toBe("");
  });
});

describe("the contract", () => {
  test.each(Object.keys(contract) as Channel[])("%s refuses nonsense", (channel) => {
    expect(contract[channel].input.safeParse(Symbol("nonsense")).success).toBe(false);
  });
});
