/** From the making of the process to a prompt that takes words. */
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { forget, openWindow, prompt } from "./window";

export interface Start {
  /** Milliseconds until the page first showed anything. */
  readonly painted: number;
  /** Milliseconds until a typed letter stood in the prompt, with the driver's own delay in it. */
  readonly usable: number;
}

/** One start over an empty data folder. */
export async function measureStart(): Promise<Start> {
  const folder = await mkdtemp(path.join(tmpdir(), "gems-start-"));
  const window = await openWindow(folder);
  const { page, born } = window;
  try {
    const field = prompt(page);
    await field.focus();
    await page.keyboard.type("a");
    await page.waitForFunction(() => {
      const active = document.activeElement;
      return active instanceof HTMLTextAreaElement && active.value === "a";
    });
    const usable = Date.now() - born;
    const painted = await page.evaluate(() => {
      const [first] = performance.getEntriesByName("first-contentful-paint");
      return performance.timeOrigin + (first?.startTime ?? Number.NaN);
    });
    return { painted: painted - born, usable };
  } finally {
    await window.close();
    await forget(folder);
  }
}
