/** Skill packs for the harness: sound ones and a faulty one. */
import type { SkillEntry } from "../../shared/skills";

function pack(name: string, title: string, description: string, rest: Partial<SkillEntry> = {}): SkillEntry {
  return {
    manifest: { name, title, description, license: "Apache-2.0" },
    source: "bundled",
    format: "agent-skills",
    enabled: true,
    valid: true,
    problems: [],
    folder: `/opt/gems/skills/${name}`,
    hash: "9f2c4e81".repeat(8),
    hasLocalRules: true,
    ...rest,
  };
}

export const skills: readonly SkillEntry[] = [
  pack(
    "spatial-layout",
    "Spatial layout",
    "Places groups of things where the prompt wants them: rows, halves, depth order. Use when words such as left of, behind or on top of appear.",
  ),
  pack(
    "text-rendering",
    "Text rendering",
    "Gets lettering right: spelling, size, surface. Use when the prompt quotes words that must be readable.",
  ),
  pack(
    "aesthetic-drawing",
    "Aesthetic drawing",
    "Composition, light and palette for images that should please. Use when mood or beauty is asked for.",
  ),
  pack(
    "creative-drawing",
    "Creative drawing",
    "Unusual combinations and metaphors made visible. Use when the prompt asks for something nobody has seen.",
  ),
  pack("brand-mascot", "Brand mascot", "Keeps our mascot's proportions and colours in every scene.", {
    source: "user",
    format: "gems",
    enabled: false,
    hasLocalRules: false,
    problems: [
      {
        severity: "warning",
        message: "The description does not say when to use the skill.",
        line: 3,
        file: "SKILL.md",
      },
    ],
  }),
  pack("night-scenes", "night-scenes", "", {
    source: "user",
    enabled: false,
    valid: false,
    hasLocalRules: false,
    problems: [
      { severity: "error", message: "“description” is missing.", line: 2 },
      { severity: "warning", message: "The name does not match the folder “night_scenes”.", line: 1 },
    ],
  }),
];

const body = `---
name: spatial-layout
description: Places groups of things where the prompt wants them.
license: Apache-2.0
---

# Spatial layout

Read the prompt for words that put one group in relation to another.

1. List the groups with their counts and finishes, in the order of the prompt.
2. Give every group a region of the canvas. Depth is drawn as height: what stands
   in front stands lower.
3. Write the regions before the groups: "on the lower half, four white bicycles
   in one row".

Do not change counts, finishes or things. Do not add things.
`;

export function skillTexts(name: string): { text: string; files: string[] } {
  return {
    text: body.replaceAll("spatial-layout", name),
    files: ["SKILL.md", "references/local-rules.yaml", "references/regions.md", "LICENSE.txt"],
  };
}
