/**
 * The one door to @huggingface/transformers, held to this computer: it reads files of folders that are named to it, and
 * neither asks a network nor keeps copies. Loaded when a model that sees is first used.
 */
import { StudioError } from "../../../shared/errors";
import { defaultThreads } from "../sessions";

export type Library = typeof import("@huggingface/transformers");

let loading: Promise<Library> | null = null;

/** @throws StudioError "engine-unavailable" when the library cannot be loaded here. */
export function openLibrary(): Promise<Library> {
  loading ??= import("@huggingface/transformers").then(confined, (cause: unknown) => {
    loading = null;
    throw new StudioError("engine-unavailable", "The library for vision-language models cannot be loaded.", {
      remedy: "Reinstall the studio.",
      detail: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
      cause,
    });
  });
  return loading;
}

function confined(library: Library): Library {
  const { env, LogLevel } = library;
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.useFSCache = false;
  env.useBrowserCache = false;
  env.useWasmCache = false;
  env.logLevel = LogLevel.NONE;
  // Even with all of the above: whatever asks for an address gets this.
  env.fetch = (address) =>
    Promise.reject(new Error(`Nothing is fetched for a model of a folder, ${String(address)} neither.`));
  return library;
}

/** How the library opens a model's files: on the processor, as sessions.ts does. */
export function loadingWay(threads: number = defaultThreads()) {
  return {
    local_files_only: true,
    device: "cpu",
    session_options: {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      graphOptimizationLevel: "all",
      logSeverityLevel: 3,
      extra: { session: { intra_op: { allow_spinning: "0" }, inter_op: { allow_spinning: "0" } } },
    },
  } as const;
}
