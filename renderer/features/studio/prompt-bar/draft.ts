/**
 * The designer's next run: words and choices. Only the designer writes here; the agent's rewritten prompts
 * live in the run and never come back into this box by themselves.
 */
import { z } from "zod";
import { create } from "zustand";
import { createJSONStorage, persist } from "zustand/middleware";
import type { Look } from "../../../../shared/flatland/scene";
import type { StartRequest } from "../../../../shared/ipc/domains/runs";
import {
  type Budget,
  defaultRunSettings,
  MAX_SEED,
  noBudget,
  type Pace,
  skillChoiceSchema,
} from "../../../../shared/run/settings";
import type { Settings } from "../../../../shared/settings";
import { calmStorage } from "../../../app/storage";

export type SkillChoice = NonNullable<StartRequest["skill"]>;

export interface Draft {
  readonly text: string;
  readonly seed: number;
  /** null takes the settings' value, here and below. */
  readonly skill: SkillChoice | null;
  /** Skills the planner may not choose, by name. */
  readonly bannedSkills: readonly string[];
  readonly pace: Pace | null;
  /** Working time at most; null: no limit. */
  readonly seconds: number | null;
  readonly rounds: number | null;
  readonly temperature: number | null;
  readonly keepGoing: boolean | null;
  readonly candidates: number | null;
  readonly budget: Budget | null;
  /** Share of the score; 0: the run never ends for it. */
  readonly minGain: number | null;
  readonly repair: boolean | null;
  readonly ask: boolean | null;
  readonly judgePairs: boolean | null;
  /** What is left out is as the prompt says. */
  readonly look: Look;
}

export const emptyDraft: Draft = {
  text: "",
  seed: defaultRunSettings.seed,
  skill: null,
  bannedSkills: [],
  pace: null,
  seconds: null,
  rounds: null,
  temperature: null,
  keepGoing: null,
  candidates: null,
  budget: null,
  minGain: null,
  repair: null,
  ask: null,
  judgePairs: null,
  look: {},
};

/** Drafts of the first version had no settings' value for the skill; "auto" was what nobody had chosen. */
const formerSchema = z
  .object({
    text: z.string(),
    seed: z.number().int().min(0).max(MAX_SEED),
    skill: skillChoiceSchema,
    rounds: z.number().nullable(),
    temperature: z.number().nullable(),
    keepGoing: z.boolean().nullable(),
  })
  .partial();

/** Brings a draft of the first version up to date; what cannot be read is left out. */
export function migrated(former: unknown): Draft {
  const read = formerSchema.safeParse(former);
  if (!read.success) return emptyDraft;
  const { skill, ...rest } = read.data;
  const known = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return { ...emptyDraft, ...known, skill: skill === undefined || skill.mode === "auto" ? null : skill };
}

export const useDraft = create<Draft>()(
  persist(() => emptyDraft, {
    name: "gems.draft",
    version: 2,
    migrate: migrated,
    storage: createJSONStorage(() => calmStorage),
  }),
);

export function changeDraft(change: Partial<Draft>): void {
  useDraft.setState(change);
}

/** The request a draft stands for; null while there is nothing to ask for. */
export function requestOf(draft: Draft): StartRequest | null {
  const prompt = draft.text.trim();
  if (prompt === "") return null;
  return {
    prompt,
    seed: draft.seed,
    ...(draft.skill === null ? {} : { skill: draft.skill }),
    ...(draft.bannedSkills.length === 0 ? {} : { bannedSkills: [...draft.bannedSkills] }),
    ...(draft.pace === null ? {} : { pace: draft.pace }),
    ...(draft.seconds === null ? {} : { seconds: draft.seconds }),
    ...(draft.rounds === null ? {} : { rounds: draft.rounds }),
    ...(draft.temperature === null ? {} : { temperature: draft.temperature }),
    ...(draft.keepGoing === null ? {} : { keepGoing: draft.keepGoing }),
    ...(draft.candidates === null ? {} : { candidates: draft.candidates }),
    ...(draft.budget === null ? {} : { budget: draft.budget }),
    ...(draft.minGain === null ? {} : { minGain: draft.minGain === 0 ? null : draft.minGain }),
    ...(draft.repair === null ? {} : { repair: draft.repair }),
    ...(draft.ask === null ? {} : { ask: draft.ask }),
    ...(draft.judgePairs === null ? {} : { judgePairs: draft.judgePairs }),
    ...(Object.keys(draft.look).length === 0 ? {} : { look: draft.look }),
  };
}

/** What the run will really use: the draft's own choices over the settings' defaults. */
export function effective(draft: Draft, settings: Settings | undefined) {
  return {
    rounds: draft.rounds ?? settings?.rounds ?? defaultRunSettings.rounds,
    temperature: draft.temperature ?? settings?.temperature ?? defaultRunSettings.temperature,
    keepGoing: draft.keepGoing ?? settings?.keepGoing ?? defaultRunSettings.keepGoing,
    skill: draft.skill ?? settings?.skill ?? defaultRunSettings.skill,
    pace: draft.pace ?? settings?.pace ?? "flow",
    candidates: draft.candidates ?? settings?.candidates ?? 1,
    budget: draft.budget ?? settings?.budget ?? noBudget,
    /** null: the run never ends for it. */
    minGain: draft.minGain === 0 ? null : (draft.minGain ?? settings?.minGain ?? null),
    repair: draft.repair ?? settings?.repair ?? true,
    ask: draft.ask ?? settings?.ask ?? true,
    judgePairs: draft.judgePairs ?? settings?.judgePairs ?? true,
  };
}
