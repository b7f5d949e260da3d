/** Who of several thinks which part, and what such a mix is called. */
import type { RolesConfig } from "../shared/backends";
import { type Settings, thinkerNames } from "../shared/settings";
import type { ThinkingRoles } from "./agent/language";
import { rolesName } from "./backends/choose";

type MixSettings = Pick<Settings, "roles" | "rolesFor">;

/** What somebody who plays a part has to know of the others. */
export interface Part {
  /** True where refiner and compressor are the same: then the refiner may draw the lessons as well. */
  readonly distils: boolean;
}

/**
 * Gives each role to the one the settings name for it. Images are compared by whoever verifies, where that one can. A
 * compressor of one's own is asked for every lesson: no refiner takes its place.
 * @param play makes all roles of one configuration; asked once for each
 */
export function castRoles(
  { roles, rolesFor }: MixSettings,
  play: (config: RolesConfig, part: Part) => ThinkingRoles,
): ThinkingRoles {
  const nameOf = (config: RolesConfig): string => JSON.stringify(config);
  const distils = nameOf(rolesFor.compressor ?? roles) === nameOf(rolesFor.refiner ?? roles);
  const players = new Map<string, ThinkingRoles>();
  const playerOf = (config: RolesConfig): ThinkingRoles => {
    const id = nameOf(config);
    const player = players.get(id) ?? play(config, { distils });
    players.set(id, player);
    return player;
  };
  const verifying = playerOf(rolesFor.verifier ?? roles);
  return {
    planner: playerOf(rolesFor.planner ?? roles).planner,
    decomposer: playerOf(rolesFor.decomposer ?? roles).decomposer,
    verifier: verifying.verifier,
    compressor: playerOf(rolesFor.compressor ?? roles).compressor,
    refiner: playerOf(rolesFor.refiner ?? roles).refiner,
    ...(verifying.judge === undefined ? {} : { judge: verifying.judge }),
  };
}

/** For people and for the record: "local", "local, verifier: qwen3-vl at gpu.example.org". */
export function castName({ roles, rolesFor }: MixSettings): string {
  const usual = rolesName(roles);
  const names = thinkerNames.map((role) => [role, rolesName(rolesFor[role] ?? roles)] as const);
  const [first] = names;
  if (first !== undefined && names.every(([, name]) => name === first[1])) return first[1];
  const others = names.filter(([, name]) => name !== usual);
  const said = others.map(([role, name]) => `${role}: ${name}`);
  // With a mind of its own for every role, nobody plays the usual one.
  return (others.length === names.length ? said : [usual, ...said]).join(", ");
}
