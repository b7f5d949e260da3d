/** Boards: named collections of runs and images, in `<data>/boards.json`. */
import { StudioError } from "../../shared/errors";
import { type Board, type BoardItem, boardSchema } from "../../shared/ipc/domains/library";
import { sameName } from "../../shared/library/query";
import type { Clock } from "./journal";
import { type ListFile, openListFile } from "./list-file";
import { newRunId } from "./runs-folder";

/** More than anybody needs, few enough to be kept in one file. */
const MAX_BOARDS = 500;
const MAX_ITEMS = 20_000;

export interface Boards {
  list(): readonly Board[];
  /** @throws StudioError "bad-input" when there is one of this name. */
  create(name: string): Promise<Board>;
  /** Replaces a board whole, or brings a deleted one back. @throws StudioError "bad-input". */
  put(board: Board): Promise<void>;
  /** Deleting what is not there is fine. */
  delete(id: string): Promise<void>;
  /** Adds what is not on it yet, at its end. @throws StudioError "not-found", "bad-input" when it gets too full. */
  add(id: string, items: readonly BoardItem[]): Promise<void>;
  /** @throws StudioError "not-found". */
  remove(id: string, items: readonly BoardItem[]): Promise<void>;
  /** Takes runs that are gone for good off every board, with all their images. */
  drop(runIds: readonly string[]): Promise<void>;
}

export async function openBoards(
  file: string,
  now: Clock = Date.now,
): Promise<{ boards: Boards; warning: StudioError | null }> {
  const { list, warning } = await openListFile<Board>({ file, schema: boardSchema, what: "boards", now });
  return { boards: new FileOfBoards(list, now), warning };
}

class FileOfBoards implements Boards {
  constructor(
    private readonly file: ListFile<Board>,
    private readonly now: Clock,
  ) {}

  list(): readonly Board[] {
    return this.file.items();
  }

  async create(name: string): Promise<Board> {
    const board: Board = { id: newRunId(), name: name.trim(), createdAt: this.now(), items: [] };
    await this.put(board);
    return board;
  }

  put(board: Board): Promise<void> {
    return this.file.change((boards) => {
      const others = boards.filter((one) => one.id !== board.id);
      if (others.some((one) => sameName(one.name, board.name))) throw nameTaken(board.name);
      if (others.length >= MAX_BOARDS) throw tooMany(`There are ${MAX_BOARDS} boards already.`);
      if (others.length === boards.length) return [...boards, board];
      return boards.map((one) => (one.id === board.id ? board : one));
    });
  }

  delete(id: string): Promise<void> {
    return this.file.change((boards) => boards.filter((one) => one.id !== id));
  }

  add(id: string, items: readonly BoardItem[]): Promise<void> {
    return this.changeItems(id, (before) => {
      const known = new Set(before.map(itemKey));
      const fresh = items.filter((item) => !known.has(itemKey(item)) && known.add(itemKey(item)));
      if (before.length + fresh.length > MAX_ITEMS)
        throw tooMany(`A board holds ${MAX_ITEMS} things at most.`);
      return [...before, ...fresh];
    });
  }

  remove(id: string, items: readonly BoardItem[]): Promise<void> {
    const gone = new Set(items.map(itemKey));
    return this.changeItems(id, (before) => before.filter((item) => !gone.has(itemKey(item))));
  }

  drop(runIds: readonly string[]): Promise<void> {
    const gone = new Set(runIds);
    const touched = this.list().some((board) => board.items.some((item) => gone.has(item.runId)));
    if (!touched) return Promise.resolve();
    return this.file.change((boards) =>
      boards.map((board) => ({ ...board, items: board.items.filter((item) => !gone.has(item.runId)) })),
    );
  }

  private changeItems(id: string, change: (items: readonly BoardItem[]) => BoardItem[]): Promise<void> {
    return this.file.change((boards) => {
      if (!boards.some((board) => board.id === id)) throw noSuchBoard();
      return boards.map((board) => (board.id === id ? { ...board, items: change(board.items) } : board));
    });
  }
}

function itemKey({ runId, iteration }: BoardItem): string {
  return `${runId}/${iteration ?? ""}`;
}

function nameTaken(name: string): StudioError {
  return new StudioError("bad-input", `There is a board called “${name}” already.`, {
    remedy: "Choose another name, or use the board that is there.",
  });
}

function tooMany(message: string): StudioError {
  return new StudioError("bad-input", message, { remedy: "Use another board, or clear this one first." });
}

function noSuchBoard(): StudioError {
  return new StudioError("not-found", "This board is gone.", { remedy: "Choose another board." });
}
