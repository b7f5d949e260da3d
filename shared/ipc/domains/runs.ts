/** Beginning, steering and reading runs. */
import { z } from "zod";
import { generatorConfigSchema } from "../../backends";
import { lookSchema } from "../../flatland/look";
import { criterionSchema } from "../../run/criteria";
import { branchSchema, journalEventSchema, ratingSchema } from "../../run/events";
import {
  budgetSchema,
  MAX_CANDIDATES,
  MAX_PROMPT,
  MAX_ROUNDS,
  MAX_SEED,
  paceSchema,
  skillChoiceSchema,
} from "../../run/settings";
import { channel, iterationSchema, nothing, placeSchema, promptSchema, runIdSchema } from "./common";

export const runStatuses = ["running", "paused", "interrupted", "stopped", "failed", "finished"] as const;

export const runSummarySchema = z.object({
  id: runIdSchema,
  title: z.string(),
  prompt: z.string(),
  /** What the designer made of it when the prompt was asked about; absent: the prompt counts as it is. */
  wish: z.string().optional(),
  createdAt: z.number(),
  updatedAt: z.number(),
  status: z.enum(runStatuses),
  images: z.number().int(),
  best: z.number().int().nullable(),
  /** `passed` of `total` of the best iteration. */
  passed: z.number().int(),
  total: z.number().int(),
  skill: z.string().nullable(),
  /** `studio://` address of the best image, if there is one. */
  cover: z.string().nullable(),
  /** Of the best iteration; null when it has none. */
  rating: ratingSchema.nullable(),
  branchOf: branchSchema.nullable(),
  /** A picture brought in to compare with, without a loop behind it. */
  reference: z.boolean(),
  /** True while it waits for the answer to a question about its prompt. */
  asks: z.boolean().optional(),
});
export type RunSummary = z.infer<typeof runSummarySchema>;

export const runSnapshotSchema = z.object({
  events: z.array(journalEventSchema),
  /** True while the loop is working on it in this process. */
  live: z.boolean(),
  folder: z.string(),
  /** Lines of the journal that could not be read, if any (a torn last line is not counted). */
  damaged: z.number().int(),
});
export type RunSnapshot = z.infer<typeof runSnapshotSchema>;

/** What a branch takes along from the iteration it is made of (`StartRequest.branchOf`). */
export const branchRequestSchema = z.object({
  /** Words for the first image, drawn as they are; without them the skill enhances the prompt as in any run. */
  drawPrompt: z.string().trim().min(1).max(MAX_PROMPT).optional(),
  /** Takes the criteria over instead of decomposing the prompt. */
  keepCriteria: z.boolean(),
  /** Takes the attempts up to the iteration over as memory. */
  keepMemory: z.boolean(),
});
export type BranchRequest = z.infer<typeof branchRequestSchema>;

/** What a run may be asked for beyond the settings' defaults. */
export const startRequestSchema = z.object({
  prompt: promptSchema,
  seed: z.number().int().min(0).max(MAX_SEED).optional(),
  rounds: z.number().int().min(1).max(MAX_ROUNDS).optional(),
  temperature: z.number().min(0).max(2).optional(),
  keepGoing: z.boolean().optional(),
  skill: skillChoiceSchema.optional(),
  bannedSkills: z.array(z.string()).max(200).optional(),
  pace: paceSchema.optional(),
  seconds: z.number().positive().max(86_400).nullable().optional(),
  generator: generatorConfigSchema.optional(),
  /** The settings' where absent; see shared/run/settings. */
  candidates: z.number().int().min(1).max(MAX_CANDIDATES).optional(),
  budget: budgetSchema.optional(),
  minGain: z.number().min(0).max(1).nullable().optional(),
  repair: z.boolean().optional(),
  ask: z.boolean().optional(),
  judgePairs: z.boolean().optional(),
  /** Whether lessons of earlier runs are brought up; the setting's word where absent. */
  memory: z.boolean().optional(),
  look: lookSchema.optional(),
  branchOf: branchSchema.optional(),
  branch: branchRequestSchema.optional(),
});
export type StartRequest = z.infer<typeof startRequestSchema>;

/** One run in the tree of those that branched from one another. */
export const treeNodeSchema = z.object({
  run: runSummarySchema,
  iterations: z.array(
    z.object({
      n: iterationSchema,
      url: z.string().nullable(),
      passed: z.number().int(),
      total: z.number().int(),
      rating: ratingSchema.nullable(),
      best: z.boolean(),
      /** Its round, and which of the round's images it is, from 1. */
      round: z.number().int().min(1).optional(),
      candidate: z.number().int().min(1).optional(),
    }),
  ),
});
export type TreeNode = z.infer<typeof treeNodeSchema>;

export const runChannels = {
  "runs:start": channel(startRequestSchema, z.object({ runId: runIdSchema })),
  "runs:stop": channel(
    z.object({ runId: runIdSchema, mode: z.enum(["now", "after-this", "skip"]) }),
    nothing,
  ),
  /**
   * Goes on with a paused, stopped, failed or interrupted run; with a larger `rounds`, with a finished one too.
   * For a paused run this is the designer's word to draw the prompt that waits.
   */
  "runs:resume": channel(
    z.object({ runId: runIdSchema, rounds: z.number().int().min(1).max(MAX_ROUNDS).optional() }),
    nothing,
  ),
  /** The designer's answer to the run's question; null: the prompt is meant as typed. The run goes on. */
  "runs:answer": channel(z.object({ runId: runIdSchema, prompt: promptSchema.nullable() }), nothing),
  /** Changes the limits named; null lifts one. */
  "runs:budget": channel(z.object({ runId: runIdSchema, budget: budgetSchema.partial() }), nothing),
  /** Images a round draws from the next one on. */
  "runs:candidates": channel(
    z.object({ runId: runIdSchema, candidates: z.number().int().min(1).max(MAX_CANDIDATES) }),
    nothing,
  ),
  "runs:get": channel(z.object({ runId: runIdSchema }), runSnapshotSchema),
  "runs:rename": channel(z.object({ runId: runIdSchema, title: z.string().trim().min(1).max(200) }), nothing),
  "runs:editCriteria": channel(
    z.object({ runId: runIdSchema, criteria: z.array(criterionSchema).max(200) }),
    nothing,
  ),
  "runs:override": channel(
    z.object({
      runId: runIdSchema,
      iteration: iterationSchema,
      criterionId: z.string().min(1),
      state: z.enum(["pass", "fail", "unclear"]).nullable(),
      note: z.string().max(500).optional(),
    }),
    nothing,
  ),
  /**
   * Judges an image again as it is: the criteria named, or all (null); an empty list takes back what was asked and
   * not answered yet. Works on runs at rest and at work; old verdicts stand until new ones come.
   */
  "runs:reverify": channel(
    z.object({
      runId: runIdSchema,
      iteration: iterationSchema,
      criterionIds: z.array(z.string().min(1)).max(200).nullable(),
    }),
    nothing,
  ),
  /** The designer's words for an iteration that is not drawn yet; null takes them back for the agent's own. */
  "runs:editPrompt": channel(
    z.object({
      runId: runIdSchema,
      iteration: iterationSchema,
      prompt: promptSchema.nullable(),
      seed: z.number().int().min(0).max(MAX_SEED).optional(),
      temperature: z.number().min(0).max(2).optional(),
    }),
    nothing,
  ),
  "runs:pace": channel(z.object({ runId: runIdSchema, pace: paceSchema }), nothing),
  "runs:rounds": channel(
    z.object({ runId: runIdSchema, rounds: z.number().int().min(1).max(MAX_ROUNDS) }),
    nothing,
  ),
  "runs:seconds": channel(
    z.object({ runId: runIdSchema, seconds: z.number().positive().max(86_400).nullable() }),
    nothing,
  ),
  "runs:pin": channel(z.object({ runId: runIdSchema, iteration: iterationSchema.nullable() }), nothing),
  "runs:rate": channel(
    z.object({ items: z.array(placeSchema).min(1).max(1000), rating: ratingSchema.nullable() }),
    nothing,
  ),
  /** The designer's choice between two images; null takes it back. */
  "runs:prefer": channel(
    z.object({
      a: placeSchema,
      b: placeSchema,
      pick: z.enum(["a", "b", "tie"]).nullable(),
      blind: z.boolean(),
    }),
    nothing,
  ),
  /** Every run that this one branched from, or that branched from it, however far; the oldest first. */
  "runs:tree": channel(z.object({ runId: runIdSchema }), z.object({ nodes: z.array(treeNodeSchema) })),
  "runs:reveal": channel(z.object({ runId: runIdSchema }), nothing),
} as const;
