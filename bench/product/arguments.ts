/** The command line of `npm run bench`. */
import { parseArgs } from "node:util";
import { z } from "zod";
import { generatorConfigSchema, rolesConfigSchema } from "../../shared/backends";
import { MAX_SEED } from "../../shared/run/settings";
import { policyNames } from "./policies";
import { suiteNames } from "./suites";

export const usage = `Measures policies on a suite of prompts with the real loop, roles and engine.

  npm run bench -- --suite SUITE --policy POLICY[,POLICY...] --n N [options]

  --suite NAME       ${suiteNames.join(", ")}
  --file FILE        the suite's file, where you have to bring it (a folder for several)
  --policy LIST      ${policyNames.join(", ")}
  --n N              prompts, spread evenly over the suite (default: all)
  --seed S           of the first image of the first prompt (default 7)
  --rounds N         images a prompt may cost at most (default 5)
  --parallel K       prompts at the same time, each with an engine process of its own (default 1)
  --out FOLDER       results and report (default: bench-out/<suite>-seed<S>)
  --resume           go on where an earlier call with the same --out ended
  --lessons N        prompts the store of "ours-warm" is filled by beforehand (default 40)
  --settings FOLDER  the studio's settings: generator, roles, prices (default: the bundled ones)
  --generator JSON   what draws, such as '{"kind":"gems-http","baseUrl":"http://127.0.0.1:8000"}'
  --layout FOLDER    another layout model for the bundled engine, as training/flatland exports one
  --roles JSON       who thinks, such as '{"kind":"chat","baseUrl":"http://127.0.0.1:8001/v1","model":"qwen3-vl"}'
  --judge WHEN       ask the independent judge: auto (where it was measured good enough), always, never
  --help             this text

Keys: GEMS_CHAT_KEY, GEMS_IMAGE_KEY.`;

const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

const json = z.string().transform((text, context) => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    context.addIssue("is no JSON");
    return z.NEVER;
  }
});

const argumentsSchema = z.object({
  suite: z.enum(suiteNames),
  file: z.string().min(1).optional(),
  policy: z.string().min(1),
  n: whole(1, 100_000).optional(),
  seed: whole(0, MAX_SEED).default(7),
  rounds: whole(1, 50).default(5),
  parallel: whole(1, 64).default(1),
  out: z.string().min(1).optional(),
  resume: z.boolean().default(false),
  lessons: whole(1, 1_000).default(40),
  settings: z.string().min(1).optional(),
  layout: z.string().min(1).optional(),
  generator: json.pipe(generatorConfigSchema).optional(),
  roles: json.pipe(rolesConfigSchema).optional(),
  judge: z.enum(["auto", "always", "never"]).default("auto"),
});
export type Arguments = z.infer<typeof argumentsSchema>;

const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;
const options = {
  suite: text,
  file: text,
  policy: text,
  n: text,
  seed: text,
  rounds: text,
  parallel: text,
  out: text,
  resume: flag,
  lessons: text,
  settings: text,
  layout: text,
  generator: text,
  roles: text,
  judge: text,
  help: flag,
} as const;

/** Reads the command line; null means that help was asked for. @throws Error naming the option that is off */
export function readArguments(words: readonly string[]): Arguments | null {
  const { values } = parseArgs({ args: [...words], options, strict: true });
  if (values.help === true) return null;
  const { help: _help, ...given } = values;
  const parsed = argumentsSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(`--${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not understood"}. See --help.`);
}
