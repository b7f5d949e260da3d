/** Lets go of a real folder over something, as a file manager would. */
import { expect, type Locator, type Page } from "@playwright/test";

/** Where the page itself takes what is dropped must not show up on the way. */
export async function dropFolder(page: Page, target: Locator, folder: string): Promise<void> {
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (box === null) throw new Error("there is nothing to drop the folder on");
  const at = { x: box.x + 40, y: box.y + box.height / 2 };
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver"] as const)
    await session.send("Input.dispatchDragEvent", { type, ...at, data });
  await expect(page.getByTestId("drop-target")).toBeHidden();
  await session.send("Input.dispatchDragEvent", { type: "drop", ...at, data });
}
