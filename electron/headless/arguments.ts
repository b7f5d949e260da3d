/** The command line of `npm run gems`. */
import { parseArgs } from "node:util";
import { z } from "zod";
import { localModelSchema } from "../../shared/backends";
import { StudioError } from "../../shared/errors";
import { lookSchema } from "../../shared/flatland/look";
import { budgetSchema, MAX_CANDIDATES, MAX_PROMPT, MAX_ROUNDS, MAX_SEED } from "../../shared/run/settings";

export const usage = `GEMS Studio in the terminal: plan, decompose, draw, verify, remember, refine.

  npm run gems -- "prompt" [options]

  --rounds N         prompts drawn at most (1-${MAX_ROUNDS}; default 5)
  --candidates K     images a round draws from its prompt, with a seed each (1-${MAX_CANDIDATES}; default 1)
  --seed N           the first attempt's seed (default 7)
  --model FOLDER     draw with the ONNX diffusion model in this folder (see docs/local-models.md)
  --steps N          steps of the model (1-200; default: as is usual for its kind)
  --guidance G       how strictly it follows the prompt (0-30; default: as is usual for its kind)
  --aspect W:H       shape of the image: 1:1, 4:3, 3:4, 16:9, 9:16 (default: as the prompt says)
  --style NAME       flat, outline, sticker, paper-cut, monochrome (default: as the prompt says)
  --temperature T    how freely the engine draws (0-2; default 1)
  --skill NAME       use this skill pack; "none" uses no skill (default: the planner chooses)
  --ban NAME         keep this skill pack from the planner (may be given several times)
  --seconds N        working time at most; the attempt under way is finished (default: no limit)
  --max-images N     images at most (default: no limit)
  --max-tokens N     tokens read and written by language models at most (default: no limit)
  --max-money N      cost at most, by the settings' prices (default: no limit)
  --min-gain G       end when another round promises less than this share of the score (0-1; default: never)
  --no-repair        never make an image out of an earlier one, always draw anew
  --ask              ask on the terminal where the prompt contradicts itself (default: it is meant as typed)
  --keep-going       do not stop when every criterion has passed
  --out DIR          where pictures, run.json and the contact sheet go (default: gems-out/<time>)
  --json             print run.json on standard output; progress goes to standard error
  --quiet            no progress
  --help             this text

Generators and language models other than the bundled ones are read from the studio's settings
(--settings FOLDER). Keys: GEMS_CHAT_KEY, GEMS_IMAGE_KEY.

Exit code: 0 every criterion passed, 2 the run ended without that, 1 it failed, 130 interrupted.`;

const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

const argumentsSchema = z.object({
  prompt: z.string().trim().min(1, "the prompt is missing").max(MAX_PROMPT),
  rounds: whole(1, MAX_ROUNDS).default(5),
  seed: whole(0, MAX_SEED).default(7),
  temperature: z.coerce.number().min(0).max(2).default(1),
  aspect: lookSchema.shape.aspect.optional(),
  style: lookSchema.shape.style.optional(),
  model: z.string().min(1).max(4096).optional(),
  steps: z.coerce.number().pipe(localModelSchema.shape.steps).optional(),
  guidance: z.coerce.number().pipe(localModelSchema.shape.guidance).optional(),
  skill: z.string().min(1).optional(),
  ban: z.array(z.string().min(1)).max(200).default([]),
  seconds: z.coerce.number().positive().max(86_400).optional(),
  candidates: whole(1, MAX_CANDIDATES).optional(),
  "max-images": z.coerce.number().pipe(budgetSchema.shape.images.unwrap()).optional(),
  "max-tokens": z.coerce.number().pipe(budgetSchema.shape.tokens.unwrap()).optional(),
  "max-money": z.coerce.number().pipe(budgetSchema.shape.money.unwrap()).optional(),
  "min-gain": z.coerce.number().min(0).max(1).optional(),
  "no-repair": z.boolean().default(false),
  ask: z.boolean().default(false),
  out: z.string().min(1).optional(),
  settings: z.string().min(1).optional(),
  "keep-going": z.boolean().default(false),
  json: z.boolean().default(false),
  quiet: z.boolean().default(false),
});
export type Arguments = z.infer<typeof argumentsSchema>;

const options = {
  rounds: { type: "string" },
  seed: { type: "string" },
  temperature: { type: "string" },
  aspect: { type: "string" },
  style: { type: "string" },
  model: { type: "string" },
  steps: { type: "string" },
  guidance: { type: "string" },
  skill: { type: "string" },
  ban: { type: "string", multiple: true },
  seconds: { type: "string" },
  candidates: { type: "string" },
  "max-images": { type: "string" },
  "max-tokens": { type: "string" },
  "max-money": { type: "string" },
  "min-gain": { type: "string" },
  "no-repair": { type: "boolean" },
  ask: { type: "boolean" },
  out: { type: "string" },
  settings: { type: "string" },
  "keep-going": { type: "boolean" },
  json: { type: "boolean" },
  quiet: { type: "boolean" },
  help: { type: "boolean" },
} as const;

/**
 * Reads the command line; null means that help was asked for.
 * @throws StudioError "bad-input" naming the word that is off.
 */
export function readArguments(words: readonly string[]): Arguments | null {
  const { values, positionals } = split(words);
  if (values.help === true) return null;
  const { help: _help, ...given } = values;
  const parsed = argumentsSchema.safeParse({ ...given, prompt: positionals.join(" ") });
  if (parsed.success) return checked(parsed.data);
  const issue = parsed.error.issues[0];
  const place = String(issue?.path[0] ?? "prompt");
  throw badArguments(`${place === "prompt" ? "" : `--${place}: `}${issue?.message ?? "not understood"}`);
}

/** Numbers of a model are nothing without one. */
function checked(asked: Arguments): Arguments {
  const idle = (["steps", "guidance"] as const).find((name) => asked[name] !== undefined);
  if (asked.model === undefined && idle !== undefined) throw badArguments(`--${idle} needs --model`);
  return asked;
}

function split(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw badArguments(error instanceof Error ? error.message : String(error));
  }
}

function badArguments(message: string): StudioError {
  return new StudioError("bad-input", `The command line is not understood: ${message}`, {
    remedy: 'See "npm run gems -- --help".',
  });
}
