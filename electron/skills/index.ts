/** Skill packs as the services see them. */
export { openSkillLibrary, type SkillLibrary, type SkillLibraryOptions } from "./library";
