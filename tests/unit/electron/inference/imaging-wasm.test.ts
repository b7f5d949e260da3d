import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";

import { createImaging } from "../../../../electron/inference/imaging";
import { imagingCases } from "./imaging-cases";

imagingCases("wasm");

describe("the WebAssembly build", () => {
  it("is what runs, although the native one is installed", async () => {
    const pictures = createImaging("wasm");
    await pictures.encodePng({ data: new Uint8Array(3), width: 1, height: 1, channels: 3 });
    const sharp: { versions: Record<string, string> } = createRequire(import.meta.url)("sharp");
    expect(sharp.versions.emscripten).toMatch(/^\d/);
  });
});
