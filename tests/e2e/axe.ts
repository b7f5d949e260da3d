/** Accessibility of what is on screen, by axe-core. */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** What the check is against: WCAG 2.2, levels A and AA. */
const standard = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Waits until what fades in, or changes its colour, is there: half-way it has half the contrast. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter((one) => one.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.all(ending.map((animation) => animation.finished.catch(() => undefined)));
  });
}

/** What is wrong with the page as it stands, once nothing moves any more. */
export async function violationsIn(page: Page) {
  await settled(page);
  // Electron gives tests no second page, which the checker would otherwise use for its report.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).withTags(standard);
  return (await axe.analyze()).violations;
}
