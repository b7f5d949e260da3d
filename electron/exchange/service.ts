/** Everything that goes out of the studio and comes into it, without the dialogs that ask where. */
import path from "node:path";
import { type GeneratorConfig, isKnown } from "../../shared/backends";
import { asStudioError, StudioError } from "../../shared/errors";
import type { Place } from "../../shared/ipc/domains/common";
import type { ExchangeProgress, ExportFormat, Find, ImportChoice } from "../../shared/ipc/domains/exchange";
import { bestOf } from "../../shared/run/state";
import type { Settings } from "../../shared/settings";
import type { Engine } from "../inference/client";
import { type SheetContent, sheetContent, sheetPng } from "../runs/contact-sheet";
import type { RunsService } from "../runs/service";
import type { LibraryIndex, RunsFolder } from "../storage";
import { openDragFiles } from "./drag-files";
import { Exporter, fieldsOf, sampleFields } from "./exporter";
import { nameFrom, safeName, templateProblems, withoutCollisions } from "./filename";
import { Finds, type ShownImage } from "./finds";
import { type Imported, Importer } from "./importer";
import { type Finding, inspectBytes, inspectPath } from "./inspect";
import { Jobs } from "./jobs";
import { openOutbox } from "./outbox";
import { sheetPdf } from "./pdf/sheet";
import { sweepStaging } from "./staging";
import { packRuns } from "./zip-write";

export interface ExchangeDeps {
  /** The studio's data folder. */
  readonly data: string;
  readonly assetsDir: string;
  readonly version: string;
  readonly folder: RunsFolder;
  readonly index: Pick<LibraryIndex, "upsert">;
  readonly runs: Pick<RunsService, "isLive" | "trash">;
  readonly engine: Pick<Engine, "toPng" | "toJpeg" | "contactSheet">;
  readonly settings: () => Settings;
  readonly onProgress: (progress: ExchangeProgress) => void;
  readonly onLibraryChanged: () => void;
}

export interface ExportRequest {
  readonly items: readonly Place[];
  readonly format: ExportFormat;
  readonly template?: string | undefined;
  readonly job?: string | undefined;
}

export interface ExportReport {
  readonly paths: string[];
  readonly failed: { runId: string; iteration: number; reason: string }[];
}

export interface ExportPlan {
  readonly names: string[];
  readonly bytes: number;
  readonly missing: Place[];
  readonly problems: string[];
}

export interface Exchange {
  /** What an export would write, without writing. */
  plan(request: ExportRequest): Promise<ExportPlan>;
  /** Writes one image to this very file, replacing what is there: the designer has been asked. */
  exportTo(file: string, request: ExportRequest): Promise<ExportReport>;
  /** Writes images into a folder; nothing that is there is overwritten. */
  exportInto(folder: string, request: ExportRequest): Promise<ExportReport>;
  sheet(items: readonly Place[]): Promise<SheetContent>;
  writeSheet(file: string, sheet: SheetContent, format: "png" | "pdf"): Promise<void>;
  /** A file name for these runs' zip. */
  zipName(runIds: readonly string[]): Promise<string>;
  exportRuns(file: string, runIds: readonly string[], job: string | undefined): Promise<void>;
  cancel(job: string): void;
  /** The image's bytes, without metadata. */
  image(place: Place): Promise<Uint8Array>;
  /** A file of the image, named by the template, for the system to take. */
  dragFile(place: Place): Promise<{ readonly file: string; readonly png: Uint8Array }>;
  inspect(input: {
    readonly paths: readonly string[];
    readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  }): Promise<Find[]>;
  import(token: string, choice: ImportChoice): Promise<Imported>;
  undo(runId: string): Promise<void>;
  forget(tokens: readonly string[]): void;
  filename(template: string, place: Place | null): Promise<{ name: string; problems: string[] }>;
  /** A picture of something that was dropped. */
  findImage(token: string, name: string): Promise<ShownImage | null>;
  /** True for files written since the studio was started. */
  hasWritten(file: string): boolean;
  close(): Promise<void>;
}

/**
 * Opens the exchange and sets right what a crash left of earlier exports and imports.
 * @throws StudioError "storage" when the data folder cannot be used
 */
export async function openExchange(deps: ExchangeDeps): Promise<Exchange> {
  const outbox = await openOutbox(deps.data);
  const dragFiles = await openDragFiles(deps.data);
  await sweepStaging(deps.folder);
  const jobs = new Jobs(deps.onProgress);
  const finds = new Finds();
  const written = new Set<string>();
  const never = new AbortController().signal;
  const importer = new Importer({
    folder: deps.folder,
    index: deps.index,
    isLive: (runId) => deps.runs.isLive(runId),
    trash: async (runId) => {
      const [failure] = (await deps.runs.trash([runId])).failed;
      if (failure === undefined) return;
      throw new StudioError("storage", `The run could not be moved to the trash: ${failure.reason}`, {
        remedy: "Close other programs that use its folder, then try again.",
        retryable: true,
      });
    },
    toPng: (bytes) => deps.engine.toPng(bytes, never),
    onLibraryChanged: deps.onLibraryChanged,
  });
  const newExporter = () => new Exporter({ folder: deps.folder, version: deps.version });
  const template = (request: ExportRequest) => request.template ?? deps.settings().filenameTemplate;
  const trusted = (config: GeneratorConfig) => isKnown(config, deps.settings().generator);

  async function exportEach(
    request: ExportRequest,
    write: (name: string, bytes: Uint8Array) => Promise<string>,
  ): Promise<ExportReport> {
    return jobs.run(request.job, async ({ signal, onProgress }) => {
      const exporter = newExporter();
      const report: ExportReport = { paths: [], failed: [] };
      for (const [index, place] of request.items.entries()) {
        // Called off: what is written stays written, and is told.
        if (signal.aborted) return report;
        onProgress(index, request.items.length);
        try {
          const bytes = await exporter.fileOf(place, request.format);
          const name = await exporter.nameOf(place, template(request), request.format, index + 1);
          const file = await write(name, bytes);
          written.add(file);
          report.paths.push(file);
        } catch (error) {
          if (request.items.length === 1) throw error;
          report.failed.push({ ...place, reason: asStudioError(error).message });
        }
      }
      onProgress(request.items.length, request.items.length);
      return report;
    });
  }

  async function write(file: string, content: Parameters<typeof outbox.replace>[1]): Promise<void> {
    written.add(await outbox.replace(file, content));
  }

  return {
    async plan(request) {
      const exporter = newExporter();
      const names: string[] = [];
      const missing: Place[] = [];
      let bytes = 0;
      for (const [index, place] of request.items.entries()) {
        try {
          bytes += await exporter.sizeOf(place, request.format);
          names.push(await exporter.nameOf(place, template(request), request.format, index + 1));
        } catch (error) {
          if (asStudioError(error).code !== "not-found") throw error;
          missing.push(place);
        }
      }
      const problems = [...templateProblems(template(request))];
      return { names: [...withoutCollisions(names)], bytes, missing, problems };
    },
    exportTo: (file, request) => exportEach(request, (_name, bytes) => outbox.replace(file, bytes)),
    exportInto: (folder, request) =>
      exportEach(request, (name, bytes) => outbox.add(path.join(folder, name), bytes)),
    async sheet(items) {
      const exporter = newExporter();
      const byRun = new Map<string, Set<number>>();
      for (const { runId, iteration } of items) {
        byRun.set(runId, (byRun.get(runId) ?? new Set()).add(iteration));
      }
      const sources = [...byRun].map(async ([runId, iterations]) => {
        const { state, images } = await exporter.run(runId);
        return { state, images, best: bestOf(state), iterations };
      });
      return sheetContent(await Promise.all(sources));
    },
    async writeSheet(file, sheet, format) {
      const { engine, assetsDir, version } = deps;
      const toJpeg = (bytes: Uint8Array, side: number) => engine.toJpeg(bytes, side, never);
      const bytes =
        format === "png"
          ? await sheetPng(sheet, engine, never)
          : await sheetPdf(sheet, { assetsDir, creator: `GEMS Studio ${version}`, toJpeg });
      await write(file, bytes);
    },
    async zipName(runIds) {
      const [only] = runIds;
      if (runIds.length > 1 || only === undefined) return `${runIds.length} runs.zip`;
      const { state } = await newExporter().run(only);
      return `${safeName(state.header?.title ?? "Run")}.zip`;
    },
    exportRuns: (file, runIds, job) =>
      jobs.run(job, async ({ signal, onProgress }) => {
        const exporter = newExporter();
        const runs = await Promise.all(runIds.map((runId) => exporter.run(runId)));
        const packed = runs.map(({ folder, state }) => ({ folder, createdAt: state.createdAt }));
        await write(file, (temporary) => packRuns(packed, temporary, { signal, onProgress }));
      }),
    cancel: (job) => jobs.cancel(job),
    image: (place) => newExporter().fileOf(place, { kind: "png", carry: "nothing" }),
    async dragFile(place) {
      const exporter = newExporter();
      const format = { kind: "png", carry: "nothing" } as const;
      const png = await exporter.fileOf(place, format);
      const name = await exporter.nameOf(place, deps.settings().filenameTemplate, format, 1);
      return { file: await dragFiles.put(name, png), png };
    },
    async inspect({ paths, files }) {
      const options = { trusted };
      // One after the other: each may be large, and only what is needed to show it stays in memory.
      const findings: Finding[] = [];
      for (const place of paths) findings.push(...(await inspectPath(place, options)));
      for (const { name, bytes } of files) findings.push(...(await inspectBytes(name, bytes, options)));
      return [...(await finds.keep(findings, async (id) => (await deps.folder.find(id)) !== null))];
    },
    import: async (token, choice) => importer.take(finds.get(token), choice),
    undo: (runId) => importer.undo(runId),
    forget: (tokens) => finds.forget(tokens),
    async filename(text, place) {
      const problems = [...templateProblems(text)];
      if (place === null) return { name: `${nameFrom(text, sampleFields)}.png`, problems };
      const { run, iteration } = await newExporter().iteration(place);
      return { name: `${nameFrom(text, fieldsOf(run.state, iteration, 1))}.png`, problems };
    },
    findImage: (token, name) => finds.image(token, name),
    hasWritten: (file) => written.has(file),
    async close() {
      jobs.cancelAll();
      await dragFiles.clear();
    },
  };
}
