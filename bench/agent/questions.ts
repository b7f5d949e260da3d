/** The questions a request to look at a picture asks, with the names it gives them. */
import { openings } from "./reference-words";
import type { Turn } from "./turn";

export interface NamedQuestion {
  /** As the answer must name it; null where there is but one. */
  readonly id: string | null;
  readonly question: string;
}

/**
 * In a batch each question stands on a line behind its name ("c1: Is there a cat?"); a single one is the last line
 * that ends like a question.
 */
export function questionsIn({ said, form }: Turn): readonly NamedQuestion[] {
  const lines = said.split("\n").map((line) => line.trim());
  if (form !== null && ["verdicts", "passed"].some((list) => form.properties.includes(list))) {
    return lines.flatMap((line) => {
      const [, id, question] = /^([\w.-]+)[:)]\s+(.*\?.*)$/.exec(line) ?? [];
      return id === undefined || question === undefined ? [] : [{ id, question }];
    });
  }
  const single = lines.filter((line) => line.endsWith("?") && !line.includes(openings.verify)).at(-1);
  return single === undefined ? [] : [{ id: null, question: single }];
}
