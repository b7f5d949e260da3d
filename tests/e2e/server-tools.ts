/** Servers that play their part in tests of whole runs: pictures of one colour, gates that the test opens. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Page, TestInfo } from "@playwright/test";
import sharp from "sharp";
import { colourCard, colours } from "../../electron/backends/colour-card";
import type { ImageRef } from "../../shared/run/records";
import type { Studio } from "./app";
import { allRuns, ask } from "./ask";

export type ColourName = "red" | "green" | "blue" | "yellow";

/** A square PNG of one colour. */
export function card(name: ColourName, side = 256): Uint8Array {
  const colour = colours.find((one) => one.name === name);
  if (colour === undefined) throw new Error(`there is no ${name}`);
  return colourCard(colour, side);
}

/** Its name: the colour of a card, as far as a picture may have changed it on its way. */
export function colourOf([red = 0, green = 0, blue = 0]: readonly number[]): string {
  const far = (rgb: readonly number[]) =>
    Math.max(...[red, green, blue].map((value, at) => Math.abs(value - (rgb[at] ?? 0))));
  return colours.find(({ rgb }) => far(rgb) <= 2)?.name ?? `${red} ${green} ${blue}`;
}

/** Closed until the test opens it. */
export function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and alpha at a place in thousandths of the picture. */
  readonly at: (x: number, y: number) => readonly number[];
}

export async function pixelsOf(png: Uint8Array): Promise<Pixels> {
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  return {
    width,
    height,
    at: (x, y) => {
      const column = Math.min(width - 1, Math.round((x / 1000) * width));
      const row = Math.min(height - 1, Math.round((y / 1000) * height));
      const from = (row * width + column) * channels;
      return [...data.subarray(from, from + channels)];
    },
  };
}

/** The file of an image of the newest run, as it lies on the disk. */
export async function pictureOf(page: Page, ref: ImageRef): Promise<Pixels> {
  const newest = (await allRuns(page))[0];
  if (newest === undefined) throw new Error("there is no run");
  const { folder } = await ask(page, "runs:get", { runId: newest.id });
  return pixelsOf(new Uint8Array(await readFile(path.join(folder, "images", ref.file))));
}

/** What the page complained about. */
export function complaints({ log }: Pick<Studio, "log">): readonly string[] {
  return log.text.split("\n").filter((line) => /^\[console\.(error|warning)\]/.test(line));
}

/** Keeps what is on screen with the test's results. */
export async function shot(page: Page, testInfo: TestInfo, name: string): Promise<void> {
  await page.screenshot({ path: testInfo.outputPath(`${name}.png`), animations: "disabled" });
}
