/** Names of engines and roles as a designer reads them. */
import type { GeneratorConfig, RolesConfig } from "../../../../shared/settings";
import type { SkillEntry } from "../../../../shared/skills";
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
  if (config === undefined || config.kind === "flatland") return "Flatland";
  return config.kind === "openai-images" ? config.model : host(config.baseUrl);
}

export function rolesLabel(config: RolesConfig | undefined): string {
  return config === undefined || config.kind === "local" ? "local roles" : config.model;
}

export function skillLabel(choice: SkillChoice, skills: readonly SkillEntry[] | undefined): string {
  if (choice.mode === "auto") return "auto skill";
  if (choice.mode === "none") return "no skill";
  return skills?.find((skill) => skill.manifest.name === choice.name)?.manifest.title ?? choice.name;
}
