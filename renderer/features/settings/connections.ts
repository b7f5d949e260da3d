/** Servers set up before, so that going back to one needs no typing. Addresses and names only, never keys. */
import { z } from "zod";
import {
  type GeneratorConfig,
  generatorConfigSchema,
  type RolesConfig,
  rolesConfigSchema,
} from "../../../shared/backends";
import { calmStorage } from "../../app/storage";

const NAME = "gems.connections";

const memorySchema = z.object({
  generators: z.record(z.string(), generatorConfigSchema),
  roles: z.record(z.string(), rolesConfigSchema),
});
export type Connections = z.infer<typeof memorySchema>;

const nothing: Connections = { generators: {}, roles: {} };

export function recall(): Connections {
  const text = calmStorage.getItem(NAME);
  if (typeof text !== "string") return nothing;
  try {
    return memorySchema.parse(JSON.parse(text));
  } catch {
    // Written by another version or by hand: as good as nothing.
    return nothing;
  }
}

export function rememberGenerator(config: GeneratorConfig): void {
  const known = recall();
  calmStorage.setItem(
    NAME,
    JSON.stringify({ ...known, generators: { ...known.generators, [config.kind]: config } }),
  );
}

export function rememberRoles(config: RolesConfig): void {
  const known = recall();
  calmStorage.setItem(NAME, JSON.stringify({ ...known, roles: { ...known.roles, [config.kind]: config } }));
}
