/** The tiny folders of training/vision-language, and what transformers says with them. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { imaging, type RgbImage } from "../../../../../electron/inference/imaging";

const here = path.dirname(fileURLToPath(import.meta.url));
export const fixtures = path.resolve(here, "../../../../fixtures/vision-language");
export const smolvlm = path.join(fixtures, "smolvlm");
export const llava = path.join(fixtures, "llava");
export const clip = path.join(fixtures, "clip");

const numbers = z.array(z.number());
const answers = z.array(
  z.object({
    pictures: z.array(z.string()),
    question: z.string(),
    prompt: z.string(),
    input_ids: numbers,
    pixels: z.object({ shape: numbers, sum: z.number(), weighted: z.number() }),
    tokens: numbers,
    text: z.string(),
    first: z.array(z.object({ id: z.number(), token: z.string(), logprob: z.number() })),
  }),
);
export type Golden = z.infer<typeof answers>[number];

const embeddings = z.object({
  pictures: z.record(z.string(), numbers),
  texts: z.array(z.object({ text: z.string(), ids: numbers, embedding: numbers })),
});

const json = (folder: string): unknown =>
  JSON.parse(readFileSync(path.join(fixtures, folder, "goldens.json"), "utf8"));

export const goldens = (folder: string): readonly Golden[] => answers.parse(json(folder));
export const clipGoldens = (): z.infer<typeof embeddings> => embeddings.parse(json("clip"));

export function pictureBytes(name: string): Uint8Array {
  return readFileSync(path.join(fixtures, "pictures", `${name}.png`));
}

export async function picture(name: string): Promise<RgbImage> {
  const bytes = pictureBytes(name);
  const { width, height } = await imaging().sizeOf(bytes);
  return imaging().decodeRgb(bytes, width, height);
}
