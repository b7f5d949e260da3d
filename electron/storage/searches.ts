/** Saved searches, in `<data>/searches.json`. */
import { StudioError } from "../../shared/errors";
import { type SavedSearch, savedSearchSchema } from "../../shared/ipc/domains/library";
import { sameName } from "../../shared/library/query";
import type { Clock } from "./journal";
import { type ListFile, openListFile } from "./list-file";
import { newRunId } from "./runs-folder";

const MAX_SEARCHES = 500;

export interface Searches {
  list(): readonly SavedSearch[];
  /** @throws StudioError "bad-input" when there is one of this name. */
  save(search: Omit<SavedSearch, "id">): Promise<SavedSearch>;
  /** Replaces a search, or brings a deleted one back. @throws StudioError "bad-input". */
  put(search: SavedSearch): Promise<void>;
  /** Deleting what is not there is fine. */
  delete(id: string): Promise<void>;
}

export async function openSearches(
  file: string,
  now: Clock = Date.now,
): Promise<{ searches: Searches; warning: StudioError | null }> {
  const options = { file, schema: savedSearchSchema, what: "saved searches", now };
  const { list, warning } = await openListFile<SavedSearch>(options);
  return { searches: searchesIn(list), warning };
}

function searchesIn(file: ListFile<SavedSearch>): Searches {
  const put = (search: SavedSearch) =>
    file.change((searches) => {
      const others = searches.filter((one) => one.id !== search.id);
      if (others.some((one) => sameName(one.name, search.name))) throw nameTaken(search.name);
      if (others.length >= MAX_SEARCHES) throw tooMany();
      if (others.length === searches.length) return [...searches, search];
      return searches.map((one) => (one.id === search.id ? search : one));
    });
  return {
    list: () => file.items(),
    save: async (search) => {
      const saved = { ...search, id: newRunId() };
      await put(saved);
      return saved;
    },
    put,
    delete: (id) => file.change((searches) => searches.filter((one) => one.id !== id)),
  };
}

function nameTaken(name: string): StudioError {
  return new StudioError("bad-input", `There is a saved search called “${name}” already.`, {
    remedy: "Choose another name.",
  });
}

function tooMany(): StudioError {
  return new StudioError("bad-input", `There are ${MAX_SEARCHES} saved searches already.`, {
    remedy: "Delete some that you do not use.",
  });
}
