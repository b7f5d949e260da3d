/** Made-up runs to compare, and what the stage shows of them, measured. */
import type { Page } from "@playwright/test";
import sharp from "sharp";
import { drawn, type MadeIteration, makeRun, plotted, question } from "../../bench/ui/make-runs";
import type { VerdictState } from "../../shared/run/verdicts";
import { expect } from "./app";

export const COWS = "c0ws00";
export const OTHER = "0ther0";
const AT = Date.UTC(2026, 10, 1, 12);

export interface Laid {
  readonly runId: string;
  readonly iteration: number;
}

/** A picture whose every pixel says where it lies: x in red, y in green, both carries in blue. */
export function mapped(width: number, height = width): Promise<Uint8Array> {
  return plotted(width, height, (x, y) => [x & 255, y & 255, (x >> 8) | ((y >> 8) << 4)]);
}

/** Where a pixel of a `mapped` picture lies, read from its colour. */
export function readMap([r, g, b]: readonly [number, number, number]): { x: number; y: number } {
  return { x: r + ((b & 15) << 8), y: g + ((b >> 4) << 8) };
}

const plain = (colour: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10" fill="${colour}"/><circle cx="5" cy="5" r="3" fill="#fff"/></svg>`;

export const questions = [
  question("q1", "Are there exactly four bicycles?"),
  question("q2", "Are there exactly three cows?"),
  question("q3", "Are the cows made of plastic?"),
  question("q4", "Are there bicycles?"),
];

const states: readonly Readonly<Record<string, VerdictState>>[] = [
  { q1: "fail", q2: "pass", q3: "unclear", q4: "pass" },
  { q1: "pass", q2: "fail", q3: "pass", q4: "pass" },
  { q1: "pass", q2: "pass", q3: "pass", q4: "pass" },
];

const prompts = [
  "four white bicycles in front of three plastic cows",
  "exactly four white bicycles in front of three plastic cows",
  "exactly four white bicycles in front of exactly three glossy plastic cows",
];

/** Three iterations with verdicts that turn, and evidence for the cows of the second. */
export async function makeCows(userData: string): Promise<void> {
  const colours = ["#8a4a3a", "#3a6a8a", "#3a8a5a"];
  const iterations = await Promise.all(
    colours.map(
      async (colour, index): Promise<MadeIteration> => ({
        png: await drawn(plain(colour), 512),
        width: 512,
        height: 512,
        prompt: prompts[index] ?? "",
        seed: index === 2 ? 99 : 7,
        temperature: index === 2 ? 0.8 : 1,
        strategy: ["", "counting", "counting"][index] ?? "",
        verdicts: states[index] ?? {},
        evidence: {
          q2: [
            { box: { x: 0.2, y: 0.2, w: 0.3, h: 0.3 }, label: "cow", confidence: 0.9, supports: index !== 1 },
          ],
        },
      }),
    ),
  );
  await makeRun(userData, {
    id: COWS,
    title: "Bicycles and cows",
    prompt: prompts[0] ?? "",
    at: AT,
    criteria: questions,
    iterations,
  });
}

/** One iteration for each picture given, without criteria. */
export async function makePictures(
  userData: string,
  pictures: readonly { readonly png: Uint8Array; readonly width: number; readonly height: number }[],
  id = OTHER,
): Promise<void> {
  await makeRun(userData, {
    id,
    title: "Test pictures",
    prompt: "test pictures",
    at: AT + 1000,
    iterations: pictures.map((picture) => ({ ...picture, prompt: "test picture" })),
  });
}

export const of = (runId: string, ...iterations: readonly number[]): readonly Laid[] =>
  iterations.map((iteration) => ({ runId, iteration }));

/** Lays places out as a former session would have left them, and opens the view. */
export async function openCompare(page: Page, places: readonly Laid[]): Promise<void> {
  await page.evaluate((laid) => {
    localStorage.setItem("gems.compare-tray", JSON.stringify({ state: { places: laid }, version: 1 }));
  }, places);
  await page.reload();
  await page.getByRole("textbox", { name: "Prompt", exact: true }).waitFor();
  await page.keyboard.press("Alt+2");
  await expect(page.getByTestId("compare-stage")).toBeVisible();
  await loaded(page);
}

/** Waits until all pictures of the stage are there and drawn where they belong. */
export async function loaded(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const images = [...document.querySelectorAll<HTMLImageElement>("[data-pane] img")];
    return images.length > 0 && images.every((image) => image.complete && image.naturalWidth > 0);
  });
  await settled(page);
}

/** Two frames, so that what was asked for is on screen. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

export async function mode(page: Page, key: string, name: string): Promise<void> {
  await page.keyboard.press(key);
  await expect(page.getByTestId("compare-stage")).toHaveAttribute("data-mode", name);
  await settled(page);
}

export interface Shown {
  readonly key: string;
  /** CSS pixels per image pixel. */
  readonly scale: number;
  /** The picture's corner and size, from the corner of its pane. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly pane: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

/** Where every picture lies in its pane, measured on the page. */
export function measure(page: Page): Promise<readonly Shown[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("[data-pane]")].map((pane) => {
      const image = pane.querySelector("img");
      if (image === null) throw new Error("a pane without a picture");
      const outer = pane.getBoundingClientRect();
      const inner = image.getBoundingClientRect();
      return {
        key: pane.dataset.pane ?? "",
        scale: inner.width / image.naturalWidth,
        x: inner.x - outer.x,
        y: inner.y - outer.y,
        width: inner.width,
        height: inner.height,
        pane: { x: outer.x, y: outer.y, width: outer.width, height: outer.height },
      };
    }),
  );
}

/** The largest distance, in CSS pixels, between the same places of the picture in any two panes. */
export function furthestApart(shown: readonly Shown[]): number {
  const places = [
    [0, 0],
    [1, 0],
    [0.31, 0.77],
    [0.5, 0.5],
    [1, 1],
  ] as const;
  let worst = 0;
  for (const [u, v] of places) {
    const spots = shown.map((one) => [one.x + u * one.width, one.y + v * one.height] as const);
    for (const a of spots)
      for (const b of spots) worst = Math.max(worst, Math.hypot(a[0] - b[0], a[1] - b[1]));
  }
  return worst;
}

export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly at: (x: number, y: number) => readonly [number, number, number];
}

/** The pixels on screen, in device pixels. */
export async function pixelsOf(page: Page): Promise<Pixels> {
  const { data, info } = await sharp(await page.screenshot())
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return {
    width: info.width,
    height: info.height,
    at: (x, y) => {
      const from = (y * info.width + x) * 3;
      return [data[from] ?? 0, data[from + 1] ?? 0, data[from + 2] ?? 0];
    },
  };
}
