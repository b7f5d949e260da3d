/** Requests about runs: begin, steer, find, take out. */

import type { RunsService } from "../../runs/service";
import type { LibraryIndex, RunsFolder } from "../../storage";
import type { Handlers } from "../register";
import type { ExportsDeps } from "./exports";
import { exportContactSheet, exportImage } from "./exports";

export interface RunHandlersDeps extends ExportsDeps {
  readonly runs: RunsService;
  readonly folder: RunsFolder;
  readonly index: LibraryIndex;
  readonly onLibraryChanged: () => void;
}

type RunHandlers = Pick<
  Handlers,
  | "runs:start"
  | "runs:stop"
  | "runs:resume"
  | "runs:list"
  | "runs:get"
  | "runs:rename"
  | "runs:trash"
  | "runs:restore"
  | "runs:editCriteria"
  | "runs:override"
  | "runs:pin"
  | "runs:reveal"
  | "runs:export"
  | "runs:contactSheet"
  | "library:rebuild"
>;

export function runHandlers(deps: RunHandlersDeps): RunHandlers {
  const { runs, index, folder, shell } = deps;
  return {
    "runs:start": async (request) => ({ runId: (await runs.start(request)).runId }),
    "runs:stop": ({ runId, mode }) =>
      runs.command(runId, mode === "skip" ? { type: "skip" } : { type: "stop", mode }),
    "runs:resume": async ({ runId, rounds }) => {
      await runs.resume(runId, rounds);
    },
    "runs:list": (query) => index.search(query),
    "runs:get": ({ runId }) => runs.snapshot(runId),
    "runs:rename": ({ runId, title }) => runs.command(runId, { type: "rename", title }),
    "runs:trash": ({ runId }) => runs.trash(runId),
    "runs:restore": ({ runId }) => runs.restore(runId),
    "runs:editCriteria": ({ runId, criteria }) => runs.command(runId, { type: "edit-criteria", criteria }),
    "runs:override": ({ runId, iteration, criterionId, state }) =>
      runs.command(runId, { type: "override", iteration, criterionId, state }),
    "runs:pin": ({ runId, iteration }) => runs.command(runId, { type: "pin", iteration }),
    "runs:reveal": async ({ runId }) => {
      await shell.openFolder(await folder.locate(runId));
    },
    "runs:export": (request) => exportImage(deps, request),
    "runs:contactSheet": ({ runId }) => exportContactSheet(deps, runId),
    "library:rebuild": async () => {
      const report = await index.rebuild();
      deps.onLibraryChanged();
      return { runs: report.runs };
    },
  };
}
