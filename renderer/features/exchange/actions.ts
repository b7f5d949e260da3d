/** What goes out of the studio and comes into it. Each asks the main side and tells of success and failure itself. */
import { isCancelled } from "../../../shared/errors";
import type { Place } from "../../../shared/ipc/domains/common";
import type { ExportFormat, sheetFormats } from "../../../shared/ipc/domains/exchange";
import { ask } from "../../app/ipc";
import { notify, notifyError } from "../../app/toasts";
import { t } from "../../i18n";
import { markLeaving, useExchange } from "./dialogs";
import { showPacks } from "./import-flow";
import { asJob } from "./jobs";

export { openExport } from "./dialogs";

/** Where a set of images goes, and under which names; without it, a dialog asks. */
export interface Destination {
  readonly to: "folder";
  readonly template: string;
}

/** Writes images; false when nothing was written. */
export async function exportImages(
  places: readonly Place[],
  format: ExportFormat,
  destination?: Destination,
): Promise<boolean> {
  if (places.length === 0) return false;
  try {
    const { paths, failed } = await asJob(t("exchange:jobs.images"), (job) =>
      ask("exchange:exportImages", { items: [...places], format, job, ...destination }),
    );
    if (paths.length > 0) saved(paths);
    const first = failed[0];
    if (first !== undefined) notify(t("exchange:saved.missed", { count: failed.length, why: first.reason }));
    return paths.length > 0;
  } catch (error) {
    failure(t("exchange:doing.exportImages"), error, () => void exportImages(places, format, destination));
    return false;
  }
}

/** Writes whole runs into one zip. */
export async function exportRuns(runIds: readonly string[]): Promise<boolean> {
  if (runIds.length === 0) return false;
  try {
    const { path } = await asJob(t("exchange:jobs.runs"), (job) =>
      ask("exchange:exportRuns", { runIds: [...runIds], job }),
    );
    if (path !== null) saved([path]);
    return path !== null;
  } catch (error) {
    failure(t("exchange:doing.exportRuns"), error, () => void exportRuns(runIds));
    return false;
  }
}

/** Puts up to sixty iterations on one sheet. */
export async function contactSheet(
  places: readonly Place[],
  format: (typeof sheetFormats)[number],
): Promise<boolean> {
  if (places.length === 0) return false;
  try {
    const { path } = await asJob(t("exchange:jobs.sheet"), () =>
      ask("exchange:contactSheet", { items: [...places], format }),
    );
    if (path !== null) saved([path]);
    return path !== null;
  } catch (error) {
    failure(t("exchange:doing.contactSheet"), error, () => void contactSheet(places, format));
    return false;
  }
}

/** Puts an image on the clipboard. */
export async function copyImage(place: Place): Promise<void> {
  try {
    await ask("exchange:copyImage", place);
    notify(t("exchange:saved.copied"));
  } catch (error) {
    failure(t("exchange:doing.copyImage"), error, () => void copyImage(place));
  }
}

/**
 * Hands an image over to the system's drag and drop. Call it in `dragstart`, after `preventDefault`; the element
 * must be `draggable`.
 */
export async function dragOut(place: Place): Promise<void> {
  markLeaving();
  try {
    await ask("exchange:dragOut", place);
  } catch (error) {
    failure(t("exchange:doing.dragOut"), error);
  }
}

/** Looks into files and folders and shows what can be taken in. */
export async function importPaths(paths: readonly string[]): Promise<void> {
  if (paths.length > 0) await look({ paths: [...paths] });
}

/** The same for files that have no path: pasted, or dragged out of another program. */
export async function importFiles(files: readonly File[]): Promise<void> {
  if (files.length === 0) return;
  const read = await Promise.all(
    files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  );
  await look({ files: read });
}

/** Asks which files to take in. */
export async function chooseImport(): Promise<void> {
  await look({});
}

async function look(what: Parameters<typeof ask<"exchange:inspect">>[1]): Promise<void> {
  useExchange.setState({ looking: true });
  try {
    const { finds } = await ask("exchange:inspect", what);
    if (finds.length === 0) return;
    const packs = finds.filter((find) => find.kind === "skills");
    if (packs.length < finds.length) useExchange.setState({ finds });
    else showPacks(packs);
  } catch (error) {
    failure(t("exchange:doing.look"), error, () => void look(what));
  } finally {
    useExchange.setState({ looking: false });
  }
}

/** Shows a written file in the system's file manager. */
export async function showInFolder(path: string): Promise<void> {
  try {
    await ask("exchange:reveal", { path });
  } catch (error) {
    failure(t("exchange:doing.reveal"), error);
  }
}

function saved(paths: readonly string[]): void {
  const [first] = paths;
  if (first === undefined) return;
  const text =
    paths.length === 1
      ? t("exchange:saved.one", { name: fileName(first) })
      : t("exchange:saved.files", { count: paths.length });
  notify(text, { label: t("exchange:saved.show"), run: () => void showInFolder(first) });
}

/** Calling off is not failing. */
export function failure(doing: string, error: unknown, retry?: () => void): void {
  if (!isCancelled(error)) notifyError(doing, error, retry);
}

export function fileName(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}
