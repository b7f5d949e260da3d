/** Pictures of a view as it stands, in every theme and size. */
import path from "node:path";
import type { Page } from "@playwright/test";
import sharp from "sharp";
import { expect, type Studio } from "../e2e/app";
import { ask } from "../e2e/ask";

type Theme = "dark" | "light" | "neutral";

const folder =
  process.env.GEMS_SCREENSHOTS ?? path.resolve(import.meta.dirname, "..", "..", "docs", "screenshots");
const sizes = [
  [1280, 800],
  [1920, 1080],
] as const;
const both: readonly Theme[] = ["dark", "light"];

/** Takes the view in both sizes, and in the themes named: dark and light unless told otherwise. */
export async function take(studio: Studio, name: string, themes: readonly Theme[] = both): Promise<void> {
  for (const theme of themes) {
    await ask(studio.page, "settings:set", { theme });
    await expect(studio.page.locator(`html[data-theme="${theme}"]`)).toBeAttached();
    for (const [width, height] of sizes) {
      await studio.resize(width, height);
      await settled(studio.page);
      // 256 well-chosen colours look the same and take a third of the room.
      const picture = sharp(await studio.page.screenshot()).png({ palette: true, quality: 95, effort: 8 });
      await picture.toFile(path.join(folder, `${name}-${theme}-${width}.png`));
    }
  }
}

/** Waits until fonts and pictures are there and nothing moves any more. */
async function settled(page: Page): Promise<void> {
  await page.mouse.move(2, 2);
  await page.evaluate(async () => {
    await document.fonts.ready;
    await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
    // What pulses while it waits never ends.
    const ending = document
      .getAnimations()
      .filter((one) => one.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.all(ending.map((animation) => animation.finished.catch(() => undefined)));
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
}
