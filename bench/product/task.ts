/** What a suite asks: a prompt, and the facts an image of it must show. */
import { z } from "zod";
import { checkSchema, criterionKinds } from "../../shared/run/criteria";

export const atomSchema = z.object({
  id: z.string().min(1),
  /** For people, and for judges that read. */
  question: z.string().min(1),
  kind: z.enum(criterionKinds),
  /** For judges that measure; "uncheckable" where no check can say it. */
  check: checkSchema,
  weight: z.number().positive(),
  /** Where a number or a relation follows from the prompt without standing in it: how. */
  why: z.string().min(1).optional(),
});
export type Atom = z.infer<typeof atomSchema>;

export const taskSchema = z.object({
  id: z.string().min(1),
  prompt: z.string().min(1),
  atoms: z.array(atomSchema).min(1),
  /** Facts by the suite's own count; the number of atoms where it has none. */
  atomicity: z.number().int().min(1),
  /** What the prompt exercises: "comparative", "lettering", a suite's own categories. */
  tags: z.array(z.string()),
  /** Wishes of the prompt that no atom can express yet: they are drawn, but not judged. */
  unexpressed: z.array(z.string()).default([]),
});
export type Task = z.infer<typeof taskSchema>;

export interface Suite {
  readonly name: string;
  /** Of the prompts and atoms, so that results of two versions are never mixed. */
  readonly digest: string;
  readonly tasks: readonly Task[];
  /** What a reader of the results must know of the suite. */
  readonly notes: readonly string[];
}
