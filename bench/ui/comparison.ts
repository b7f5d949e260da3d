/** Zooming and panning nine pictures of 1024² and two of 4096². */
import type { Page } from "playwright";
import { beatOf, type FrameFigures, figuresOf, type Movement, moveStage } from "./frames";
import { makeRun, plotted } from "./make-runs";
import { openWindow, painterOf, prompt, type Window } from "./window";

const NINE = "n1ne1024";
const TWO = "tw04096a";

/** Noise on slopes, the same for the same number: as hard to draw as a photograph. */
function picture(side: number, number: number): Promise<Uint8Array> {
  return plotted(side, side, (x, y) => {
    const grain = (Math.imul(x + number * 131, 73_856_093) ^ Math.imul(y, 19_349_663)) & 63;
    return [((x * 255) / side + grain) & 255, ((y * 255) / side + grain) & 255, (number * 53 + grain) & 255];
  });
}

export async function writePictures(dataFolder: string): Promise<void> {
  const at = Date.UTC(2026, 10, 1);
  const run = async (id: string, count: number, side: number) => {
    const pngs = await Promise.all(Array.from({ length: count }, (_, index) => picture(side, index)));
    await makeRun(dataFolder, {
      id,
      title: `${count} pictures`,
      prompt: "measured",
      at,
      iterations: pngs.map((png) => ({ png, width: side, height: side, prompt: "measured" })),
    });
  };
  await run(NINE, 9, 1024);
  await run(TWO, 2, 4096);
}

export interface ComparisonRow {
  readonly what: string;
  readonly movement: Movement;
  readonly figures: FrameFigures;
}

interface Case {
  readonly what: string;
  readonly runId: string;
  readonly count: number;
  readonly key: string;
  readonly mode: string;
  readonly movements: readonly Movement[];
}

const cases: readonly Case[] = [
  { what: "nine of 1024², grid", runId: NINE, count: 9, key: "g", mode: "grid", movements: ["zoom", "pan"] },
  {
    what: "two of 4096², side by side",
    runId: TWO,
    count: 2,
    key: "t",
    mode: "side",
    movements: ["zoom", "pan"],
  },
  {
    what: "two of 4096², slider",
    runId: TWO,
    count: 2,
    key: "d",
    mode: "slider",
    movements: ["zoom", "pan", "divider"],
  },
  {
    what: "two of 4096², difference",
    runId: TWO,
    count: 2,
    key: "f",
    mode: "difference",
    movements: ["zoom", "pan"],
  },
];

async function show(page: Page, one: Case): Promise<void> {
  const places = Array.from({ length: one.count }, (_, index) => ({
    runId: one.runId,
    iteration: index + 1,
  }));
  await page.evaluate((laid) => {
    localStorage.setItem("gems.compare-tray", JSON.stringify({ state: { places: laid }, version: 1 }));
    localStorage.removeItem("gems.comparison");
  }, places);
  await page.reload();
  await prompt(page).waitFor();
  await page.keyboard.press("Alt+2");
  await page.getByTestId("compare-stage").waitFor();
  await page.keyboard.press(one.key);
  await page.locator(`[data-testid=compare-stage][data-mode=${one.mode}]`).waitFor();
  await page.waitForFunction((count) => {
    const images = [...document.querySelectorAll<HTMLImageElement>("[data-pane] img")];
    return images.length === count && images.every((image) => image.complete && image.naturalWidth > 0);
  }, one.count);
}

export interface Comparison {
  readonly beat: number;
  readonly painter: string;
  readonly pixels: string;
  readonly rows: readonly ComparisonRow[];
}

/** @param frames moved and measured for each figure */
export async function measureComparison(dataFolder: string, frames: number): Promise<Comparison> {
  const window: Window = await openWindow(dataFolder, [1600, 1000]);
  const { page } = window;
  try {
    await prompt(page).waitFor();
    const painter = await painterOf(window);
    const beat = await beatOf(page);
    const rows: ComparisonRow[] = [];
    for (const one of cases) {
      await show(page, one);
      for (const movement of one.movements) {
        // Once for the textures to be there, once to be counted.
        await moveStage(page, movement, 30);
        const figures = figuresOf(await moveStage(page, movement, frames), beat);
        rows.push({ what: one.what, movement, figures });
      }
    }
    const pixels = await page.evaluate(() => `${innerWidth} × ${innerHeight} at ${devicePixelRatio}`);
    return { beat, painter, pixels, rows };
  } finally {
    await window.close();
  }
}
