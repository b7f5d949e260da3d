/** Requests about settings, keys and connections. */

import type { Settings } from "../../../shared/settings";
import type { ConnectionTester } from "../../backends/connection-tester";
import type { Secrets, SettingsFile } from "../../storage";
import type { Handlers } from "../register";

export interface SettingsHandlersDeps {
  readonly settings: SettingsFile;
  readonly secrets: Secrets;
  readonly connections: ConnectionTester;
  readonly onChanged: (settings: Settings) => void;
}

type SettingsHandlers = Pick<
  Handlers,
  "settings:get" | "settings:set" | "secrets:set" | "secrets:clear" | "secrets:status" | "connections:test"
>;

export function settingsHandlers(deps: SettingsHandlersDeps): SettingsHandlers {
  const { settings, secrets, connections } = deps;
  return {
    "settings:get": () => settings.get(),
    "settings:set": (patch) => {
      const changed = settings.update(given(patch));
      deps.onChanged(changed);
      return changed;
    },
    "secrets:set": ({ server, value }) => secrets.set(server, value),
    "secrets:clear": (which) =>
      "aside" in which ? secrets.clearAside(which.aside) : secrets.clear(which.server),
    "secrets:status": () => secrets.status(),
    "connections:test": (request) =>
      request.target === "generator"
        ? connections.generator(request.config)
        : connections.roles(request.config),
  };
}

/** Drops keys that were sent as undefined: they mean "leave as it is". */
function given(patch: { [K in keyof Settings]?: Settings[K] | undefined }): Partial<Settings> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
}
