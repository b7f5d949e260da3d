/** SVG to pixels through resvg, with our own fonts and no others. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Resvg, type ResvgRenderOptions } from "@resvg/resvg-js";

import { StudioError } from "../../../../shared/errors";
import { faces } from "./text";

/** The font files of an assets folder, read once at start. */
export interface RenderAssets {
  readonly fontFiles: readonly string[];
}

/** Finds the fonts in `<dir>/fonts`. Throws StudioError("model-missing") when there are none. */
export function loadAssets(dir: string): RenderAssets {
  const fonts = join(dir, "fonts");
  let names: string[];
  try {
    names = readdirSync(fonts).filter((name) => name.endsWith(".ttf"));
  } catch (cause) {
    throw missingFonts(fonts, cause);
  }
  if (names.length === 0) throw missingFonts(fonts);
  return { fontFiles: names.sort().map((name) => join(fonts, name)) };
}

function missingFonts(dir: string, cause?: unknown): StudioError {
  return new StudioError("model-missing", `Flatland's fonts are not in ${dir}.`, {
    remedy: "Reinstall the studio, or restore the folder from the repository.",
    cause,
  });
}

export interface RasterOptions {
  /** Which side the size is for; the width unless said otherwise. */
  readonly fit?: "width" | "longer";
  /** Also look through the machine's fonts, for scripts ours lack (slower, and no longer the same everywhere). */
  readonly systemFonts?: boolean;
}

const TALL = /^[^>]*viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"/;

/** The side of the document that is to be `size` long. */
function sideFor(svg: string, fit: RasterOptions["fit"]): "width" | "height" {
  const [, width = 0, height = 0] = fit === "longer" ? (TALL.exec(svg) ?? []).map(Number) : [];
  return height > width ? "height" : "width";
}

function render(svg: string, size: number, assets: RenderAssets, extra: RasterOptions = {}) {
  const options: ResvgRenderOptions = {
    fitTo: { mode: sideFor(svg, extra.fit), value: size },
    font: {
      loadSystemFonts: extra.systemFonts ?? false,
      fontFiles: [...assets.fontFiles],
      defaultFontFamily: faces.rounded.family,
    },
  };
  try {
    return new Resvg(svg, options).render();
  } catch (cause) {
    throw new StudioError("image-invalid", "The drawing could not be turned into pixels.", {
      remedy: "Draw the scene again; if it keeps failing, export the SVG and report it.",
      cause,
    });
  }
}

/** PNG bytes of an SVG document, `size` pixels wide (or `fit` otherwise). Throws StudioError("image-invalid"). */
export function rasterise(
  svg: string,
  size: number,
  assets: RenderAssets,
  extra?: RasterOptions,
): Uint8Array {
  return render(svg, size, assets, extra).asPng();
}

/** Straight-alpha RGBA pixels of an SVG document, `size` pixels wide (or `fit` otherwise). */
export function rasterisePixels(
  svg: string,
  size: number,
  assets: RenderAssets,
  extra?: RasterOptions,
): { data: Uint8Array; width: number; height: number } {
  const image = render(svg, size, assets, extra);
  return { data: image.pixels, width: image.width, height: image.height };
}
