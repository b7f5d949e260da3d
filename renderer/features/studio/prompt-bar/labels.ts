/** Names of engines, roles and skills as a designer reads them, in the language of the moment. */
import type { GeneratorConfig } from "../../../../shared/backends";
import { nameOfFolder } from "../../../../shared/folders";
import type { Settings } from "../../../../shared/settings";
import type { SkillEntry } from "../../../../shared/skills";
import { t } from "../../../i18n";
import type { SkillChoice } from "./draft";

function host(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    // A half-typed address: show it as it is.
    return url;
  }
}

export function generatorLabel(config: GeneratorConfig | undefined): string {
  if (config === undefined) return "Flatland";
  if (config.kind === "flatland") return config.large ? t("studio:bar.flatlandLarge") : "Flatland";
  if (config.kind === "diffusion") return nameOfFolder(config.folder);
  if (config.kind === "pool") return t("studio:bar.pool", { size: config.servers.length });
  const model = "model" in config ? config.model : undefined;
  return model ?? host(config.baseUrl);
}

/** The mind of most roles; with how many of them somebody else plays. */
export function rolesLabel(minds: Pick<Settings, "roles" | "rolesFor"> | undefined): string {
  if (minds === undefined) return t("studio:bar.localRoles");
  const { roles, rolesFor } = minds;
  const name =
    roles.kind === "local"
      ? t("studio:bar.localRoles")
      : roles.kind === "vision-language"
        ? nameOfFolder(roles.folder)
        : roles.model;
  const others = Object.values(rolesFor).filter((one) => JSON.stringify(one) !== JSON.stringify(roles));
  return others.length === 0 ? name : `${name} +${others.length}`;
}

export function skillLabel(choice: SkillChoice, skills: readonly SkillEntry[] | undefined): string {
  if (choice.mode === "auto") return t("studio:bar.autoSkill");
  if (choice.mode === "none") return t("studio:bar.noSkill");
  return skills?.find((skill) => skill.manifest.name === choice.name)?.manifest.title ?? choice.name;
}
