/** The roles that think, played by one language model that reads text and images. */
import type { Roles } from "../roles";
import type { ChatModel } from "./chat";
import { languageCompressor } from "./compressor";
import { languageDecomposer } from "./decomposer";
import { languageJudge } from "./judge";
import type { LanguageOptions } from "./mind";
import { languagePlanner } from "./planner";
import { languageRefiner } from "./refiner";
import { languageVerifier } from "./verifier";

export { languageJudge } from "./judge";
export type { LanguageOptions, Thumbnail } from "./mind";
export { languageVerifier } from "./verifier";
export type ThinkingRoles = Omit<Roles, "generator">;

/**
 * What is known of the model and can be done for it is optional; see docs/roles.md for the budgets. The refiner distils
 * unless `distils` is false: compressor and refiner are the same model here, and one call does for both.
 */
export function languageRoles(model: ChatModel, options: LanguageOptions = {}): ThinkingRoles {
  return {
    planner: languagePlanner(model, options),
    decomposer: languageDecomposer(model, options),
    verifier: languageVerifier(model, options),
    compressor: languageCompressor(model, options),
    refiner: languageRefiner(model, { ...options, distils: options.distils !== false }),
    judge: languageJudge(model, options),
  };
}
