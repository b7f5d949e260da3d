/** The roles that need no language model: rules, a grammar, and eyes for pixels. */
import type { Eyes, Roles } from "../roles";
import { localCompressor } from "./compressor";
import { localDecomposer } from "./decomposer";
import { localPlanner } from "./planner";
import { localRefiner } from "./refiner";
import { localVerifier } from "./verifier";

/** Every role but the generator. */
export function localRoles(eyes: Eyes): Omit<Roles, "generator"> {
  return {
    planner: localPlanner,
    decomposer: localDecomposer,
    verifier: localVerifier(eyes),
    compressor: localCompressor,
    refiner: localRefiner,
  };
}
