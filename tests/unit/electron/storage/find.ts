/** Short ways to look into an index. */
import type { LibraryIndex } from "../../../../electron/storage";
import type { IterationSummary, LibrarySearch } from "../../../../shared/ipc/domains/library";
import type { RunSummary } from "../../../../shared/ipc/domains/runs";

const all: LibrarySearch = {
  query: "",
  shelf: "runs",
  sort: "relevance",
  board: null,
  limit: 100,
  offset: 0,
};

export async function findRuns(
  index: LibraryIndex,
  search: Partial<LibrarySearch> = {},
): Promise<{ runs: RunSummary[]; total: number }> {
  const { items, total } = await index.search({ ...all, ...search, shelf: "runs" });
  return { runs: items.shelf === "runs" ? items.runs : [], total };
}

export async function findImages(
  index: LibraryIndex,
  search: Partial<LibrarySearch> = {},
): Promise<{ images: IterationSummary[]; total: number }> {
  const { items, total } = await index.search({ ...all, ...search, shelf: "iterations" });
  return { images: items.shelf === "iterations" ? items.iterations : [], total };
}
