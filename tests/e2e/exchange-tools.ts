/** What exchange tests do again and again: answer the system's dialogs, drop files, read what was written. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { ElectronApplication, Page } from "@playwright/test";

/** The next save dialogs answer with this path. */
export async function answerSave(app: ElectronApplication, file: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
}

/** The next open dialogs answer with these paths; none stands for "Cancel". */
export async function answerOpen(app: ElectronApplication, files: readonly string[]): Promise<void> {
  await app.evaluate(
    ({ dialog }, filePaths) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: filePaths.length === 0, filePaths });
    },
    [...files],
  );
}

async function send(
  page: Page,
  kind: "drop" | "dragenter" | "paste",
  files: readonly string[],
): Promise<void> {
  const contents = await Promise.all(
    files.map(async (file) => ({
      name: path.basename(file),
      data: (await readFile(file)).toString("base64"),
    })),
  );
  await page.evaluate(
    ([event, list]) => {
      const transfer = new DataTransfer();
      for (const { name, data } of list) {
        const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
        transfer.items.add(new File([bytes], name));
      }
      const init = { bubbles: true, cancelable: true };
      document.body.dispatchEvent(
        event === "paste"
          ? new ClipboardEvent("paste", { ...init, clipboardData: transfer })
          : new DragEvent(event, { ...init, dataTransfer: transfer }),
      );
    },
    [kind, contents] as const,
  );
}

/** Drops real files on the window, as a file manager would. */
export const drop = (page: Page, ...files: readonly string[]) => send(page, "drop", files);
/** Brings files over the window without letting go. */
export const hover = (page: Page, ...files: readonly string[]) => send(page, "dragenter", files);
export const paste = (page: Page, ...files: readonly string[]) => send(page, "paste", files);
