/** File dialogs and folders of the desktop. */
import path from "node:path";
import {
  app,
  type BrowserWindow,
  ClipboardItem,
  clipboard,
  dialog,
  type NativeImage,
  nativeImage,
  type OpenDialogOptions,
  type SaveDialogOptions,
  shell,
  type WebContents,
} from "electron";
import { StudioError } from "../../shared/errors";

export interface Desktop {
  askSavePath(options: {
    title: string;
    /** A file name, for the folder of downloads; or a whole path. */
    suggestion: string;
    extension: keyof typeof fileKinds;
    /** What such files are called, in the designer's language. */
    kind?: string;
  }): Promise<string | null>;
  /** One or more files of the given kind; null when the designer thought better of it. */
  askFiles(options: {
    title: string;
    kind: string;
    extensions: readonly string[];
  }): Promise<readonly string[] | null>;
  /** @param from where to begin */
  askFolder(title: string, from?: string): Promise<string | null>;
  openFolder(folder: string): Promise<void>;
  /** Shows a file among its neighbours. */
  revealFile(file: string): void;
  copyImage(png: Uint8Array): Promise<void>;
  /** Hands a file over to the system's drag and drop, from the page that the designer drags out of. */
  startDrag(from: WebContents, file: string, png: Uint8Array): void;
  /** Where the system keeps what was fetched. */
  downloads(): string;
}

const fileKinds = {
  png: "PNG picture",
  svg: "SVG drawing",
  pdf: "PDF document",
  zip: "Zip archive",
  skill: "Skill",
} as const;

/** Longer side of the picture under the pointer, in pixels. */
const DRAG_ICON = 96;

function decode(png: Uint8Array): NativeImage {
  const image = nativeImage.createFromBuffer(Buffer.from(png));
  if (!image.isEmpty()) return image;
  throw new StudioError("image-invalid", "The system cannot read this picture.", {
    remedy: "Export it as a file instead.",
  });
}

/** Electron's clipboard took images by themselves until it took the web's items of several types. */
async function copyImage(png: Uint8Array): Promise<void> {
  const image = decode(png);
  const board: typeof clipboard & { readonly writeImage?: (image: NativeImage) => void } = clipboard;
  if (board.writeImage !== undefined) board.writeImage(image);
  else
    await board.write([
      new ClipboardItem({ "image/png": new Blob([new Uint8Array(png)], { type: "image/png" }) }),
    ]);
}

/** @param currentWindow the window dialogs belong to; null lets them stand alone */
export function openDesktop(currentWindow: () => BrowserWindow | null): Desktop {
  return {
    async askSavePath({ title, suggestion, extension, kind }) {
      const options: SaveDialogOptions = {
        title,
        defaultPath: path.resolve(app.getPath("downloads"), suggestion),
        filters: [{ name: kind ?? fileKinds[extension], extensions: [extension] }],
      };
      const window = currentWindow();
      const answer = await (window === null
        ? dialog.showSaveDialog(options)
        : dialog.showSaveDialog(window, options));
      return answer.canceled || answer.filePath === undefined || answer.filePath === ""
        ? null
        : answer.filePath;
    },
    async askFiles({ title, kind, extensions }) {
      const options: OpenDialogOptions = {
        title,
        properties: ["openFile", "multiSelections"],
        filters: [{ name: kind, extensions: [...extensions] }],
      };
      const window = currentWindow();
      const answer = await (window === null
        ? dialog.showOpenDialog(options)
        : dialog.showOpenDialog(window, options));
      return answer.canceled || answer.filePaths.length === 0 ? null : answer.filePaths;
    },
    async askFolder(title, from) {
      const options: OpenDialogOptions = {
        title,
        properties: ["openDirectory", "createDirectory"],
        ...(from === undefined ? {} : { defaultPath: from }),
      };
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
    revealFile: (file) => shell.showItemInFolder(file),
    copyImage,
    startDrag(from, file, png) {
      const image = decode(png);
      const { width, height } = image.getSize();
      const icon = image.resize(width >= height ? { width: DRAG_ICON } : { height: DRAG_ICON });
      from.startDrag({ file, icon });
    },
    downloads: () => app.getPath("downloads"),
  };
}
