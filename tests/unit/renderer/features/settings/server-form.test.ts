import { describe, expect, it } from "vitest";
import {
  draftOf,
  readGenerator,
  readRoles,
  sameConfig,
} from "../../../../../renderer/features/settings/server-form";

describe("server fields", () => {
  it("become a configuration once they are whole", () => {
    expect(readGenerator("gems-http", { baseUrl: " http://localhost:8000 ", model: "" }).config).toEqual({
      kind: "gems-http",
      baseUrl: "http://localhost:8000",
    });
    expect(readRoles("chat", { baseUrl: "https://x.test/v1", model: "m" }).config).toEqual({
      kind: "chat",
      baseUrl: "https://x.test/v1",
      model: "m",
    });
  });

  it("say what is missing or wrong", () => {
    expect(readGenerator("gems-http", { baseUrl: "", model: "" }).urlFault).toMatch(/address is needed/);
    expect(readGenerator("gems-http", { baseUrl: "localhost:8000", model: "" }).urlFault).toMatch(/http/);
    expect(readGenerator("gems-http", { baseUrl: "http://", model: "" }).urlFault).toMatch(/not an address/);
    const noModel = readGenerator("openai-images", { baseUrl: "http://x.test", model: " " });
    expect(noModel).toMatchObject({ config: null, urlFault: null });
    expect(noModel.modelFault).toMatch(/model/i);
  });

  it("need nothing for what is bundled", () => {
    expect(readGenerator("flatland", { baseUrl: "", model: "" }).config).toEqual({ kind: "flatland" });
    expect(readRoles("local", { baseUrl: "", model: "" }).config).toEqual({ kind: "local" });
  });

  it("are filled from a configuration and compared with one", () => {
    const config = { kind: "openai-images", baseUrl: "http://x.test", model: "m" } as const;
    expect(draftOf(config)).toEqual({ baseUrl: "http://x.test", model: "m" });
    expect(draftOf(undefined)).toEqual({ baseUrl: "", model: "" });
    expect(sameConfig(config, { ...config })).toBe(true);
    expect(sameConfig(config, { kind: "flatland" })).toBe(false);
  });
});
