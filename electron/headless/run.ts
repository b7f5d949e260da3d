/** One run in the terminal, from the arguments to the exit code. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { LocalModelConfig } from "../../shared/backends";
import type { StudioError } from "../../shared/errors";
import { reduce } from "../../shared/run/reduce";
import { emptyRunState, type RunState } from "../../shared/run/state";
import { forkInNode } from "../inference/fork";
import { openServices } from "../services";
import { foldersIn } from "../shell/folders";
import type { Arguments } from "./arguments";
import { modelOf } from "./model";
import { linesOf } from "./progress";
import { answered } from "./question";
import { writeReport } from "./report";
import { requestOf } from "./request";

const EXIT = { passed: 0, failed: 1, notAll: 2, interrupted: 130 } as const;

/**
 * Runs the loop on one prompt and writes its report.
 * @param appRoot folder with `models`, `skills` and `out`
 * @returns the process's exit code
 */
export async function runHeadless(asked: Arguments, appRoot: string): Promise<number> {
  const out = path.resolve(asked.out ?? path.join("gems-out", timestamp()));
  const folders = foldersIn(appRoot);
  const say = teller(asked);
  let seen: RunState = emptyRunState;
  let model: LocalModelConfig | null = null;
  const services = await openServices({
    folders,
    dataFolder: path.join(out, "studio"),
    ...(asked.settings === undefined ? {} : { settingsFolder: path.resolve(asked.settings) }),
    version: await versionOf(appRoot),
    spawn: forkInNode(path.join(folders.outDir, "main", "inference-worker.cjs")),
    safeStorage: null,
    generator: () => model,
    tell: (channel, payload) => {
      if (channel !== "run-events" || !("events" in payload)) return;
      for (const event of payload.events) {
        seen = reduce(seen, event);
        for (const line of linesOf(event, seen)) say(line);
      }
    },
    onFault: (error: StudioError) => console.error(`${error.message} ${error.remedy}`),
  });
  try {
    model = await modelOf(asked, services.engine);
    say(`prompt     ${asked.prompt}`);
    const { runId, ended } = await services.runs.start(requestOf(asked));
    const leaving = new AbortController();
    const interrupted = onInterrupt(async () => {
      leaving.abort();
      await services.runs.command(runId, { type: "stop", mode: "now" });
    });
    const state = await answered(await ended, {
      answer: (prompt) => services.runs.answer(runId, prompt),
      say,
      input: process.stdin,
      signal: leaving.signal,
    });
    const folder = await services.folder.locate(runId);
    const report = await writeReport({ state, folder, out, engine: services.engine });
    if (asked.json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    say(`saved      ${report.contactSheet === null ? out : path.join(out, report.contactSheet)}`);
    return exitCode(state, interrupted());
  } finally {
    await services.close();
  }
}

function exitCode(state: RunState, interrupted: boolean): number {
  if (interrupted) return EXIT.interrupted;
  if (state.status === "failed") return EXIT.failed;
  return state.finishedBecause === "all-passed" ? EXIT.passed : EXIT.notAll;
}

/** Stops the run at the first Ctrl+C, keeping what was made; a second one ends the process at once. */
function onInterrupt(stop: () => Promise<void>): () => boolean {
  let times = 0;
  const handler = () => {
    times += 1;
    if (times > 1) process.exit(EXIT.interrupted);
    console.error("\nstopping (once more to quit at once)");
    stop().catch((error: unknown) => console.error(error instanceof Error ? error.message : String(error)));
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    // A library that tidies up its temporary files listens too, and ends the process when it is done.
    process.removeAllListeners(signal);
    process.on(signal, handler);
  }
  return () => times > 0;
}

function teller(asked: Arguments): (line: string) => void {
  if (asked.quiet) return () => undefined;
  const write = asked.json ? console.error : console.log;
  return (line) => write(line);
}

function timestamp(): string {
  return new Date().toISOString().replace(/[:T]/g, "-").slice(0, 19);
}

async function versionOf(appRoot: string): Promise<string> {
  const parsed: unknown = JSON.parse(await readFile(path.join(appRoot, "package.json"), "utf8"));
  return typeof parsed === "object" && parsed !== null && "version" in parsed
    ? String(parsed.version)
    : "0.0.0";
}
