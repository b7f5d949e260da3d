/** File dialogs and folders of the desktop. */
import path from "node:path";
import {
  app,
  type BrowserWindow,
  dialog,
  type OpenDialogOptions,
  type SaveDialogOptions,
  shell,
} from "electron";
import { StudioError } from "../../shared/errors";

export interface Desktop {
  askSavePath(options: {
    title: string;
    suggestion: string;
    extension: "png" | "svg";
  }): Promise<string | null>;
  askFolder(title: string): Promise<string | null>;
  openFolder(folder: string): Promise<void>;
}

/** @param currentWindow the window dialogs belong to; null lets them stand alone */
export function openDesktop(currentWindow: () => BrowserWindow | null): Desktop {
  return {
    async askSavePath({ title, suggestion, extension }) {
      const options: SaveDialogOptions = {
        title,
        defaultPath: path.join(app.getPath("downloads"), suggestion),
        filters: [{ name: extension === "svg" ? "SVG drawing" : "PNG picture", extensions: [extension] }],
      };
      const window = currentWindow();
      const answer = await (window === null
        ? dialog.showSaveDialog(options)
        : dialog.showSaveDialog(window, options));
      return answer.canceled || answer.filePath === undefined || answer.filePath === ""
        ? null
        : answer.filePath;
    },
    async askFolder(title) {
      const options: OpenDialogOptions = { title, properties: ["openDirectory"] };
      const window = currentWindow();
      const answer = await (window === null
        ? dialog.showOpenDialog(options)
        : dialog.showOpenDialog(window, options));
      return answer.canceled ? null : (answer.filePaths[0] ?? null);
    },
    async openFolder(folder) {
      const problem = await shell.openPath(folder);
      if (problem === "") return;
      throw new StudioError("storage", `The folder could not be shown: ${folder}`, {
        remedy: "Open it by hand in your file manager.",
        detail: problem,
      });
    },
  };
}
