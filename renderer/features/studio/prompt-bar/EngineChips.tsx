import { useTranslation } from "react-i18next";
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
  const { t } = useTranslation(["studio", "settings"]);
  const settings = useSettings().data;
  const set = useSetSettings();
  const kind = settings?.generator.kind ?? "flatland";
  const choose = (next: string, close: () => void) => {
    const known = recall().generators[next];
    if (known !== undefined) set.mutate({ generator: known });
    else if (next === "flatland") set.mutate({ generator: { kind: "flatland" } });
    else openSettings(close);
  };
  return (
    <Chip name={t("bar.engine")} value={generatorLabel(settings?.generator)} changed={kind !== "flatland"}>
      {(close) => (
        <>
          <Choice
            label={t("bar.engine")}
            value={kind}
            onChange={(next) => choose(next, close)}
            options={[
              {
                id: "flatland",
                title: "Flatland",
                detail: t("bar.flatlandDetail"),
              },
              {
                id: "diffusion",
                title: t("settings:generator.kinds.diffusion"),
                detail: t("settings:generator.diffusion"),
              },
              { id: "gems-http", title: t("bar.gemsServer"), detail: t("bar.gemsDetail") },
              {
                id: "openai-images",
                title: t("bar.openaiImages"),
                detail: t("bar.openaiImagesDetail"),
              },
              {
                id: "comfyui",
                title: t("settings:generator.kinds.comfyui"),
                detail: t("settings:generator.comfyui"),
              },
              {
                id: "automatic1111",
                title: t("settings:generator.kinds.automatic1111"),
                detail: t("settings:generator.automatic1111"),
              },
              {
                id: "google-images",
                title: t("settings:generator.kinds.google-images"),
                detail: t("settings:generator.googleImages"),
              },
            ]}
          />
          <Button size="sm" variant="ghost" className="mt-2 -ml-2" onClick={() => openSettings(close)}>
            {t("bar.addresses")}
          </Button>
        </>
      )}
    </Chip>
  );
}

/** Who plans, checks and refines. */
export function RolesChip() {
  const { t } = useTranslation(["studio", "settings"]);
  const settings = useSettings().data;
  const set = useSetSettings();
  const kind = settings?.roles.kind ?? "local";
  const choose = (next: string, close: () => void) => {
    const known = recall().roles[next];
    // Whoever is chosen here plays every role: "local" must not leave one to a server.
    if (next === "local") set.mutate({ roles: { kind: "local" }, rolesFor: {} });
    else if (known !== undefined) set.mutate({ roles: known, rolesFor: {} });
    else openSettings(close);
  };
  return (
    <Chip
      name={t("bar.roles")}
      value={rolesLabel(settings)}
      changed={kind !== "local" || Object.keys(settings?.rolesFor ?? {}).length > 0}
    >
      {(close) => (
        <>
          <Choice
            label={t("bar.roles")}
            value={kind}
            onChange={(next) => choose(next, close)}
            options={[
              {
                id: "local",
                title: t("bar.localTitle"),
                detail: t("bar.localDetail"),
              },
              {
                id: "chat",
                title: t("bar.chat"),
                detail: t("bar.chatDetail"),
              },
              {
                id: "anthropic",
                title: t("settings:roles.kinds.anthropic"),
                detail: t("settings:roles.anthropic"),
              },
              { id: "gemini", title: t("settings:roles.kinds.gemini"), detail: t("settings:roles.gemini") },
            ]}
          />
          <Button size="sm" variant="ghost" className="mt-2 -ml-2" onClick={() => openSettings(close)}>
            {t("bar.addresses")}
          </Button>
        </>
      )}
    </Chip>
  );
}
