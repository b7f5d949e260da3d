import { describe, expect, it } from "vitest";

import { imaging } from "../../../../electron/inference/imaging";
import { imagingBuildFor } from "../../../../electron/inference/imaging-build";
import { imagingCases } from "./imaging-cases";

imagingCases("native");

describe("imagingBuildFor", () => {
  it("takes WebAssembly inside Electron on Linux only", () => {
    expect(imagingBuildFor({ platform: "linux", versions: { electron: "45.4.1" } })).toBe("wasm");
    expect(imagingBuildFor({ platform: "linux", versions: {} })).toBe("native");
    expect(imagingBuildFor({ platform: "darwin", versions: { electron: "45.4.1" } })).toBe("native");
    expect(imagingBuildFor({ platform: "win32", versions: { electron: "45.4.1" } })).toBe("native");
  });

  it("is native in this process", () => {
    expect(imaging().build).toBe("native");
    expect(imaging()).toBe(imaging());
  });
});
