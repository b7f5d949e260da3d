/** Requests about the inference process and the application itself. */
import type { AppInfo } from "../../../shared/ipc/domains/studio";
import type { Compute } from "../../backends/compute";
import type { ComposedRoles } from "../../compose-roles";
import type { Engine } from "../../inference/client";
import type { Handlers } from "../register";

export interface EngineHandlersDeps {
  readonly engine: Engine;
  readonly compute: Pick<Compute, "look" | "measure" | "stop">;
  readonly composeRoles: () => ComposedRoles;
  readonly appInfo: () => AppInfo;
  readonly revealData: () => Promise<void>;
  readonly licences: () => Promise<string>;
}

type EngineHandlers = Pick<
  Handlers,
  | "app:info"
  | "app:reveal"
  | "app:licences"
  | "prompt:inspect"
  | "engine:status"
  | "engine:restart"
  | "compute:look"
  | "compute:measure"
  | "compute:stop"
>;

export function engineHandlers(deps: EngineHandlersDeps): EngineHandlers {
  const { engine, compute, composeRoles, appInfo } = deps;
  return {
    "app:info": () => appInfo(),
    "app:reveal": () => deps.revealData(),
    "app:licences": async () => ({ text: await deps.licences() }),
    "prompt:inspect": async ({ prompt }) => {
      if (prompt.trim() === "") return { unknownWords: [] };
      const { generator } = composeRoles().roles;
      const words = await generator.unknownWords(prompt, new AbortController().signal);
      return { unknownWords: [...words] };
    },
    "engine:status": () => engine.status(),
    "engine:restart": async () => {
      await engine.restart();
      return engine.status();
    },
    "compute:look": () => compute.look(new AbortController().signal),
    "compute:measure": () => compute.measure(),
    "compute:stop": () => compute.stop(),
  };
}
