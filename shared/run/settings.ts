/** What a run was asked to do; frozen into its journal. */
import { z } from "zod";
import { generatorConfigSchema } from "../backends";
import { lookSchema } from "../flatland/look";

export const skillChoiceSchema = z.discriminatedUnion("mode", [
  z.object({ mode: z.literal("auto") }),
  z.object({ mode: z.literal("none") }),
  z.object({ mode: z.literal("force"), name: z.string().min(1) }),
]);

/** "step": every prompt waits for the designer's word before it is drawn. */
export const paceSchema = z.enum(["flow", "step"]);
export type Pace = z.infer<typeof paceSchema>;

export const MAX_ROUNDS = 50;
export const MAX_SEED = 2_147_483_647;
export const MAX_PROMPT = 8_000;
/** Most images one round may draw from one prompt. */
export const MAX_CANDIDATES = 8;

/** What a run may spend besides rounds and time; null: no limit. */
export const budgetSchema = z.object({
  images: z.number().int().min(1).max(1_000).nullable(),
  /** Read and written by language models together. */
  tokens: z.number().int().min(1).nullable(),
  /** In the currency of the price list. */
  money: z.number().positive().max(100_000).nullable(),
});
export type Budget = z.infer<typeof budgetSchema>;
/** The limits to change; what is absent stays. */
export type BudgetChange = { readonly [Limit in keyof Budget]?: Budget[Limit] | undefined };

export const noBudget: Budget = { images: null, tokens: null, money: null };

export const runSettingsSchema = z.object({
  /** Prompts drawn at most; images as well, while a round draws one candidate. */
  rounds: z.number().int().min(1).max(MAX_ROUNDS),
  seed: z.number().int().min(0).max(MAX_SEED),
  /** Shorter side of the image in pixels. */
  size: z.number().int().min(64).max(4096),
  /** Sampling temperature of engines that have one; 1 is the model's own distribution. */
  temperature: z.number().min(0).max(2),
  /** Goes on after every criterion passed, to look for more. */
  keepGoing: z.boolean(),
  skill: skillChoiceSchema,
  /** Skills the planner may not choose for this run, whatever it thinks of them. */
  bannedSkills: z.array(z.string()).optional(),
  pace: paceSchema.optional(),
  /** Working time at most; null or absent: no limit. */
  seconds: z.number().positive().max(86_400).nullable().optional(),
  /** False: no lessons of other runs are brought up for this one. */
  memory: z.boolean().optional(),
  /** Images a round draws from its prompt, with a seed each; 1 where absent. */
  candidates: z.number().int().min(1).max(MAX_CANDIDATES).optional(),
  budget: budgetSchema.optional(),
  /** Ends the run when another round promises less than this share of the score; null or absent: never. */
  minGain: z.number().min(0).max(1).nullable().optional(),
  /** False: an image is never made out of an earlier one, only drawn anew. */
  repair: z.boolean().optional(),
  /** True: a prompt that contradicts itself is asked about before anything is drawn. */
  ask: z.boolean().optional(),
  /** False: equal scores are left as they are, no judge compares the images. */
  judgePairs: z.boolean().optional(),
  /** How the bundled engine is to draw it, where the prompt's own words are not to decide. */
  look: lookSchema.exactOptional(),
  /** What draws this run, where it is not the studio's own choice of the moment. */
  generatorConfig: generatorConfigSchema.optional(),
  /** Names of the generator and of the roles' mind as the designer knew them, for the record. */
  generator: z.string(),
  roles: z.string(),
});
export type RunSettings = z.infer<typeof runSettingsSchema>;

export const defaultRunSettings: RunSettings = {
  rounds: 5,
  seed: 7,
  size: 1024,
  temperature: 1,
  keepGoing: false,
  skill: { mode: "auto" },
  generator: "flatland",
  roles: "local",
};
