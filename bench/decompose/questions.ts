/**
 * How far the local decomposer's criteria agree with a reference list of questions: each line holds `prompt`,
 * `vqa_list` ([question, answer] pairs) and `skills` (the kind of each question), as in GenEval2. Facts are compared
 * as sets: nouns by their stem, numbers by value.
 */
import { z } from "zod";
import { numberValues } from "../../electron/agent/local/english";
import { readPrompt } from "../../electron/agent/local/grammar";
import { relationPhrases, verbPhrases } from "../../electron/agent/local/world";
import type { Check, Selector } from "../../shared/run/criteria";
import { factOf } from "./facts";

const lineSchema = z.object({
  prompt: z.string(),
  vqa_list: z.array(z.tuple([z.string(), z.string()])),
  skills: z.array(z.string()),
});
type Line = z.infer<typeof lineSchema>;

const numbers = new Map(numberValues);
const links = new Map(
  [...relationPhrases, ...verbPhrases].flatMap(([id, phrases]) =>
    phrases.map((phrase) => [phrase, id] as const),
  ),
);
const byLength = [...links.keys()].sort((a, b) => b.length - a.length);

function referenceFacts({ vqa_list, skills }: Line): Set<string> {
  return new Set(
    vqa_list.map(([question, answer], index) => referenceFact(question, answer, skills[index] ?? "")),
  );
}

function referenceFact(question: string, answer: string, skill: string): string {
  const words = question.replace(/\?$/, "");
  switch (skill) {
    case "count":
      return `count ${stem(/^How many (.+) are/.exec(words)?.[1])} ${numbers.get(answer) ?? answer}`;
    case "object":
      return `object ${stem(/^Are there any (.+) in/.exec(words)?.[1])}`;
    case "attribute": {
      const [, noun, finish] = /^(?:Is|Are) the (.+) (\S+)$/.exec(words) ?? [];
      return `attribute ${stem(noun)} ${finish}`;
    }
    default: {
      const phrase = byLength.find((one) => words.includes(` ${one} `)) ?? "?";
      const [subject, object] = words.replace(/^(?:Is|Are) the /, "").split(` ${phrase} the `);
      return `link ${stem(subject)} ${links.get(phrase)} ${stem(object)}`;
    }
  }
}

function stem(noun: string | undefined): string {
  return readPrompt(`the ${noun ?? "?"}`).groups[0]?.kind ?? "?";
}

function ownFact(check: Check): string {
  const kind = (of: Selector) => stem(of.kind);
  switch (check.type) {
    case "object":
      return `object ${kind(check.of)}`;
    case "count":
      return `count ${kind(check.of)} ${check.count}`;
    case "attribute":
      return `attribute ${kind(check.of)} ${check.finish}`;
    case "relation":
      return `link ${kind(check.subject)} ${check.relation} ${kind(check.object)}`;
    case "verb":
      return `link ${kind(check.subject)} ${check.verb} ${kind(check.object)}`;
    default:
      return factOf(check);
  }
}

/** The prompts whose facts differ, and how many are the same. */
export function againstQuestions(jsonl: string, checksOf: (prompt: string) => readonly Check[]): string {
  const lines = jsonl
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => lineSchema.parse(JSON.parse(line)));
  const different = lines.flatMap((line) => {
    const reference = referenceFacts(line);
    const own = new Set(checksOf(line.prompt).map(ownFact));
    const missing = [...reference].filter((fact) => !own.has(fact));
    const extra = [...own].filter((fact) => !reference.has(fact));
    if (missing.length + extra.length === 0) return [];
    return [`${line.prompt}\n  missing: ${missing.join("; ") || "-"}\n  extra: ${extra.join("; ") || "-"}`];
  });
  const same = lines.length - different.length;
  return [...different, `${same} of ${lines.length} prompts decompose into the same facts.`].join("\n");
}
