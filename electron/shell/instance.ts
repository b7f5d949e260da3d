/** One studio at a time over one user data folder: two would write the same journals. */
import { app, type BrowserWindow } from "electron";

/**
 * Claims the user data folder.
 * @param currentWindow the window to bring forward when the studio is started a second time
 * @returns false when another studio has it: quit at once
 */
export function claimSingleInstance(currentWindow: () => BrowserWindow | null): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on("second-instance", () => {
    const window = currentWindow();
    if (window === null || window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  });
  return true;
}
