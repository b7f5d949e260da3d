/** The library's index in memory, for systems on which the database cannot be used. */
import {
  type IndexRow,
  type IndexTable,
  type KnownRun,
  type StoredSummary,
  textFields,
  textWeights,
} from "./index-row";
import { type SearchPhrases, wordsOf } from "./search-terms";

interface Entry {
  readonly row: IndexRow;
  /** Each text as its words, spaced and padded, so that a phrase is found as a piece of it. */
  readonly haystacks: readonly { readonly words: string; readonly weight: number }[];
}

export class MemoryTable implements IndexTable {
  private readonly entries = new Map<string, Entry>();

  known(): ReadonlyMap<string, KnownRun> {
    return new Map([...this.entries].map(([id, { row }]) => [id, { folder: row.folder, mark: row.mark }]));
  }

  put(rows: readonly IndexRow[]): void {
    for (const row of rows) {
      const haystacks = textFields.map((field) => ({
        words: ` ${wordsOf(row.text[field]).join(" ")} `,
        weight: textWeights[field],
      }));
      this.entries.set(row.summary.id, { row, haystacks });
    }
  }

  remove(ids: readonly string[]): void {
    for (const id of ids) this.entries.delete(id);
  }

  clear(): void {
    this.entries.clear();
  }

  search(phrases: SearchPhrases, page: { readonly limit: number; readonly offset: number }) {
    const found = [...this.entries.values()]
      .map((entry) => ({ summary: entry.row.summary, points: pointsOf(entry, phrases) }))
      .filter((hit) => hit.points > 0)
      .sort((a, b) => b.points - a.points || newestFirst(a.summary, b.summary));
    const rows = found.slice(page.offset, page.offset + page.limit).map((hit) => hit.summary);
    return { rows, total: found.length };
  }

  close(): void {
    this.clear();
  }
}

/** 0 when a phrase is missing; 1 for everything when nothing is looked for. */
function pointsOf(entry: Entry, phrases: SearchPhrases): number {
  let points = 1;
  for (const [index, words] of phrases.entries()) {
    const needle = index === phrases.length - 1 ? ` ${words.join(" ")}` : ` ${words.join(" ")} `;
    const hits = entry.haystacks.filter((haystack) => haystack.words.includes(needle));
    if (hits.length === 0) return 0;
    points += hits.reduce((sum, hit) => sum + hit.weight, 0);
  }
  return points;
}

function newestFirst(a: StoredSummary, b: StoredSummary): number {
  return b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1);
}
