/** Where one is in the library and what is looked for; kept between starts. */
import { create } from "zustand";
import { createJSONStorage, persist } from "zustand/middleware";
import type { LibrarySearch, SavedSearch } from "../../../shared/ipc/domains/library";
import { calmStorage } from "../../app/storage";

/** A place in the sidebar: everything, a fixed view of it, a board by its id, or the trash. */
export type Section = "all" | "favourites" | "rejected" | "trash" | `board:${string}`;

export type Search = Omit<LibrarySearch, "limit" | "offset">;

/** Queries remembered. */
const REMEMBERED = 12;
/** The contract's limit, less what a section adds. */
export const MAX_QUERY = 480;

interface LibraryState {
  readonly section: Section;
  readonly query: string;
  readonly shelf: LibrarySearch["shelf"];
  readonly sort: LibrarySearch["sort"];
  /** Queries used lately, the latest first. */
  readonly recent: readonly string[];
}

export const useLibrary = create<LibraryState>()(
  persist((): LibraryState => ({ section: "all", query: "", shelf: "runs", sort: "newest", recent: [] }), {
    name: "gems.library",
    version: 1,
    storage: createJSONStorage(() => calmStorage),
  }),
);

const sectionQueries: Partial<Record<Section, string>> = {
  favourites: "rating:>=4",
  rejected: "is:rejected",
};

export function boardIdOf(section: Section): string | null {
  return section.startsWith("board:") ? section.slice("board:".length) : null;
}

/** What to ask the main side for: the section's own filter, and what was typed. */
export function searchOf({ section, query, shelf, sort }: Omit<LibraryState, "recent">): Search {
  const own = sectionQueries[section];
  return {
    query: [own, query.trim()].filter(Boolean).join(" "),
    shelf,
    sort,
    board: boardIdOf(section),
  };
}

export function goTo(section: Section): void {
  useLibrary.setState({ section });
}

export function setQuery(query: string): void {
  useLibrary.setState({ query: query.slice(0, MAX_QUERY) });
}

/** Writes a query down among those used lately; a longer version of the last one takes its place. */
export function rememberQuery(query: string): void {
  const text = query.trim();
  if (text === "") return;
  useLibrary.setState(({ recent }) => ({
    recent: [text, ...recent.filter((one) => one !== text)].slice(0, REMEMBERED),
  }));
}

export function forgetQueries(): void {
  useLibrary.setState({ recent: [] });
}

/** Looks for what a saved search looks for. */
export function apply({ query, shelf, sort }: Omit<SavedSearch, "id" | "name">): void {
  useLibrary.setState({ section: "all", query, shelf, sort });
}
