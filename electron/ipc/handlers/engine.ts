/** Requests about the inference process and the application itself. */
import type { AppInfo } from "../../../shared/ipc/contract";
import type { ComposedRoles } from "../../compose-roles";
import type { Engine } from "../../inference/client";
import type { Handlers } from "../register";

export interface EngineHandlersDeps {
  readonly engine: Engine;
  readonly composeRoles: () => ComposedRoles;
  readonly appInfo: () => AppInfo;
}

type EngineHandlers = Pick<Handlers, "app:info" | "prompt:inspect" | "engine:status" | "engine:restart">;

export function engineHandlers({ engine, composeRoles, appInfo }: EngineHandlersDeps): EngineHandlers {
  return {
    "app:info": () => appInfo(),
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
  };
}
