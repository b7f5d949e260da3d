/** Finds lessons by meaning, or by the words themselves. */
import type { Likeness } from "./likeness";
import type { Shelved } from "./shelf";
import { contentWords } from "./words";

/** Less alike than this is no answer to a question. */
const ENOUGH = { meaning: 0.25, words: 0.2 } as const;
/** What a lesson that has all words of the question is worth at least. */
const ALL_WORDS = 0.5;

export interface Found {
  readonly one: Shelved;
  /** null where nothing was asked. */
  readonly similarity: number | null;
}

/** Pinned first; then the nearest to the question, or the newest where there is none. */
export function searchLessons(shelf: readonly Shelved[], query: string, likeness: Likeness): Found[] {
  if (query === "") return sorted(shelf.map((one) => ({ one, similarity: null })));
  const asked = contentWords(query);
  return sorted(
    shelf
      .map((one) => ({ one, similarity: similarityOf(one, query, asked, likeness) }))
      .filter(({ similarity }) => similarity >= ENOUGH[likeness.by]),
  );
}

function similarityOf(
  { lesson }: Shelved,
  query: string,
  asked: readonly string[],
  likeness: Likeness,
): number {
  const nearest = Math.max(likeness.between(query, lesson.prompt), likeness.between(query, lesson.text));
  const words = new Set(
    contentWords(`${lesson.prompt} ${lesson.text} ${lesson.strategy} ${lesson.runTitle}`),
  );
  const hasAll = asked.length > 0 && asked.every((word) => words.has(word));
  return hasAll ? Math.max(nearest, ALL_WORDS) : nearest;
}

function sorted(found: Found[]): Found[] {
  return found.sort(
    (a, b) =>
      Number(b.one.pinned) - Number(a.one.pinned) ||
      (b.similarity ?? 0) - (a.similarity ?? 0) ||
      b.one.lesson.createdAt - a.one.lesson.createdAt ||
      (a.one.lesson.id < b.one.lesson.id ? 1 : -1),
  );
}
