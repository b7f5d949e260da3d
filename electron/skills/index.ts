/** Skill packs as the services see them. */
export { openSkillLibrary } from "./library";
export type { SkillLibrary, SkillLibraryOptions } from "./skill-library";
export { openSkillUsage, type UsageReader } from "./usage";
