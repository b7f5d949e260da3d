/** What a run was asked to do; frozen into its journal. */
import { z } from "zod";

export const skillChoiceSchema = z.discriminatedUnion("mode", [
  z.object({ mode: z.literal("auto") }),
  z.object({ mode: z.literal("none") }),
  z.object({ mode: z.literal("force"), name: z.string().min(1) }),
]);

export const MAX_ROUNDS = 50;
export const MAX_SEED = 2_147_483_647;
export const MAX_PROMPT = 8_000;

export const runSettingsSchema = z.object({
  /** Images at most. */
  rounds: z.number().int().min(1).max(MAX_ROUNDS),
  seed: z.number().int().min(0).max(MAX_SEED),
  /** Side of the square image in pixels. */
  size: z.number().int().min(64).max(4096),
  /** Sampling temperature of engines that have one; 1 is the model's own distribution. */
  temperature: z.number().min(0).max(2),
  /** Goes on after every criterion passed, to look for more. */
  keepGoing: z.boolean(),
  skill: skillChoiceSchema,
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
