/** Skills the designer keeps from the planner for one run. */
import type { SkillCandidate } from "../../shared/run/events";
import type { RunSettings } from "../../shared/run/settings";
import type { SkillManifest } from "../../shared/skills";

export interface Offer {
  /** Skills the planner may choose from. */
  readonly allowed: readonly SkillManifest[];
  /** Those of the shelf it may not, as they stand in its report. */
  readonly banned: readonly SkillCandidate[];
}

/** Divides the shelf by the run's settings. A skill the designer forces is chosen all the same: that is newer word. */
export function offerOf(manifests: readonly SkillManifest[], settings: RunSettings): Offer {
  const names = new Set(settings.bannedSkills ?? []);
  return {
    allowed: manifests.filter(({ name }) => !names.has(name)),
    banned: manifests
      .filter(({ name }) => names.has(name))
      .map(({ name }) => ({ name, score: 0, reason: "You banned it from this run." })),
  };
}
