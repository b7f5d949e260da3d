import { describe, expect, test } from "vitest";
import { sortFiles } from "../../../../../renderer/features/exchange/drop-files";
import { imageFormat } from "../../../../../renderer/features/exchange/export-choices";
import { firstPlan } from "../../../../../renderer/features/exchange/import-flow";
import type { Find } from "../../../../../shared/ipc/domains/exchange";

const file = (name: string, size = 3) => ({ name, size }) as File;

describe("dropped files", () => {
  test("go by their path where the system tells it, else by their bytes, unless they are too many", () => {
    const paths: Record<string, string> = { "a.png": "/home/a.png", run: "/home/run" };
    const sorted = sortFiles(
      [file("a.png"), file("run"), file("pasted.png"), file("huge.png", 1e9)],
      (one) => paths[one.name],
    );
    expect(sorted.paths).toEqual(["/home/a.png", "/home/run"]);
    expect(sorted.files.map(({ name }) => name)).toEqual(["pasted.png"]);
    expect(sorted.tooLarge).toEqual(["huge.png"]);
  });
});

describe("what is proposed", () => {
  const find = (kind: Find["kind"]): Find => ({
    token: "t",
    kind,
    name: "a",
    path: null,
    run: null,
    preview: null,
    foreign: null,
    foreignPrompt: null,
    warnings: [],
    error: null,
  });
  test("never takes the place of a run that is there", () => {
    expect(firstPlan(find("trajectory"))).toEqual({ mode: "all", present: "copy" });
  });
  test("is a reference for pictures, and nothing for what cannot be taken in", () => {
    expect(firstPlan(find("picture"))).toEqual({ mode: "reference", iteration: null });
    expect(firstPlan(find("unreadable"))).toEqual({ mode: "skip" });
    expect(firstPlan(find("skills"))).toEqual({ mode: "skip" });
  });
});

test("formats of single files and of all together", () => {
  expect(imageFormat("png", "nothing")).toEqual({ kind: "png", carry: "nothing" });
  expect(imageFormat("svg", "images")).toEqual({ kind: "svg" });
  expect(imageFormat("zip", "images")).toBeNull();
});
