// @vitest-environment happy-dom
import { expect, test } from "vitest";
import {
  changed,
  configFor,
  recentFolders,
  rememberModel,
  samplerTitle,
  sidesFor,
  usualFor,
} from "../../../../../renderer/features/settings/models/model-form";
import type { LocalModelConfig } from "../../../../../shared/backends";
import { type ModelReport, samplersFor } from "../../../../../shared/inference/diffusion";

const report: ModelReport = { family: "lcm", side: 768, edits: true, notes: [] };
const facts = { folder: "/models/lcm", report };
const lcm: LocalModelConfig = {
  ...{ kind: "diffusion", folder: "/models/lcm", steps: 4, guidance: 8.5 },
  sampler: "LCMScheduler",
};

test("a folder draws as is usual for its kind, and the next time as it was set", () => {
  expect(configFor(facts)).toEqual(lcm);
  rememberModel({ ...lcm, steps: 8 });
  rememberModel({ ...lcm, folder: "/models/other" });
  expect(configFor(facts)).toEqual({ ...lcm, steps: 8 });
  expect(usualFor(facts)).toEqual(lcm);
  window.localStorage.setItem("gems.models", "no JSON");
  expect(configFor(facts)).toEqual(lcm);
});

test("what is emptied goes, what cannot be is refused", () => {
  const { sampler: _sampler, ...plain } = lcm;
  expect(changed(lcm, { sampler: undefined })).toEqual(plain);
  expect(changed(lcm, { side: 512, negativePrompt: "blue" })).toEqual({
    ...lcm,
    side: 512,
    negativePrompt: "blue",
  });
  expect(() => changed(lcm, { steps: 0 })).toThrow();
});

test("sides besides the trained one, in order, the chosen one among them", () => {
  expect(sidesFor(768, undefined)).toEqual([256, 384, 512, 640, 1024]);
  expect(sidesFor(768, 768)).toEqual([256, 384, 512, 640, 1024]);
  expect(sidesFor(768, 896)).toEqual([256, 384, 512, 640, 896, 1024]);
});

test("the last five folders, the latest first, without the one in use", () => {
  const folders = ["/1", "/2", "/3", "/4", "/5", "/6", "/7"];
  expect(recentFolders(folders, "/7")).toEqual(["/6", "/5", "/4", "/3", "/2"]);
  expect(recentFolders([], undefined)).toEqual([]);
});

test("samplers by their short names, those that fit the kind of model", () => {
  expect(samplersFor("sdxl").map(samplerTitle)).toEqual([
    ...["DDIM", "Euler", "EulerAncestral", "DPMSolverMultistep", "LCM"],
  ]);
  expect(samplersFor("sd3").map(samplerTitle)).toEqual(["FlowMatchEuler", "DPMSolverMultistep"]);
});
