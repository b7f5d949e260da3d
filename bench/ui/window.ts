/** The built studio in real Electron, driven from outside. */
import { rm } from "node:fs/promises";
import path from "node:path";
import { _electron, type ElectronApplication, type Page } from "playwright";

const top = path.resolve(import.meta.dirname, "..", "..");

const namesKept = "globalThis.__name = (named) => named";

export interface Window {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Milliseconds since 1970 when the process was made. */
  readonly born: number;
  readonly close: () => Promise<void>;
}

/** Starts the studio over a data folder. */
export async function openWindow(dataFolder: string, size?: readonly [number, number]): Promise<Window> {
  const given = Object.entries({ ...process.env, GEMS_USER_DATA: dataFolder });
  const app = await _electron.launch({
    args: [top],
    cwd: top,
    env: Object.fromEntries(given.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]))),
    colorScheme: null,
  });
  const page = await app.firstWindow();
  // The loader that runs these files wraps named functions in a helper, which the page has to know as well.
  await page.addInitScript(namesKept);
  await page.evaluate(namesKept);
  const born = await app.evaluate(() => process.getCreationTime());
  if (size !== undefined) {
    const window = await app.browserWindow(page);
    await window.evaluate((target, [width, height]) => target.setContentSize(width, height), size);
  }
  return { app, page, born: born ?? Number.NaN, close: () => app.close() };
}

export const prompt = (page: Page) => page.getByRole("textbox", { name: "Prompt", exact: true });

/** What draws the page: "hardware", or the software that stands in for it. */
export async function painterOf({ app }: Window): Promise<string> {
  const status = await app.evaluate(({ app: electron }) => electron.getGPUFeatureStatus());
  return `${status.gpu_compositing} compositing, ${status.rasterization} rasterisation`;
}

export const forget = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });
