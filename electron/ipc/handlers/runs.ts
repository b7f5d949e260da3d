/** Requests about runs: begin, steer, find, take out. */

import type { RunsService } from "../../runs/service";
import type { Desktop } from "../../shell/desktop";
import type { RunsFolder } from "../../storage";
import type { Handlers } from "../register";

export interface RunHandlersDeps {
  readonly runs: RunsService;
  readonly folder: RunsFolder;
  readonly shell: Desktop;
}

type RunHandlers = Pick<
  Handlers,
  | "runs:start"
  | "runs:stop"
  | "runs:resume"
  | "runs:answer"
  | "runs:budget"
  | "runs:candidates"
  | "runs:get"
  | "runs:rename"
  | "runs:editCriteria"
  | "runs:override"
  | "runs:reverify"
  | "runs:editPrompt"
  | "runs:pace"
  | "runs:rounds"
  | "runs:seconds"
  | "runs:pin"
  | "runs:rate"
  | "runs:prefer"
  | "runs:reveal"
>;

export function runHandlers(deps: RunHandlersDeps): RunHandlers {
  const { runs, folder, shell } = deps;
  return {
    "runs:start": async (request) => ({ runId: (await runs.start(request)).runId }),
    "runs:stop": ({ runId, mode }) =>
      runs.command(runId, mode === "skip" ? { type: "skip" } : { type: "stop", mode }),
    "runs:resume": async ({ runId, rounds }) => {
      await runs.resume(runId, rounds);
    },
    "runs:answer": async ({ runId, prompt }) => {
      await runs.answer(runId, prompt);
    },
    "runs:budget": ({ runId, budget }) => runs.command(runId, { type: "budget", budget }),
    "runs:candidates": ({ runId, candidates }) => runs.command(runId, { type: "candidates", candidates }),
    "runs:get": ({ runId }) => runs.snapshot(runId),
    "runs:rename": ({ runId, title }) => runs.command(runId, { type: "rename", title }),
    "runs:editCriteria": ({ runId, criteria }) => runs.command(runId, { type: "edit-criteria", criteria }),
    "runs:override": ({ runId, iteration, criterionId, state, note }) => {
      const word = { type: "override" as const, iteration, criterionId, state };
      return runs.command(runId, note === undefined ? word : { ...word, note });
    },
    "runs:reverify": ({ runId, iteration, criterionIds }) =>
      runs.command(runId, { type: "reverify", iteration, criterionIds }),
    "runs:editPrompt": ({ runId, iteration, prompt, seed, temperature }) =>
      runs.command(runId, {
        type: "edit-prompt",
        iteration,
        prompt,
        ...(seed === undefined ? {} : { seed }),
        ...(temperature === undefined ? {} : { temperature }),
      }),
    "runs:pace": ({ runId, pace }) => runs.command(runId, { type: "pace", pace }),
    "runs:rounds": ({ runId, rounds }) => runs.command(runId, { type: "rounds", rounds }),
    "runs:seconds": ({ runId, seconds }) => runs.command(runId, { type: "seconds", seconds }),
    "runs:pin": ({ runId, iteration }) => runs.command(runId, { type: "pin", iteration }),
    "runs:rate": ({ items, rating }) => runs.rate(items, rating),
    "runs:prefer": ({ a, b, pick, blind }) => runs.prefer(a, b, pick, blind),
    "runs:reveal": async ({ runId }) => {
      await shell.openFolder(await folder.locate(runId));
    },
  };
}
