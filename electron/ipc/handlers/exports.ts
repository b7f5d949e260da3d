/** Pictures on their way out of the studio: one image, or all attempts on one sheet. */
import { writeFile } from "node:fs/promises";
import { StudioError } from "../../../shared/errors";
import { bestOf, type RunState } from "../../../shared/run/state";
import type { Engine } from "../../inference/client";
import { contactSheetOf } from "../../runs/contact-sheet";
import type { RunsService } from "../../runs/service";
import type { Desktop } from "../../shell/desktop";
import { openImages, type RunsFolder } from "../../storage";

export interface ExportsDeps {
  readonly runs: RunsService;
  readonly folder: RunsFolder;
  readonly engine: Engine;
  readonly shell: Desktop;
}

interface ExportRequest {
  readonly runId: string;
  readonly iteration: number;
  readonly format: "png" | "svg";
}

export async function exportImage(
  deps: ExportsDeps,
  request: ExportRequest,
): Promise<{ path: string | null }> {
  const { runId, iteration, format } = request;
  const state = await deps.runs.state(runId);
  const image = state.iterations.find((it) => it.n === iteration)?.image;
  const ref = format === "png" ? image?.ref : image?.vector;
  if (ref === undefined || ref === null) throw noSuchImage(iteration, format);
  const images = await openImages(await deps.folder.locate(runId));
  const bytes = await images.get(ref, { verify: true });
  const path = await deps.shell.askSavePath({
    title: `Save attempt ${iteration}`,
    suggestion: `${fileTitle(state)} - ${iteration}.${format}`,
    extension: format,
  });
  if (path !== null) await save(path, bytes);
  return { path };
}

export async function exportContactSheet(deps: ExportsDeps, runId: string): Promise<{ path: string | null }> {
  const state = await deps.runs.state(runId);
  const images = await openImages(await deps.folder.locate(runId));
  const png = await contactSheetOf({ state, best: bestOf(state), images, engine: deps.engine });
  const path = await deps.shell.askSavePath({
    title: "Save the contact sheet",
    suggestion: `${fileTitle(state)} - contact sheet.png`,
    extension: "png",
  });
  if (path !== null) await save(path, png);
  return { path };
}

async function save(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(path, bytes);
  } catch (error) {
    throw new StudioError("storage", `The file could not be written: ${path}`, {
      remedy: "Choose a folder you may write to, with enough space, and save again.",
      retryable: true,
      cause: error,
    });
  }
}

/** A title that every file system takes. */
function fileTitle(state: RunState): string {
  const plain = (state.header?.title ?? "Run").replace(/[\\/:*?"<>|\p{Cc}]/gu, " ").replace(/\s+/g, " ");
  return plain.trim().slice(0, 80) || "Run";
}

function noSuchImage(iteration: number, format: string): StudioError {
  const why =
    format === "svg"
      ? "has no vector drawing: only engines that draw vectors have one"
      : "has no picture yet";
  return new StudioError("not-found", `Attempt ${iteration} ${why}.`, {
    remedy: "Choose another attempt or format.",
  });
}
