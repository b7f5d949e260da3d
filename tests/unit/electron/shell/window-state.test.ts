import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isReachable, readWindowState, writeWindowState } from "../../../../electron/shell/window-state";

describe("the window's place", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), "window-state-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const state = { bounds: { x: 10, y: 20, width: 1200, height: 800 }, maximized: true };

  test("comes back as it was, and no part file is left", () => {
    const file = path.join(folder, "new", "window.json");
    writeWindowState(file, state);
    expect(readWindowState(file)).toEqual(state);
    expect(readdirSync(path.dirname(file))).toEqual(["window.json"]);
  });

  test.each([
    "",
    "{",
    "[]",
    '{"bounds":{"x":0}}',
    '{"bounds":{"x":0.5,"y":0,"width":1,"height":1},"maximized":false}',
  ])("is forgotten when the file holds %j", (text) => {
    const file = path.join(folder, "window.json");
    writeFileSync(file, text);
    expect(readWindowState(file)).toBeNull();
  });

  test("is unknown at first", () => {
    expect(readWindowState(path.join(folder, "gone.json"))).toBeNull();
  });
});

describe("isReachable", () => {
  const left = { x: 0, y: 0, width: 1920, height: 1080 };
  const right = { x: 1920, y: 0, width: 1920, height: 1080 };
  const at = (x: number, y: number) => ({ x, y, width: 800, height: 600 });

  test("a window on any display is", () => {
    expect(isReachable(at(100, 100), [left])).toBe(true);
    expect(isReachable(at(2500, 100), [left, right])).toBe(true);
    expect(isReachable(at(1840, 1000), [left])).toBe(true);
  });

  test("a window on a display that is gone, or off the edge, is not", () => {
    expect(isReachable(at(2500, 100), [left])).toBe(false);
    expect(isReachable(at(1900, 100), [left])).toBe(false);
    expect(isReachable(at(100, -590), [left])).toBe(false);
    expect(isReachable(at(0, 0), [])).toBe(false);
  });
});
