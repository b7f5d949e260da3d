/** The shelf of skill packs: looking, installing, going back, writing. */
import { z } from "zod";
import {
  packChangeSchema,
  packDraftSchema,
  packVersionSchema,
  preflightSchema,
  skillEntrySchema,
  skillManifestSchema,
  skillProblemSchema,
  skillTrialSchema,
  skillUsageSchema,
} from "../../skills";
import { channel, nothing, promptSchema, writtenSchema } from "./common";

const name = z.string().min(1).max(64);

export const skillChannels = {
  "skills:list": channel(nothing, z.array(skillEntrySchema)),
  "skills:read": channel(z.object({ name }), z.object({ text: z.string(), files: z.array(z.string()) })),
  "skills:setEnabled": channel(z.object({ name, enabled: z.boolean() }), nothing),
  /**
   * Looks into folders, zips and .skill files without installing. Without `paths` a dialog asks for files, or for a
   * folder where `ask` says so; null when it was closed.
   */
  "skills:preflight": channel(
    z.object({
      paths: z.array(z.string().min(1)).max(50).optional(),
      ask: z.enum(["files", "folder"]).optional(),
    }),
    preflightSchema.nullable(),
  ),
  /** Installs what the designer chose of a preflight, each pack whole or not at all. */
  "skills:install": channel(
    z.object({
      token: z.string(),
      choices: z.array(
        z.object({
          /** Of the pack in the preflight. */
          index: z.number().int().min(0),
          action: z.enum(["install", "replace", "rename"]),
          /** For "rename". */
          name: name.optional(),
          enable: z.boolean(),
        }),
      ),
    }),
    z.object({ installed: z.array(z.string()) }),
  ),
  /** Lets a preflight's copies go. */
  "skills:forget": channel(z.object({ token: z.string() }), nothing),
  "skills:uninstall": channel(z.object({ name }), nothing),
  /** Brings the latest uninstalled pack of that name back. */
  "skills:restore": channel(z.object({ name }), nothing),
  /** Versions kept of a pack, the one in use first. */
  "skills:versions": channel(z.object({ name }), z.array(packVersionSchema)),
  "skills:rollback": channel(z.object({ name, hash: z.string() }), nothing),
  /**
   * How the pack as it is now differs from a kept version (its hash), or from the one agreed to last ("agreed");
   * `since` is null in the answer when there is none to compare with.
   */
  "skills:changes": channel(
    z.object({ name, since: z.string() }),
    z.object({ since: z.string().nullable(), changes: z.array(packChangeSchema) }),
  ),
  /** The designer has read the pack as it is now (`hash`) and lets it be used. */
  "skills:consent": channel(z.object({ name, hash: z.string() }), nothing),
  /** From the runs in the library: how often each skill was used, and whether it helped. */
  "skills:usage": channel(nothing, z.array(skillUsageSchema)),
  /** Reads a pack that is being written, for validation while typing. */
  "skills:check": channel(
    packDraftSchema,
    z.object({ manifest: skillManifestSchema.nullable(), problems: z.array(skillProblemSchema) }),
  ),
  /** What the local planner would make of a prompt with what is being written. */
  "skills:try": channel(z.object({ prompt: promptSchema, draft: packDraftSchema }), skillTrialSchema),
  /** A pack's texts, for editing; without a name, a template to begin with. `as` gives them another name. */
  "skills:draft": channel(z.object({ name: name.nullable(), as: name.optional() }), packDraftSchema),
  /**
   * Installs what was written, as a new version where a pack of that name is installed (`replace`). `base`: the pack
   * it was made from, whose binary companions come along.
   */
  "skills:save": channel(
    packDraftSchema.extend({ replace: z.boolean(), base: name.nullable().optional() }),
    z.object({ name: z.string(), hash: z.string() }),
  ),
  /** Writes the pack as a `.skill` file. */
  "skills:export": channel(z.object({ name }), writtenSchema),
  "skills:reveal": channel(z.object({ name }), nothing),
} as const;
