import { useSetSettings, useSettings } from "../../../app/query";
import { useUi } from "../../../app/ui-store";
import { Button } from "../../../components/Button";
import { recall } from "../../settings/connections";
import { Chip } from "./Chip";
import { Choice } from "./Choice";
import { generatorLabel, rolesLabel } from "./labels";

function openSettings(close: () => void): void {
  close();
  useUi.getState().go("settings");
}

/** What draws: the bundled engine or a server. A server that was never set up is set up in the settings. */
export function GeneratorChip() {
  const settings = useSettings().data;
  const set = useSetSettings();
  const kind = settings?.generator.kind ?? "flatland";
  const choose = (next: string, close: () => void) => {
    const known = recall().generators[next];
    if (next === "flatland") set.mutate({ generator: { kind: "flatland" } });
    else if (known !== undefined) set.mutate({ generator: known });
    else openSettings(close);
  };
  return (
    <Chip name="Engine" value={generatorLabel(settings?.generator)} changed={kind !== "flatland"}>
      {(close) => (
        <>
          <Choice
            label="Engine"
            value={kind}
            onChange={(next) => choose(next, close)}
            options={[
              {
                id: "flatland",
                title: "Flatland",
                detail: "Bundled. Draws flat scenes as vectors, offline.",
              },
              { id: "gems-http", title: "GEMS image server", detail: "Any model behind POST /generate." },
              {
                id: "openai-images",
                title: "OpenAI-compatible images",
                detail: "A server with an images endpoint.",
              },
            ]}
          />
          <Button size="sm" variant="ghost" className="mt-2 -ml-2" onClick={() => openSettings(close)}>
            Addresses and keys…
          </Button>
        </>
      )}
    </Chip>
  );
}

/** Who plans, checks and refines. */
export function RolesChip() {
  const settings = useSettings().data;
  const set = useSetSettings();
  const kind = settings?.roles.kind ?? "local";
  const choose = (next: string, close: () => void) => {
    const known = recall().roles[next];
    if (next === "local") set.mutate({ roles: { kind: "local" } });
    else if (known !== undefined) set.mutate({ roles: known });
    else openSettings(close);
  };
  return (
    <Chip name="Roles" value={rolesLabel(settings?.roles)} changed={kind !== "local"}>
      {(close) => (
        <>
          <Choice
            label="Roles"
            value={kind}
            onChange={(next) => choose(next, close)}
            options={[
              {
                id: "local",
                title: "Local roles",
                detail: "Rules and bundled vision models. Nothing leaves this machine.",
              },
              {
                id: "chat",
                title: "OpenAI-compatible chat",
                detail: "A language model that can read images.",
              },
            ]}
          />
          <Button size="sm" variant="ghost" className="mt-2 -ml-2" onClick={() => openSettings(close)}>
            Addresses and keys…
          </Button>
        </>
      )}
    </Chip>
  );
}
