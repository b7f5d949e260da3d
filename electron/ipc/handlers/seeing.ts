/** Requests about models of a folder that see. */
import { StudioError } from "../../../shared/errors";
import { wishOf } from "../../../shared/run/state";
import { seeingFacts } from "../../backends/seeing-facts";
import type { Engine } from "../../inference/client";
import { folderMeant } from "../../models";
import type { RunsService } from "../../runs/service";
import { openImages, type RunsFolder, type SettingsFile } from "../../storage";
import type { Handlers } from "../register";

export interface SeeingHandlersDeps {
  readonly engine: Pick<Engine, "inspectSeeing" | "forgetSeeing" | "similarity" | "status">;
  readonly runs: Pick<RunsService, "state">;
  readonly folder: Pick<RunsFolder, "locate">;
  readonly settings: Pick<SettingsFile, "get">;
}

/** A folder that does not answer by then lies on a disk that is gone. */
const LONGEST_MS = 60_000;
/** Loading from a slow disk takes minutes. */
const LONGEST_LOAD_MS = 300_000;

export function seeingHandlers(
  deps: SeeingHandlersDeps,
): Pick<Handlers, Extract<keyof Handlers, `seeing:${string}`>> {
  const { engine, settings } = deps;
  return {
    "seeing:inspect": ({ folder }) =>
      seeingFacts(folderMeant(folder), engine, AbortSignal.timeout(LONGEST_MS)),
    "seeing:unload": () => engine.forgetSeeing(),
    "seeing:similarity": async ({ runId, iteration }) => {
      const folder = settings.get().similarityFolder;
      if (folder === null) return { similarity: null };
      const { image, prompt } = await drawn(deps, runId, iteration);
      const request = { folder, text: prompt, image };
      const { similarity } = await engine.similarity(request, AbortSignal.timeout(LONGEST_LOAD_MS));
      return { similarity };
    },
  };
}

/** The image of an attempt, and what the designer asked for. @throws StudioError "not-found" */
async function drawn(
  { runs, folder }: SeeingHandlersDeps,
  runId: string,
  iteration: number,
): Promise<{ image: Uint8Array; prompt: string }> {
  const state = await runs.state(runId);
  const image = state.iterations.find(({ n }) => n === iteration)?.image ?? null;
  if (image === null) {
    throw new StudioError("not-found", `Iteration ${iteration} has no image.`, {
      remedy: "Choose an iteration with an image.",
    });
  }
  const shelf = await openImages(await folder.locate(runId));
  return { image: await shelf.get(image.ref), prompt: wishOf(state) };
}
