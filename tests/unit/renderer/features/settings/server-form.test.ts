import { describe, expect, it } from "vitest";
import {
  draftOf,
  emptyDraft,
  readImageServer,
  readRoles,
  sameConfig,
} from "../../../../../renderer/features/settings/server-form";
import { exampleWorkflow } from "../../../../../shared/comfyui/example";

const draft = (fields: Partial<typeof emptyDraft>) => ({ ...emptyDraft, ...fields });

describe("server fields", () => {
  it("become a configuration once they are whole", () => {
    expect(readImageServer("gems-http", draft({ baseUrl: " http://localhost:8000 " })).config).toEqual({
      kind: "gems-http",
      baseUrl: "http://localhost:8000",
    });
    for (const kind of ["chat", "anthropic", "gemini"] as const) {
      const config = { kind, baseUrl: "https://x.test/v1", model: "m" };
      expect(readRoles(kind, draft(config)).config).toEqual(config);
    }
    expect(readImageServer("google-images", draft({ baseUrl: "https://x.test", model: "m" })).config).toEqual(
      {
        kind: "google-images",
        baseUrl: "https://x.test",
        model: "m",
      },
    );
  });

  it("say what is missing or wrong", () => {
    expect(readImageServer("gems-http", emptyDraft).faults.baseUrl).toMatch(/address is needed/);
    expect(readImageServer("gems-http", draft({ baseUrl: "localhost:8000" })).faults.baseUrl).toMatch(/http/);
    expect(readImageServer("gems-http", draft({ baseUrl: "http://" })).faults.baseUrl).toMatch(
      /not an address/,
    );
    const noModel = readImageServer("openai-images", draft({ baseUrl: "http://x.test", model: " " }));
    expect(noModel.config).toBeNull();
    expect(noModel.faults).toEqual({ model: expect.stringMatching(/model/i) });
  });

  it("may leave everything but the address to AUTOMATIC1111", () => {
    const baseUrl = "http://127.0.0.1:7860";
    expect(readImageServer("automatic1111", draft({ baseUrl })).config).toEqual({
      kind: "automatic1111",
      baseUrl,
    });
    const full = draft({ baseUrl, model: "dreamer", sampler: "Euler a", steps: " 20", cfgScale: "5,5" });
    expect(readImageServer("automatic1111", full).config).toEqual({
      kind: "automatic1111",
      baseUrl,
      model: "dreamer",
      sampler: "Euler a",
      steps: 20,
      cfgScale: 5.5,
    });
    for (const steps of ["0", "2.5", "1e3", "many", "-4", "1001"]) {
      const { config, faults } = readImageServer("automatic1111", draft({ baseUrl, steps }));
      expect(config).toBeNull();
      expect(faults.steps).toMatch(/whole number from 1 to 1000/);
    }
    expect(readImageServer("automatic1111", draft({ baseUrl, cfgScale: "200" })).faults.cfgScale).toMatch(
      /100/,
    );
  });

  it("take a workflow for ComfyUI, and say what is wrong with one", () => {
    const baseUrl = "http://127.0.0.1:8188";
    const fault = (workflow: string) =>
      readImageServer("comfyui", draft({ baseUrl, workflow })).faults.workflow;
    expect(readImageServer("comfyui", draft({ baseUrl, workflow: exampleWorkflow })).config).toEqual({
      kind: "comfyui",
      baseUrl,
      workflow: exampleWorkflow,
    });
    expect(fault("")).toMatch(/workflow is needed/);
    expect(fault('{"nodes": []}')).toMatch(/Save \(API format\)/);
    expect(fault("{")).toMatch(/not JSON: ./);
    expect(fault(exampleWorkflow.replace("%prompt%", "a cat"))).toMatch(/%prompt%/);
    expect(fault(exampleWorkflow.replace("SaveImage", "Other"))).toMatch(/Save Image/);
    expect(
      fault(exampleWorkflow.replace('["8", 0]', '["80", 0]').replace(/\[\s+"8",\s+0\s+\]/, '["80", 0]')),
    ).toMatch(/Save Image \(node 9\) takes “images”/);
    expect(fault(" ".repeat(400_001))).toMatch(/longer/);
  });

  it("need nothing for what is bundled", () => {
    expect(readRoles("local", emptyDraft).config).toEqual({ kind: "local" });
  });

  it("are filled from a configuration and compared with one", () => {
    const config = { kind: "openai-images", baseUrl: "http://x.test", model: "m" } as const;
    expect(draftOf("openai-images", config)).toEqual(draft({ baseUrl: "http://x.test", model: "m" }));
    const a1111 = { kind: "automatic1111", baseUrl: "http://x.test", steps: 20, cfgScale: 5.5 } as const;
    expect(readImageServer("automatic1111", draftOf("automatic1111", a1111)).config).toEqual(a1111);
    expect(draftOf("openai-images", undefined)).toEqual(emptyDraft);
    expect(draftOf("anthropic", undefined)).toEqual(draft({ baseUrl: "https://api.anthropic.com" }));
    expect(sameConfig(config, { ...config })).toBe(true);
    expect(sameConfig(config, { kind: "flatland" })).toBe(false);
  });
});
