/**
 * The independent judge, where the checkout has one: `bench/judge/index.ts` exports
 * `openJudge(): Promise<Judge>` (see judge.ts). It is imported by path, so that nothing depends on it being there.
 */
import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import type { Judge } from "./judge";

const FOLDER = path.resolve(import.meta.dirname, "..", "..", "judge");

const isFunction = (value: unknown) => typeof value === "function";
const moduleSchema = z.object({ openJudge: z.custom<() => Promise<unknown>>(isFunction) });
const judgeSchema = z.object({
  name: z.string().min(1),
  independent: z.literal(true),
  agreement: z.number().min(0).max(1).optional(),
  judge: z.custom<Judge["judge"]>(isFunction),
  close: z.custom<() => Promise<void>>(isFunction).optional(),
});

/** Share of facts a judge must get right before a headline rests on its word. */
export const TRUSTED = 0.97;

/**
 * The judge for a benchmark: `auto` asks only one that was measured good enough, and says why where it does not.
 * @throws Error as `independentJudge` does
 */
export async function judgeFor(
  when: "auto" | "always" | "never",
  say: (text: string) => void,
  folder: string = FOLDER,
): Promise<Judge | null> {
  if (when === "never") return null;
  const judge = await independentJudge(folder);
  const { agreement = 0 } = judge ?? {};
  if (judge === null || when === "always" || agreement >= TRUSTED) return judge;
  const measured = `${(agreement * 100).toFixed(1)} % of known facts right, ${TRUSTED * 100} % are asked for`;
  say(`The independent judge is left out: ${measured}. "--judge always" asks it nevertheless.`);
  await judge.close?.();
  return null;
}

/** @returns null where there is none. @throws Error when there is one that cannot be opened or is none */
export async function independentJudge(folder: string = FOLDER): Promise<Judge | null> {
  const file = path.join(folder, "index.ts");
  if (!existsSync(file)) return null;
  const module = moduleSchema.safeParse(await import(pathToFileURL(file).href));
  if (!module.success) throw new Error(`${file} exports no "openJudge".`);
  const opened = await module.data.openJudge();
  const parsed = judgeSchema.safeParse(opened);
  if (!parsed.success) throw new Error(`What ${file} opens is no independent judge: ${parsed.error.message}`);
  const { name, agreement, judge, close } = parsed.data;
  return {
    name,
    independent: true,
    ...(agreement === undefined ? {} : { agreement }),
    judge: (image, atoms) => judge.call(opened, image, atoms),
    ...(close === undefined ? {} : { close: () => close.call(opened) }),
  };
}
