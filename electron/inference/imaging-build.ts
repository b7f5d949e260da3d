/**
 * Which build of sharp to run. The native one collides with GTK's glib inside Electron on Linux (warnings by
 * the thousand, crashes while decoding), so there the WebAssembly build runs instead; everywhere else native.
 * sharp itself would take the native build wherever it is installed: the choice is made here, explicitly.
 */
import Module, { createRequire } from "node:module";
import type { Sharp, SharpInput, SharpOptions } from "sharp";

import { StudioError } from "../../shared/errors";

export type ImagingBuild = "native" | "wasm";

/** What the library is called with. */
export type OpenImage = (input: SharpInput, options?: SharpOptions) => Sharp;

/** The build for a process: wasm inside Electron on Linux, native everywhere else. */
export function imagingBuildFor(process: {
  platform: string;
  versions: { electron?: string };
}): ImagingBuild {
  return process.platform === "linux" && process.versions.electron !== undefined ? "wasm" : "native";
}

/**
 * Puts an empty module in the place of sharp's native binary, which makes sharp go on to its WebAssembly
 * build (the order is in sharp's own loader). Only documented means: entries of require.cache may be added.
 */
function hideNativeBinary(require: NodeJS.Require): void {
  const fromSharp = createRequire(require.resolve("sharp"));
  for (const libc of ["linux", "linuxmusl"]) {
    const name = `@img/sharp-${libc}-${process.arch}/sharp.node`;
    let path: string;
    try {
      path = fromSharp.resolve(name);
    } catch {
      // Not installed: then there is nothing to hide.
      continue;
    }
    const empty = new Module(path);
    empty.filename = path;
    empty.loaded = true;
    empty.exports = null;
    require.cache[path] = empty;
  }
}

/**
 * Loads sharp in the given build; a process can load only one.
 * Throws StudioError("engine-unavailable") when the build is not installed for this machine.
 */
export function loadImaging(build: ImagingBuild): OpenImage {
  const require = createRequire(import.meta.url);
  try {
    if (build === "wasm") hideNativeBinary(require);
    const sharp: OpenImage & { concurrency(threads: number): number; cache(on: boolean): unknown } =
      require("sharp");
    // Pictures are small and models want the cores; a cache would keep decoded pictures of finished runs.
    sharp.concurrency(1);
    sharp.cache(false);
    return sharp;
  } catch (cause) {
    throw new StudioError("engine-unavailable", "The image library cannot be loaded on this machine.", {
      remedy: "Install the studio's dependencies again for this system (npm install), then start it anew.",
      detail: cause instanceof Error ? cause.message : String(cause),
      cause,
    });
  }
}
