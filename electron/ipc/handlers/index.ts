/** All answers of the main side, one file a domain. */
import type { Handlers } from "../register";
import { type EngineHandlersDeps, engineHandlers } from "./engine";
import { type ExchangeHandlersDeps, exchangeHandlers } from "./exchange";
import { type LibraryHandlersDeps, libraryHandlers } from "./library";
import { type MemoryHandlersDeps, memoryHandlers } from "./memory";
import { type ModelHandlersDeps, modelHandlers } from "./models";
import { type RunHandlersDeps, runHandlers } from "./runs";
import { type SeeingHandlersDeps, seeingHandlers } from "./seeing";
import { type SettingsHandlersDeps, settingsHandlers } from "./settings";
import { type SkillHandlersDeps, skillHandlers } from "./skills";

export interface HandlersDeps {
  readonly runs: RunHandlersDeps;
  readonly library: LibraryHandlersDeps;
  readonly exchange: ExchangeHandlersDeps;
  readonly settings: SettingsHandlersDeps;
  readonly skills: SkillHandlersDeps;
  readonly memory: MemoryHandlersDeps;
  readonly models: ModelHandlersDeps;
  readonly seeing: SeeingHandlersDeps;
  readonly engine: EngineHandlersDeps;
}

export function allHandlers(deps: HandlersDeps): Handlers {
  return {
    ...runHandlers(deps.runs),
    ...libraryHandlers(deps.library),
    ...exchangeHandlers(deps.exchange),
    ...settingsHandlers(deps.settings),
    ...skillHandlers(deps.skills),
    ...memoryHandlers(deps.memory),
    ...modelHandlers(deps.models),
    ...seeingHandlers(deps.seeing),
    ...engineHandlers(deps.engine),
  };
}
