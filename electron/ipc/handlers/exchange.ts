/** Requests about what goes out of the studio and comes into it: the dialogs, and the exchange behind them. */
import path from "node:path";
import { StudioError } from "../../../shared/errors";
import type { Exchange, ExportFolder } from "../../exchange";

import { safeName } from "../../exchange/filename";
import type { Desktop } from "../../shell/desktop";
import type { ShellTexts } from "../../shell/texts";
import type { Handlers } from "../register";

export interface ExchangeHandlersDeps {
  readonly exchange: Exchange;
  readonly exportFolder: ExportFolder;
  readonly shell: Desktop;
  /** In the language of the moment. */
  readonly texts: () => ShellTexts["dialogs"];
}

type ExchangeHandlers = Pick<Handlers, Extract<keyof Handlers, `exchange:${string}`>>;

/** What the import dialog offers. */
const importable = ["png", "jpg", "jpeg", "webp", "zip", "skill", "jsonl"];

export function exchangeHandlers(deps: ExchangeHandlersDeps): ExchangeHandlers {
  const { exchange, exportFolder, shell, texts } = deps;
  const askWhere = async (title: string, name: string, extension: "png" | "svg" | "pdf" | "zip") => {
    const suggestion = path.join(await exportFolder.get(), name);
    const file = await shell.askSavePath({ title, suggestion, extension, kind: texts()[extension] });
    if (file !== null) await exportFolder.set(path.dirname(file));
    return file;
  };
  return {
    "exchange:exportImages": async ({ to = "ask", ...request }) => {
      if (to === "folder") return exchange.exportInto(await exportFolder.get(), request);
      if (request.items.length === 1) {
        const { names } = await exchange.plan(request);
        const { kind } = request.format;
        const file = await askWhere(texts().exportImages, names[0] ?? `Image.${kind}`, kind);
        return file === null ? { paths: [], failed: [] } : exchange.exportTo(file, request);
      }
      const folder = await shell.askFolder(texts().exportImages, await exportFolder.get());
      if (folder === null) return { paths: [], failed: [] };
      await exportFolder.set(folder);
      return exchange.exportInto(folder, request);
    },
    "exchange:plan": (request) => exchange.plan(request),
    "exchange:folder": async ({ choose }) => {
      const chosen = choose ? await shell.askFolder(texts().chooseFolder, await exportFolder.get()) : null;
      if (chosen !== null) await exportFolder.set(chosen);
      return { path: await exportFolder.get() };
    },
    "exchange:reveal": ({ path: file }) => {
      // The page may not point the file manager anywhere else.
      if (!exchange.hasWritten(file)) {
        throw new StudioError("forbidden", "This file was not written by the studio since it was started.", {
          remedy: "Find it in your file manager.",
        });
      }
      shell.revealFile(file);
    },
    "exchange:cancel": ({ job }) => exchange.cancel(job),
    "exchange:contactSheet": async ({ items, format }) => {
      const sheet = await exchange.sheet(items);
      const name = `${safeName(sheet.title.slice(0, 80))} - contact sheet.${format}`;
      const file = await askWhere(texts().contactSheet, name, format);
      if (file !== null) await exchange.writeSheet(file, sheet, format);
      return { path: file };
    },
    "exchange:exportRuns": async ({ runIds, job }) => {
      const file = await askWhere(texts().exportRuns, await exchange.zipName(runIds), "zip");
      if (file !== null) await exchange.exportRuns(file, runIds, job);
      return { path: file };
    },
    "exchange:copyImage": async (place) => shell.copyImage(await exchange.image(place)),
    "exchange:dragOut": async (place, { sender }) => {
      const { file, png } = await exchange.dragFile(place);
      shell.startDrag(sender, file, png);
    },
    "exchange:inspect": async ({ paths, files = [] }) => {
      if (paths !== undefined || files.length > 0) {
        return { finds: await exchange.inspect({ paths: paths ?? [], files }) };
      }
      const chosen = await shell.askFiles({
        title: texts().importFiles,
        kind: texts().allSupported,
        extensions: importable,
      });
      return { finds: chosen === null ? [] : await exchange.inspect({ paths: chosen, files: [] }) };
    },
    "exchange:import": ({ token, choice }) => exchange.import(token, choice),
    "exchange:undo": ({ runId }) => exchange.undo(runId),
    "exchange:forget": ({ tokens }) => exchange.forget(tokens),
    "exchange:filename": ({ template, place }) => exchange.filename(template, place),
  };
}
