/**
 * GenEval2 (Kamath et al., arXiv 2512.16853): JSON lines of `prompt`, `atom_count`, `vqa_list` (question and answer)
 * and `skills` (one a question). The user brings the file; its licence allows measuring, not handing on.
 */
import { z } from "zod";
import type { Check } from "../../../shared/run/criteria";
import type { Suite } from "../task";
import { atom, numbered, type Unnumbered } from "./atoms";
import { suiteOf } from "./digest";
import { fileOf, jsonLines, textsOf } from "./lines";
import { finishOf, kindOf, numberOf, relationOf, relationPhrases, verbOf, verbPhrases } from "./words";

const lineSchema = z.object({
  prompt: z.string().min(1),
  atom_count: z.number().int().min(1),
  vqa_list: z.array(z.tuple([z.string().min(1), z.string().min(1)])).min(1),
  skills: z.array(z.string()),
});

export function geneval2(place: string | undefined): Suite {
  const file = fileOf(place, "geneval2", "geneval2_data.jsonl or a part of it");
  const tasks = textsOf(file, ".jsonl").flatMap(({ name, text }) =>
    jsonLines(text, lineSchema, name).map(({ prompt, atom_count, vqa_list, skills }, index) => ({
      id: `${name}-${index + 1}`,
      prompt,
      atoms: numbered(vqa_list.map(([question, answer]) => atomOfQuestion(question, answer))),
      atomicity: atom_count,
      tags: [...new Set(skills)],
      unexpressed: [],
    })),
  );
  return suiteOf("geneval2", tasks, ["Questions are the suite's own, read into checks word for word."]);
}

/** One of the suite's questions with the answer that is right. */
export function atomOfQuestion(question: string, answer: string): Unnumbered {
  const asked = /^yes$/i.test(answer) ? question : `${question} (${answer})`;
  const check = checkOf(question, answer) ?? {
    type: "uncheckable",
    reason: `No check says this: ${asked}`,
  };
  return atom(check, { question: asked });
}

const pattern = (phrases: readonly string[]) => new RegExp(`^(.+?) (${phrases.join("|")}) the (.+)$`, "i");
const related = pattern(relationPhrases);
const acting = pattern(verbPhrases);

function checkOf(question: string, answer: string): Check | null {
  const number = /^how many (.+) are in the image\?$/i.exec(question);
  if (number !== null) return counted(number[1] ?? "", answer);
  if (!/^yes$/i.test(answer)) return null;
  const there = /^are there any (.+) in the image\?$/i.exec(question);
  const seen = kindOf(there?.[1] ?? "");
  if (seen !== null) return { type: "object", of: { kind: seen } };
  const said = /^(?:is|are) the (.+)\?$/i.exec(question)?.[1] ?? "";
  return relation(said) ?? deed(said) ?? finished(said);
}

function counted(noun: string, answer: string): Check | null {
  const kind = kindOf(noun);
  const count = numberOf(answer);
  return kind === null || count === null ? null : { type: "count", of: { kind }, count };
}

function relation(said: string): Check | null {
  const [, subject = "", words = "", object = ""] = related.exec(said) ?? [];
  const [from, to, relation] = [kindOf(subject), kindOf(object), relationOf(words)];
  if (from === null || to === null || relation === null) return null;
  return { type: "relation", relation, subject: { kind: from }, object: { kind: to } };
}

function deed(said: string): Check | null {
  const [, subject = "", words = "", object = ""] = acting.exec(said) ?? [];
  const [from, to, verb] = [kindOf(subject), kindOf(object), verbOf(words)];
  if (from === null || to === null || verb === null) return null;
  return { type: "verb", verb, subject: { kind: from }, object: { kind: to } };
}

function finished(said: string): Check | null {
  const end = said.lastIndexOf(" ");
  const [kind, finish] = [kindOf(said.slice(0, end)), finishOf(said.slice(end + 1))];
  return kind === null || finish === null ? null : { type: "attribute", of: { kind }, finish };
}
