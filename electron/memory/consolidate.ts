/** Finds lessons that say the same about the same, so that one of them can speak for all. */
import { cosine } from "../../shared/inference/embedding";
import type { StoredLesson } from "./lesson";

/** Prompts and texts at least this near are the same lesson. */
export const SAME = 0.95;
/** Comparisons between two breaths. */
const STRETCH = 4_000;

export interface Duplicates {
  readonly into: string;
  readonly ids: readonly string[];
}

export interface ConsolidateInput {
  readonly lessons: readonly StoredLesson[];
  readonly vectorOf: (text: string) => Float32Array | undefined;
  /** Never stands behind another. */
  readonly isPinned: (id: string) => boolean;
  /** Called now and then, so that other work gets its turn. */
  readonly breathe: () => Promise<void>;
}

/**
 * Groups near duplicates: same strategy, same strategy tried afterwards, same engine, and both prompts and texts
 * nearer than `SAME`. Greedy: every lesson joins the first group whose front is near enough, the front being pinned,
 * or the one of the best gain.
 */
export async function duplicatesAmong(input: ConsolidateInput): Promise<Duplicates[]> {
  const groups = new Map<string, { front: StoredLesson; ids: string[] }[]>();
  let compared = 0;
  for (const lesson of bestFirst(input)) {
    const key = JSON.stringify([lesson.strategy, lesson.tried?.strategy ?? null, lesson.generator]);
    const fronts = groups.get(key) ?? [];
    groups.set(key, fronts);
    const home = input.isPinned(lesson.id)
      ? undefined
      : fronts.find(({ front }) => sayTheSame(front, lesson, input.vectorOf));
    if (home === undefined) fronts.push({ front: lesson, ids: [] });
    else home.ids.push(lesson.id);
    compared += fronts.length;
    if (compared > STRETCH) {
      compared = 0;
      await input.breathe();
    }
  }
  return [...groups.values()]
    .flat()
    .filter(({ ids }) => ids.length > 0)
    .map(({ front, ids }) => ({ into: front.id, ids }));
}

function bestFirst({ lessons, isPinned }: ConsolidateInput): StoredLesson[] {
  const worth = (lesson: StoredLesson) => (isPinned(lesson.id) ? 2 : (lesson.tried?.gain ?? -2));
  return [...lessons].sort(
    (a, b) => worth(b) - worth(a) || a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1),
  );
}

function sayTheSame(a: StoredLesson, b: StoredLesson, vectorOf: ConsolidateInput["vectorOf"]): boolean {
  return near(a.prompt, b.prompt, vectorOf) && near(a.text, b.text, vectorOf);
}

function near(a: string, b: string, vectorOf: ConsolidateInput["vectorOf"]): boolean {
  if (a === b) return true;
  const [left, right] = [vectorOf(a), vectorOf(b)];
  return left !== undefined && right !== undefined && cosine(left, right) > SAME;
}
