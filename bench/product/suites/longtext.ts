/**
 * LongText-Bench (X-Omni, arXiv 2507.22058): `text_prompts.jsonl`, a `prompt` and the `text` its picture must read
 * (a string or several), with `prompt_id` and, where told, `category` and `length`.
 */
import { z } from "zod";
import type { Suite } from "../task";
import { atom, numbered } from "./atoms";
import { suiteOf } from "./digest";
import { fileOf, jsonLines, textsOf } from "./lines";

const lineSchema = z.object({
  prompt: z.string().min(1),
  text: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).optional(),
  prompt_id: z.union([z.string(), z.number()]).optional(),
  category: z.string().optional(),
  length: z.string().optional(),
});

export function longtext(place: string | undefined): Suite {
  const file = fileOf(place, "longtext", "text_prompts.jsonl");
  const tasks = textsOf(file, ".jsonl").flatMap(({ name, text }) =>
    jsonLines(text, lineSchema, name).map((line, index) => {
      const atoms = numbered(textsIn(line).map((words) => atom({ type: "text", text: words })));
      const tags = [line.category, line.length].flatMap((tag) => (tag === undefined ? [] : [tag]));
      const id = `${name}-${line.prompt_id ?? index + 1}`;
      return { id, prompt: line.prompt, atoms, atomicity: atoms.length, tags, unexpressed: [] };
    }),
  );
  return suiteOf("longtext", tasks, [
    "The official score is a reading model's accuracy by characters; here a text atom holds or does not.",
  ]);
}

/** The texts that are wanted; those in the prompt's quotes where the file does not say. */
function textsIn({ prompt, text }: z.infer<typeof lineSchema>): readonly string[] {
  if (text !== undefined) return typeof text === "string" ? [text] : text;
  const quoted = [...prompt.matchAll(/["“]([^"”]+)["”]/g)].map(([, words = ""]) => words);
  if (quoted.length === 0) throw new Error(`No text is wanted by: ${prompt.slice(0, 80)}`);
  return quoted;
}
