import { useCallback } from "react";
import { useSkills } from "./query";

/** Names of skills as people read them; a skill that is gone keeps its folder's name. */
export function useSkillTitles(): (name: string) => string {
  const skills = useSkills().data;
  return useCallback(
    (name) => skills?.find((skill) => skill.manifest.name === name)?.manifest.title ?? name,
    [skills],
  );
}
