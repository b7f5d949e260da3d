import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./app";

/** What the check is against: WCAG 2.2, levels A and AA. */
const standard = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

const views = ["Studio", "Library", "Memory", "Skills", "Settings"];

async function setTheme(page: Page, theme: "dark" | "light"): Promise<void> {
  await page.evaluate(async (wanted) => {
    const { ask } = Reflect.get(globalThis, "studio") as {
      ask: Record<string, (input: unknown) => Promise<unknown>>;
    };
    await ask["settings:set"]?.({ theme: wanted });
  }, theme);
  await expect
    .poll(() => page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches))
    .toBe(theme === "dark");
}

for (const theme of ["dark", "light"] as const) {
  test(`every view can be read and used in the ${theme} theme`, async ({ studio }) => {
    const { page } = studio;
    await setTheme(page, theme);
    for (const [index, view] of views.entries()) {
      await page.keyboard.press(`Alt+${index + 1}`);
      await expect(page.getByRole("button", { name: view, exact: true })).toHaveAttribute(
        "aria-current",
        "page",
      );
      // Electron gives tests no second page, which the checker would otherwise use for its report.
      const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(standard).analyze();
      const found = violations.map(({ id, help, nodes }) => ({
        id,
        help,
        where: nodes.map((node) => node.html),
      }));
      expect(found, `${view} in ${theme}`).toEqual([]);
    }
  });
}
