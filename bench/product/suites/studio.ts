/** Studio-300: our own prompts, as designers write them, with their atoms (bench/suites/studio-300.json). */
import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { type Suite, taskSchema } from "../task";
import { suiteOf } from "./digest";

export const STUDIO_300 = path.resolve(import.meta.dirname, "..", "..", "suites", "studio-300.json");

const fileSchema = z.object({
  version: z.number().int(),
  notes: z.array(z.string()),
  tasks: z.array(taskSchema),
});

export function studio300(file: string | undefined): Suite {
  const { version, notes, tasks } = fileSchema.parse(JSON.parse(readFileSync(file ?? STUDIO_300, "utf8")));
  return suiteOf(`studio-300 v${version}`, tasks, notes);
}
