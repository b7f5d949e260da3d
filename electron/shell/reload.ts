/** While developing: reloads the page when the renderer has been built anew. */
import { watch } from "node:fs";
import type { BrowserWindow } from "electron";

/** A build writes many files: the page is reloaded once they have settled, in milliseconds. */
const SETTLE_MS = 200;

/**
 * @param rendererDir folder of the renderer's bundle
 */
export function reloadOnBuild(window: BrowserWindow, rendererDir: string): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const watcher = watch(rendererDir, { recursive: false }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => window.webContents.reloadIgnoringCache(), SETTLE_MS);
  });
  window.once("closed", () => {
    clearTimeout(timer);
    watcher.close();
  });
}
