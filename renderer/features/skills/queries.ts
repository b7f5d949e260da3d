/** What the main side knows of skills, cached below the shelf's own key, so that all of it is read anew together. */
import { useQuery } from "@tanstack/react-query";
import type { SkillUsage } from "../../../shared/skills";
import { ask } from "../../app/ipc";
import { keys } from "../../app/query";

/** The shelf; packs may have been changed by hand since it was looked at last. */
export const useShelf = () =>
  useQuery({
    queryKey: keys.skills,
    queryFn: () => ask("skills:list"),
    refetchOnMount: "always",
    refetchOnWindowFocus: "always",
  });

export const useUsage = () =>
  useQuery({
    queryKey: [...keys.skills, "", "usage"],
    queryFn: () => ask("skills:usage"),
    refetchOnMount: "always",
  });

export function usageOf(all: readonly SkillUsage[] | undefined, name: string): SkillUsage | null {
  return all?.find((one) => one.name === name) ?? null;
}

export const useSkillText = (name: string) =>
  useQuery({ queryKey: keys.skill(name), queryFn: () => ask("skills:read", { name }) });

export const useSkillTexts = (name: string, enabled: boolean) =>
  useQuery({
    queryKey: [...keys.skill(name), "texts"],
    queryFn: () => ask("skills:draft", { name }),
    enabled,
  });

export const useVersions = (name: string, hash: string) =>
  useQuery({
    queryKey: [...keys.skill(name), "versions", hash],
    queryFn: () => ask("skills:versions", { name }),
  });

/** @param hash of the pack as it is now, so that a change is noticed */
export const useChanges = (name: string, since: string, hash: string, enabled: boolean) =>
  useQuery({
    queryKey: [...keys.skill(name), "changes", since, hash],
    queryFn: () => ask("skills:changes", { name, since }),
    enabled,
  });
