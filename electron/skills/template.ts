/** What a new skill begins with. */
import type { PackDraft } from "../../shared/skills";
import { LOCAL_RULES_FILE } from "./local-rules";
import { SKILL_FILE } from "./parse";

const skill = `---
# The skill's name: a-z, 0-9 and single hyphens. Its folder is called the same.
name: my-skill
# When to use it: the planner reads this line, and nothing else, before it chooses.
description: Use when the prompt asks for a picture that looks cut from paper.
license: CC0-1.0
metadata:
  # What people read in the studio.
  title: My skill
---

# My skill

Say in a sentence or two what image models get wrong here, and what this skill does about it.

## How to rewrite

1. Keep the designer's nouns, numbers and adjectives word for word: they will be checked.
2. Say what to add, and in which words.

## What goes wrong

- Name the mistakes worth avoiding.

## Example

Prompt: \`a fox in a forest\`

> Exactly one fox, cut from orange paper, in front of a forest in three layers of green paper.
`;

const rules = `# How this skill routes and rewrites where no language model is asked. Delete the file if it is not for that.
version: 1
# How well the skill fits a prompt. A pattern is a regular expression, looked for without regard to case.
# Weights between 0 and 1 add up like chances; from 0.5 on the skill may be chosen.
route:
  - pattern: '\\b(?:paper ?cut|cut from paper|origami)\\b'
    weight: 0.8
    reason: It asks for cut paper.
rewrite:
  # Gives every group of things its own place: "on the left half, ...".
  explicitLayout: false
  # Says "exactly" before every number.
  exactCounts: true
  # Words put before and behind the prompt.
  prepend: ''
  append: cut from layered paper
  # Chance in the drawing, from 0 to 2; leave it out to keep the run's own.
  # temperature: 0.8
`;

export const templateDraft: PackDraft = {
  files: [
    { path: SKILL_FILE, text: skill },
    { path: LOCAL_RULES_FILE, text: rules },
  ],
};
