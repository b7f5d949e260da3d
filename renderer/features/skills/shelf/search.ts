/** Finds skills by any words of their name, title or description. */
import type { SkillEntry } from "../../../../shared/skills";

const plain = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

export function matching(skills: readonly SkillEntry[], search: string): readonly SkillEntry[] {
  const words = plain(search).split(/\s+/).filter(Boolean);
  return skills.filter(({ manifest }) => {
    const text = plain(`${manifest.name} ${manifest.title} ${manifest.description}`);
    return words.every((word) => text.includes(word));
  });
}
