/** The library's index in memory, for systems on which the database cannot be used. */
import type { IterationSummary, LibraryMatch } from "../../shared/ipc/domains/library";
import { entryOf, type ImageEntry, pointsOf, type RunEntry } from "./index-match";
import type { IndexQuery, Sort } from "./index-query";
import {
  type FamilyMember,
  type Found,
  type IndexRow,
  type IndexTable,
  type KnownRun,
  likingOf,
  type Page,
  type StoredSummary,
  titleKey,
} from "./index-row";

interface Hit {
  readonly points: number;
  readonly run: RunEntry;
  readonly image: ImageEntry | null;
}

export class MemoryTable implements IndexTable {
  private readonly entries = new Map<string, RunEntry>();

  known(): ReadonlyMap<string, KnownRun> {
    return new Map([...this.entries].map(([id, { row }]) => [id, { folder: row.folder, mark: row.mark }]));
  }

  put(rows: readonly IndexRow[]): void {
    for (const row of rows) this.entries.set(row.summary.id, entryOf(row));
  }

  remove(ids: readonly string[]): void {
    for (const id of ids) this.entries.delete(id);
  }

  clear(): void {
    this.entries.clear();
  }

  count(): number {
    return this.entries.size;
  }

  findRuns(query: IndexQuery, page: Page): Found<StoredSummary> {
    const hits = this.hits(query, (run) => [null].map((image) => ({ run, image })));
    return { rows: cut(hits, page).map((hit) => hit.run.row.summary), total: hits.length };
  }

  findImages(query: IndexQuery, page: Page): Found<IterationSummary> {
    const hits = this.hits(query, (run) => run.images.map((image) => ({ run, image })));
    return { rows: cut(hits, page).flatMap((hit) => hit.image?.row.summary ?? []), total: hits.length };
  }

  allRuns(query: IndexQuery): readonly LibraryMatch[] {
    return this.findRuns(query, everything).rows.map(({ id, best, cover, rating }) => {
      return { runId: id, iteration: null, image: cover === null ? null : best, rating };
    });
  }

  allImages(query: IndexQuery): readonly LibraryMatch[] {
    return this.findImages(query, everything).rows.map(({ runId, iteration, rating }) => {
      return { runId, iteration, image: iteration, rating };
    });
  }

  runningIds(): readonly string[] {
    return this.summaries()
      .filter((summary) => summary.status === "running")
      .map((summary) => summary.id);
  }

  values() {
    const images = [...this.entries.values()].flatMap((entry) => entry.images);
    return {
      skills: sortedSet(this.summaries().flatMap((summary) => summary.skill ?? [])),
      backends: sortedSet(images.map((image) => image.row.summary.backend)),
    };
  }

  parents(): ReadonlyMap<string, string> {
    return new Map(
      this.summaries().flatMap(({ id, branchOf }) =>
        branchOf === null ? [] : [[id, branchOf.runId] as const],
      ),
    );
  }

  members(ids: readonly string[]): readonly FamilyMember[] {
    return ids
      .flatMap((id) => this.entries.get(id)?.row ?? [])
      .map(({ summary, iterations }) => ({ summary, iterations }))
      .sort(({ summary: a }, { summary: b }) => a.createdAt - b.createdAt || byText(a.id, b.id));
  }

  close(): void {
    this.clear();
  }

  private summaries(): StoredSummary[] {
    return [...this.entries.values()].map((entry) => entry.row.summary);
  }

  private hits(query: IndexQuery, list: (run: RunEntry) => readonly Omit<Hit, "points">[]): Hit[] {
    const hits = [...this.entries.values()].flatMap(list).flatMap((one) => {
      const points = pointsOf(query, one.run, one.image);
      return points === null ? [] : [{ ...one, points }];
    });
    return hits.sort(order(query.sort));
  }
}

const everything: Page = { limit: Number.POSITIVE_INFINITY, offset: 0 };

function cut(hits: readonly Hit[], { limit, offset }: Page): readonly Hit[] {
  return hits.slice(offset, offset + limit);
}

function sortedSet(values: readonly string[]): string[] {
  return [...new Set(values)].sort(byText);
}

function byText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** As the database orders: see `orderOf` in index-sql. */
function order(sort: Sort): (a: Hit, b: Hit) => number {
  switch (sort) {
    case "relevance":
      return (a, b) => b.points - a.points || newestFirst(a, b);
    case "newest":
      return newestFirst;
    case "oldest":
      return (a, b) => newestFirst(b, a);
    case "score":
      return (a, b) => scoreOf(b) - scoreOf(a) || newestFirst(a, b);
    case "rating":
      return (a, b) => likeOf(b) - likeOf(a) || newestFirst(a, b);
    case "title":
      return (a, b) =>
        byText(titleKey(a.run.row.summary.title), titleKey(b.run.row.summary.title)) || withinTitle(a, b);
  }
}

function newestFirst(a: Hit, b: Hit): number {
  return createdOf(b) - createdOf(a) || byText(idOf(b), idOf(a)) || numberOf(b) - numberOf(a);
}

function withinTitle(a: Hit, b: Hit): number {
  if (a.image === null) return newestFirst(a, b);
  return byText(idOf(a), idOf(b)) || numberOf(a) - numberOf(b);
}

const idOf = (hit: Hit) => hit.run.row.summary.id;
const numberOf = (hit: Hit) => hit.image?.row.summary.iteration ?? 0;
const createdOf = (hit: Hit) => (hit.image ?? hit.run).row.summary.createdAt;
const scoreOf = (hit: Hit) => (hit.image ?? hit.run).row.score ?? -1;
const likeOf = (hit: Hit) => likingOf((hit.image ?? hit.run).row.summary.rating);
