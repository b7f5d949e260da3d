// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { sectionFor } from "../../../../renderer/app/settings-link";
import type { ErrorCode } from "../../../../shared/errors";
import { defaultSettings, type Settings } from "../../../../shared/settings";

const servers: Settings = {
  ...defaultSettings,
  generator: { kind: "gems-http", baseUrl: "http://draw.example:8000" },
  roles: { kind: "chat", baseUrl: "http://127.0.0.1:9/v1", model: "m" },
};
const error = (code: ErrorCode, message = "") => ({ code, message, remedy: "", retryable: true });

describe("sectionFor", () => {
  it("leads to the server whose address stands in the error, or whose role met it", () => {
    expect(sectionFor(error("unreachable", "Nothing answers at 127.0.0.1:9."), servers)).toBe("roles");
    expect(sectionFor(error("timeout", "draw.example:8000 was silent."), servers)).toBe("generator");
    expect(sectionFor({ ...error("unauthorised"), role: "generator" }, servers)).toBe("generator");
    expect(sectionFor({ ...error("unauthorised"), role: "refiner" }, servers)).toBe("roles");
  });

  it("leads nowhere where no setting would mend it", () => {
    expect(sectionFor(error("unreachable", "Nothing answers."), servers)).toBeNull();
    expect(sectionFor({ ...error("timeout"), role: "generator" }, defaultSettings)).toBeNull();
    expect(sectionFor(error("storage"), servers)).toBeNull();
    expect(sectionFor(error("internal"), servers)).toBeNull();
    expect(sectionFor(error("unreachable", "127.0.0.1:9"), undefined)).toBeNull();
  });

  it("leads to the engine and to the settings themselves", () => {
    expect(sectionFor(error("engine-crashed"), undefined)).toBe("engine");
    expect(sectionFor(error("settings"), undefined)).toBe("general");
  });
});
