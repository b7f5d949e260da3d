/** All answers of the main side, one file a domain. */
import type { Handlers } from "../register";
import { type EngineHandlersDeps, engineHandlers } from "./engine";
import { type RunHandlersDeps, runHandlers } from "./runs";
import { type SettingsHandlersDeps, settingsHandlers } from "./settings";
import { type SkillHandlersDeps, skillHandlers } from "./skills";

export interface HandlersDeps {
  readonly runs: RunHandlersDeps;
  readonly settings: SettingsHandlersDeps;
  readonly skills: SkillHandlersDeps;
  readonly engine: EngineHandlersDeps;
}

export function allHandlers(deps: HandlersDeps): Handlers {
  return {
    ...runHandlers(deps.runs),
    ...settingsHandlers(deps.settings),
    ...skillHandlers(deps.skills),
    ...engineHandlers(deps.engine),
  };
}
