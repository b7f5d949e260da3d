/** The command line of `npm run gems`. */
import { parseArgs } from "node:util";
import { z } from "zod";
import { StudioError } from "../../shared/errors";
import { MAX_PROMPT, MAX_ROUNDS, MAX_SEED } from "../../shared/run/settings";

export const usage = `GEMS Studio in the terminal: plan, decompose, draw, verify, remember, refine.

  npm run gems -- "prompt" [options]

  --rounds N         images at most (1-${MAX_ROUNDS}; default 5)
  --seed N           the first attempt's seed (default 7)
  --temperature T    how freely the engine draws (0-2; default 1)
  --skill NAME       use this skill pack; "none" uses no skill (default: the planner chooses)
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
  skill: z.string().min(1).optional(),
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
  skill: { type: "string" },
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
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const place = String(issue?.path[0] ?? "prompt");
  throw badArguments(`${place === "prompt" ? "" : `--${place}: `}${issue?.message ?? "not understood"}`);
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
