/** Who thinks: the usual mind, others for single roles, and the mixes that have a name. */
import type { RolesConfig } from "../../../../shared/backends";
import { type Settings, type ThinkerName, thinkerNames } from "../../../../shared/settings";
import { sameConfig } from "../server-form";

export type Minds = Pick<Settings, "roles" | "rolesFor">;

export const presets = ["local", "refiner", "remote"] as const;
export type Preset = (typeof presets)[number];

/** Every mind that is asked something, each once, with what it plays. */
export function castOf({
  roles,
  rolesFor,
}: Minds): readonly { readonly config: RolesConfig; readonly plays: readonly ThinkerName[] }[] {
  const configs = thinkerNames.map((role) => rolesFor[role] ?? roles);
  const each = configs.filter((config, at) => configs.findIndex((one) => sameConfig(one, config)) === at);
  return each.map((config) => ({
    config,
    plays: thinkerNames.filter((role) => sameConfig(rolesFor[role] ?? roles, config)),
  }));
}

/** The named mix these minds are; null for one of the designer's own. */
export function presetOf(minds: Minds): Preset | null {
  const cast = castOf(minds);
  const [first] = cast;
  if (cast.length === 1 && first !== undefined) return first.config.kind === "local" ? "local" : "remote";
  const remote = cast.filter(({ config }) => config.kind !== "local");
  const one = remote.length === 1 ? remote[0] : undefined;
  return one !== undefined && one.plays.length === 1 && one.plays[0] === "refiner" ? "refiner" : null;
}

/** A language model that is at hand: one in use, else one of before. */
export function remoteOf({ roles, rolesFor }: Minds, before: readonly RolesConfig[]): RolesConfig | null {
  const all = [roles, ...Object.values(rolesFor), ...before];
  return all.find(({ kind }) => kind !== "local") ?? null;
}

/** The minds of a named mix. @param remote plays what is not played here */
export function mindsOf(preset: Preset, remote: RolesConfig): Minds {
  switch (preset) {
    case "local":
      return { roles: { kind: "local" }, rolesFor: {} };
    case "refiner":
      return { roles: { kind: "local" }, rolesFor: { refiner: remote } };
    case "remote":
      return { roles: remote, rolesFor: {} };
  }
}
