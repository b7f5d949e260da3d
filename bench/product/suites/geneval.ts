/**
 * GenEval (Ghosh et al., arXiv 2310.11513): `evaluation_metadata.jsonl`, a `tag`, a `prompt`, what to `include`
 * (class, count, colour, position relative to an earlier entry) and to `exclude` (as many of a class or more).
 */
import { z } from "zod";
import type { Check, Selector } from "../../../shared/run/criteria";
import type { Suite } from "../task";
import { atom, numbered, type Unnumbered } from "./atoms";
import { suiteOf } from "./digest";
import { fileOf, jsonLines, textsOf } from "./lines";
import { finishOf, kindOf, relationOf } from "./words";

const includeSchema = z.object({
  class: z.string().min(1),
  count: z.number().int().min(1),
  color: z.string().optional(),
  position: z.tuple([z.string(), z.number().int().min(0)]).optional(),
});
type Include = z.infer<typeof includeSchema>;

const lineSchema = z.object({
  tag: z.string(),
  prompt: z.string().min(1),
  include: z.array(includeSchema).min(1),
  exclude: z.array(z.object({ class: z.string(), count: z.number().int().min(1) })).default([]),
});
type Line = z.infer<typeof lineSchema>;

export function geneval(place: string | undefined): Suite {
  const file = fileOf(place, "geneval", "evaluation_metadata.jsonl");
  const tasks = textsOf(file, ".jsonl").flatMap(({ name, text }) =>
    jsonLines(text, lineSchema, name).map((line, index) => {
      const atoms = numbered(atomsOf(line));
      const id = `${name}-${index + 1}`;
      return { id, prompt: line.prompt, atoms, atomicity: atoms.length, tags: [line.tag], unexpressed: [] };
    }),
  );
  return suiteOf("geneval", tasks, [
    "GenEval counts by its own detector with its own thresholds; here the same facts are asked of this bench's judges. “At least” becomes “exactly” only where the file excludes more.",
  ]);
}

function atomsOf({ include, exclude }: Line): Unnumbered[] {
  const present = include.flatMap((one) => entryAtoms(one, include, exclude));
  const included = new Set(include.map((one) => one.class));
  const absent = exclude
    .filter((one) => !included.has(one.class))
    .map((one) =>
      one.count === 1
        ? known(one.class, `Is the picture free of ${one.class}?`, (of) => ({ type: "count", of, count: 0 }))
        : beyond(`Are there fewer than ${one.count} of ${one.class}?`),
    );
  return [...present, ...absent];
}

function entryAtoms(one: Include, include: readonly Include[], exclude: Line["exclude"]): Unnumbered[] {
  const atoms = [known(one.class, `Is there a ${one.class}?`, (of) => ({ type: "object", of }))];
  const capped = exclude.some((other) => other.class === one.class && other.count === one.count + 1);
  if (capped) {
    const question = `Are there exactly ${one.count} of ${one.class}?`;
    atoms.push(known(one.class, question, (of) => ({ type: "count", of, count: one.count })));
  } else if (one.count > 1) {
    atoms.push(beyond(`Are there ${one.count} or more of ${one.class}?`));
  }
  if (one.color !== undefined) {
    const finish = finishOf(one.color);
    const question = `Is the ${one.class} ${one.color}?`;
    atoms.push(
      finish === null
        ? beyond(question)
        : known(one.class, question, (of) => ({ type: "attribute", of, finish })),
    );
  }
  if (one.position !== undefined) atoms.push(positionAtom(one, one.position, include));
  return atoms;
}

function positionAtom(
  one: Include,
  [words, index]: [string, number],
  include: readonly Include[],
): Unnumbered {
  const target = include[index];
  if (target === undefined) throw new Error(`A position points at entry ${index}, which is not there.`);
  const question = `Is the ${one.class} ${words} the ${target.class}?`;
  const relation = relationOf(words);
  const to = kindOf(target.class);
  if (relation === null || to === null) return beyond(question);
  return known(one.class, question, (subject) => ({
    type: "relation",
    relation,
    subject,
    object: { kind: to },
  }));
}

function known(noun: string, question: string, make: (of: Selector) => Check): Unnumbered {
  const kind = kindOf(noun);
  return kind === null ? beyond(question) : atom(make({ kind }), { question });
}

const beyond = (question: string) =>
  atom({ type: "uncheckable", reason: `No check says this: ${question}` }, { question });
