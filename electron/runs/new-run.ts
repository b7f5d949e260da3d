/** What a new run is asked to do: the request, and the studio's settings for what it leaves open. */
import { StudioError } from "../../shared/errors";
import type { StartRequest } from "../../shared/ipc/domains/runs";
import type { RunHeader } from "../../shared/run/events";
import { defaultRunSettings, type RunSettings } from "../../shared/run/settings";
import type { Settings } from "../../shared/settings";
import type { ComposedRoles } from "../compose-roles";
import { titleOf } from "./title";

type Names = Pick<ComposedRoles, "generatorName" | "rolesName">;

/** The header of a run's journal. @throws StudioError "bad-input" for a branch of nothing. */
export function headerOf(id: string, request: StartRequest, settings: Settings, names: Names): RunHeader {
  const { prompt, branchOf, branch } = request;
  if (branchOf === undefined && branch !== undefined && (branch.keepCriteria || branch.keepMemory)) {
    throw new StudioError("bad-input", "There is nothing to take over: the run branches from none.", {
      remedy: "Say which iteration it branches from, or start it as a new run.",
    });
  }
  return {
    id,
    title: titleOf(prompt),
    prompt,
    settings: settingsOf(request, settings, names),
    ...(branchOf === undefined ? {} : { branchOf }),
    ...(branch?.drawPrompt === undefined ? {} : { drawPrompt: branch.drawPrompt }),
  };
}

function settingsOf(request: StartRequest, settings: Settings, names: Names): RunSettings {
  const { bannedSkills = [], seconds, look, generator } = request;
  return {
    rounds: request.rounds ?? settings.rounds,
    seed: request.seed ?? defaultRunSettings.seed,
    size: defaultRunSettings.size,
    temperature: request.temperature ?? settings.temperature,
    keepGoing: request.keepGoing ?? settings.keepGoing,
    skill: request.skill ?? settings.skill,
    pace: request.pace ?? settings.pace,
    ...(bannedSkills.length === 0 ? {} : { bannedSkills: [...new Set(bannedSkills)] }),
    ...(seconds === undefined ? {} : { seconds }),
    ...((request.memory ?? settings.memory) ? {} : { memory: false }),
    candidates: request.candidates ?? settings.candidates,
    budget: request.budget ?? settings.budget,
    minGain: request.minGain === undefined ? settings.minGain : request.minGain,
    repair: request.repair ?? settings.repair,
    ask: request.ask ?? settings.ask,
    judgePairs: request.judgePairs ?? settings.judgePairs,
    ...(look === undefined ? {} : { look }),
    ...(generator === undefined ? {} : { generatorConfig: generator }),
    generator: names.generatorName,
    roles: names.rolesName,
  };
}
