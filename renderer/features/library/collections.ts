/** Boards and saved searches: what there are, and what can be done to them. Everything can be taken back. */
import { useQuery } from "@tanstack/react-query";
import type { Board, BoardItem, SavedSearch } from "../../../shared/ipc/domains/library";
import { say } from "../../app/announce";
import { ask } from "../../app/ipc";
import { keys, queryClient } from "../../app/query";
import { notify, notifyError, notifyUndo } from "../../app/toasts";
import { t } from "../../i18n";
import { keyOf } from "./picked";
import { boardIdOf, goTo, useLibrary } from "./state";

export const useBoards = () =>
  useQuery({ queryKey: keys.boards, queryFn: () => ask("boards:list") }).data ?? [];
export const useSearches = () =>
  useQuery({ queryKey: keys.searches, queryFn: () => ask("searches:list") }).data ?? [];

function boardsNow(): readonly Board[] {
  return queryClient.getQueryData<Board[]>(keys.boards) ?? [];
}

async function freshBoards(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: keys.boards });
}

async function freshSearches(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: keys.searches });
}

/** Does something and tells of failure; null when it failed. */
async function attempt<T>(doing: string, act: () => Promise<T>): Promise<T | null> {
  try {
    return await act();
  } catch (error) {
    notifyError(doing, error);
    return null;
  }
}

/** Makes a board. null when it could not be made. */
export function createBoard(name: string): Promise<Board | null> {
  return attempt(t("library:doing.createBoard"), async () => {
    const board = await ask("boards:create", { name });
    await freshBoards();
    notifyUndo(
      t("library:told.boardMade", { name: board.name }),
      () => dropBoard(board.id),
      () => ask("boards:put", board),
      board.id,
    );
    return board;
  });
}

async function dropBoard(id: string): Promise<void> {
  await ask("boards:delete", { id });
  if (boardIdOf(useLibrary.getState().section) === id) goTo("all");
  await freshBoards();
}

export async function renameBoard(board: Board, name: string): Promise<void> {
  if (name === board.name) return;
  await attempt(t("library:doing.renameBoard"), async () => {
    const rename = async (to: string) => {
      const now = boardsNow().find((one) => one.id === board.id) ?? board;
      await ask("boards:put", { ...now, name: to });
      await freshBoards();
    };
    await rename(name);
    notifyUndo(
      t("library:told.boardRenamed", { from: board.name, to: name }),
      () => rename(board.name),
      () => rename(name),
    );
  });
}

export async function deleteBoard(board: Board): Promise<void> {
  await attempt(t("library:doing.deleteBoard"), async () => {
    await dropBoard(board.id);
    notifyUndo(
      t("library:told.boardDeleted", { name: board.name }),
      async () => {
        await ask("boards:put", board);
        await freshBoards();
      },
      () => dropBoard(board.id),
    );
  });
}

const places = (items: readonly BoardItem[]) => items.map(({ runId, iteration }) => ({ runId, iteration }));

/** Puts things on a board; those already there stay where they are. */
export async function addToBoard(board: Board, items: readonly BoardItem[]): Promise<void> {
  const known = new Set(
    boardsNow()
      .find((one) => one.id === board.id)
      ?.items.map(keyOf),
  );
  const fresh = places(items).filter((item) => !known.has(keyOf(item)));
  if (fresh.length === 0) {
    notify(t("library:told.onBoardAlready", { name: board.name }));
    return;
  }
  await attempt(t("library:doing.addToBoard", { name: board.name }), async () => {
    const add = () => change("boards:add", board.id, fresh);
    await add();
    const text = t("library:told.addedToBoard", { count: fresh.length, name: board.name });
    say(text);
    notifyUndo(text, () => change("boards:remove", board.id, fresh), add, board.id);
  });
}

/** Takes things off a board; runs and images stay in the library. */
export async function removeFromBoard(board: Board, items: readonly BoardItem[]): Promise<void> {
  const there = new Set(items.map(keyOf));
  const gone = places(board.items).filter((item) => there.has(keyOf(item)));
  if (gone.length === 0) return;
  await attempt(t("library:doing.removeFromBoard", { name: board.name }), async () => {
    const remove = () => change("boards:remove", board.id, gone);
    await remove();
    notifyUndo(
      t("library:told.removedFromBoard", { count: gone.length, name: board.name }),
      () => change("boards:add", board.id, gone),
      remove,
      board.id,
    );
  });
}

async function change(
  channel: "boards:add" | "boards:remove",
  id: string,
  items: BoardItem[],
): Promise<void> {
  await ask(channel, { id, items });
  await freshBoards();
}

export async function saveSearch(search: Omit<SavedSearch, "id">): Promise<void> {
  await attempt(t("library:doing.saveSearch"), async () => {
    const saved = await ask("searches:save", search);
    await freshSearches();
    notifyUndo(
      t("library:told.searchSaved", { name: saved.name }),
      () => dropSearch(saved.id),
      () => putSearch(saved),
    );
  });
}

async function putSearch(search: SavedSearch): Promise<void> {
  await ask("searches:put", search);
  await freshSearches();
}

async function dropSearch(id: string): Promise<void> {
  await ask("searches:delete", { id });
  await freshSearches();
}

export async function renameSearch(search: SavedSearch, name: string): Promise<void> {
  if (name === search.name) return;
  await attempt(t("library:doing.renameSearch"), async () => {
    await putSearch({ ...search, name });
    notifyUndo(
      t("library:told.searchRenamed", { from: search.name, to: name }),
      () => putSearch(search),
      () => putSearch({ ...search, name }),
    );
  });
}

export async function deleteSearch(search: SavedSearch): Promise<void> {
  await attempt(t("library:doing.deleteSearch"), async () => {
    await dropSearch(search.id);
    notifyUndo(
      t("library:told.searchDeleted", { name: search.name }),
      () => putSearch(search),
      () => dropSearch(search.id),
    );
  });
}
