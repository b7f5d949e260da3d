/**
 * DPG-Bench (Hu et al., arXiv 2403.05135): `dpg_bench.csv`, a row a question: item_id, text, proposition_id,
 * dependency, category_broad, category_detailed, tuple, question_natural_language. The prompt stands in the first
 * row of its item.
 */
import type { Suite } from "../task";
import { atom, numbered } from "./atoms";
import { readCsv } from "./csv";
import { suiteOf } from "./digest";
import { fileOf, textsOf } from "./lines";

const columns = ["item_id", "text", "category_broad", "question_natural_language"] as const;

export function dpg(place: string | undefined): Suite {
  const file = fileOf(place, "dpg", "dpg_bench.csv");
  const items = new Map<string, Record<string, string>[]>();
  for (const { name, text } of textsOf(file, ".csv")) {
    for (const row of readCsv(text)) {
      const missing = columns.find((column) => row[column] === undefined);
      if (missing !== undefined) throw new Error(`${name} has no column "${missing}".`);
      const id = row.item_id ?? "";
      items.set(id, [...(items.get(id) ?? []), row]);
    }
  }
  const tasks = [...items].map(([id, rows]) => {
    const prompt = rows.map((row) => row.text ?? "").find((text) => text !== "");
    if (prompt === undefined) throw new Error(`Item ${id} has no text.`);
    const questions = rows.map((row) => row.question_natural_language ?? "").filter((one) => one !== "");
    const atoms = numbered(questions.map(readable));
    return {
      id,
      prompt,
      atoms,
      atomicity: atoms.length,
      tags: [...new Set(rows.map((row) => row.category_broad ?? "").filter((one) => one !== ""))],
      unexpressed: [],
    };
  });
  return suiteOf("dpg", tasks, [
    "DPG's questions are free language: judges that measure cannot answer them, a judge that reads (bench/judge, or a language model as verifier) is needed.",
  ]);
}

/** A question nobody but a reader can answer. */
export function readable(question: string) {
  return atom({ type: "uncheckable", reason: "Asked in free words." }, { question });
}
