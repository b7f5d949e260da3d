/** What is to be seen of the book: near duplicates as one, without what was forgotten or whose run is in the trash. */
import type { LessonBook } from "./book";
import type { Choices } from "./choices";
import type { StoredLesson } from "./lesson";

/** A lesson together with those that say the same. */
export interface Shelved {
  /** The one shown: a pinned one, else the one whose advice helped most, else the newest. */
  readonly lesson: StoredLesson;
  /** Ids of all, the shown one included. */
  readonly ids: readonly string[];
  readonly pinned: boolean;
  /** Best of them; null where no attempt followed. */
  readonly gain: number | null;
  readonly recalls: number;
}

export interface ShelfView {
  readonly book: LessonBook;
  readonly choices: Choices;
  /** Runs that are neither in the trash nor gone. */
  readonly present: ReadonlySet<string>;
  readonly forgotten: boolean;
}

export function shelved({ book, choices, present, forgotten }: ShelfView): Shelved[] {
  const groups = new Map<string, StoredLesson[]>();
  for (const lesson of book.all()) {
    if (!present.has(lesson.runId) || choices.isForgotten(lesson.id) !== forgotten) continue;
    const front = choices.isPinned(lesson.id) ? lesson.id : book.frontOf(lesson.id);
    const group = groups.get(front);
    if (group === undefined) groups.set(front, [lesson]);
    else group.push(lesson);
  }
  const recalls = book.recalls((runId) => present.has(runId));
  return [...groups.values()].flatMap((group) => {
    const [lesson] = [...group].sort(byWorth(choices));
    if (lesson === undefined) return [];
    const gains = group.flatMap(({ tried }) => (tried === null ? [] : [tried.gain]));
    return [
      {
        lesson,
        ids: group.map(({ id }) => id),
        pinned: group.some(({ id }) => choices.isPinned(id)),
        gain: gains.length === 0 ? null : Math.max(...gains),
        recalls: group.reduce((sum, { id }) => sum + (recalls.get(id) ?? 0), 0),
      },
    ];
  });
}

function byWorth(choices: Choices): (a: StoredLesson, b: StoredLesson) => number {
  const pinned = ({ id }: StoredLesson) => (choices.isPinned(id) ? 1 : 0);
  const gain = ({ tried }: StoredLesson) => tried?.gain ?? Number.NEGATIVE_INFINITY;
  return (a, b) =>
    pinned(b) - pinned(a) ||
    compare(gain(b), gain(a)) ||
    b.createdAt - a.createdAt ||
    a.id.localeCompare(b.id);
}

/** As a difference, but for infinities. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
