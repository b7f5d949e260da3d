/** The five roles that think, played by one language model that reads text and images. */
import type { Roles } from "../roles";
import type { ChatModel } from "./chat";
import { languageCompressor } from "./compressor";
import { languageDecomposer } from "./decomposer";
import { languagePlanner } from "./planner";
import { languageRefiner } from "./refiner";
import { languageVerifier } from "./verifier";

export type ThinkingRoles = Omit<Roles, "generator">;

export function languageRoles(model: ChatModel): ThinkingRoles {
  return {
    planner: languagePlanner(model),
    decomposer: languageDecomposer(model),
    verifier: languageVerifier(model),
    compressor: languageCompressor(model),
    refiner: languageRefiner(model),
  };
}
