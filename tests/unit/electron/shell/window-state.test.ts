import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  isReachable,
  placeFor,
  readWindowState,
  writeWindowState,
} from "../../../../electron/shell/window-state";

describe("the window's place", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), "window-state-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const state = { bounds: { x: 10, y: 20, width: 1200, height: 800 }, maximized: true, fullScreen: false };

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

describe("placeFor", () => {
  const left = { x: 0, y: 0, width: 1920, height: 1080 };
  const right = { x: 1920, y: 0, width: 2560, height: 1440 };
  const bounds = { x: 2400, y: 100, width: 1600, height: 1000 };

  test("keeps the place while its displays are there, also across two of them", () => {
    expect(placeFor(bounds, [left, right])).toEqual(bounds);
    const across = { x: 1500, y: 40, width: 1400, height: 1000 };
    expect(placeFor(across, [left, right])).toEqual(across);
  });

  test("gives up a display that was unplugged", () => {
    expect(placeFor(bounds, [left])).toBeNull();
    expect(placeFor(bounds, [])).toBeNull();
  });

  test("moves and cuts what only hangs onto a display with a corner", () => {
    const corner = { x: 1700, y: 900, width: 2200, height: 1300 };
    expect(placeFor(corner, [left])).toEqual({ x: 0, y: 0, width: 1920, height: 1080 });
    const small = { x: -900, y: 500, width: 1200, height: 800 };
    expect(placeFor(small, [left])).toEqual({ x: 0, y: 280, width: 1200, height: 800 });
  });

  test("reads states of studios that knew no full screen", () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "window-state-"));
    const file = path.join(folder, "window.json");
    writeFileSync(file, '{"bounds":{"x":0,"y":0,"width":900,"height":700},"maximized":true}');
    expect(readWindowState(file)).toMatchObject({ maximized: true, fullScreen: false });
    rmSync(folder, { recursive: true, force: true });
  });
});
