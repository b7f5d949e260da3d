/** Requests about the library: find, collect, throw away. */
import type { NewsChannel, NewsPayload } from "../../../shared/ipc/contract";
import { criterionKinds } from "../../../shared/run/criteria";
import type { RunsService } from "../../runs/service";
import type { Boards, LibraryIndex, Searches, Trash } from "../../storage";
import type { Handlers } from "../register";

export interface LibraryHandlersDeps {
  readonly runs: Pick<RunsService, "trash" | "restore">;
  readonly index: LibraryIndex;
  readonly boards: Boards;
  readonly searches: Searches;
  readonly trash: Trash;
  readonly tell: <N extends NewsChannel>(channel: N, payload: NewsPayload<N>) => void;
}

type LibraryHandlers = Pick<
  Handlers,
  Extract<keyof Handlers, `library:${string}` | `boards:${string}` | `searches:${string}`> | "runs:tree"
>;

export function libraryHandlers(deps: LibraryHandlersDeps): LibraryHandlers {
  const { runs, index, trash, tell } = deps;
  return {
    "library:search": (search) => index.search(search),
    "library:values": async () => {
      const { skills, backends } = await index.values();
      return { skills: [...skills], backends: [...backends], kinds: [...criterionKinds] };
    },
    "library:ids": async (search) => ({ items: await index.items(search) }),
    "library:trash": ({ runIds }) => runs.trash(runIds),
    "library:restore": ({ runIds }) => runs.restore(runIds),
    "library:trashed": async () => ({ runs: await trash.list() }),
    "library:purge": async ({ runIds }) => {
      const report = await trash.purge(runIds);
      tell("boards-changed", {});
      return report;
    },
    "library:rebuild": async () => {
      const report = await index.rebuild((done, total) => tell("library-progress", { done, total }));
      tell("library-changed", {});
      return { runs: report.runs };
    },
    "runs:tree": async ({ runId }) => ({ nodes: await index.tree(runId) }),
    ...boardHandlers(deps),
    ...searchHandlers(deps),
  };
}

function boardHandlers({ boards, tell }: LibraryHandlersDeps) {
  const changed = () => tell("boards-changed", {});
  return {
    "boards:list": () => [...boards.list()],
    "boards:create": async ({ name }) => {
      const board = await boards.create(name);
      changed();
      return board;
    },
    "boards:put": async (board) => {
      await boards.put(board);
      changed();
    },
    "boards:delete": async ({ id }) => {
      await boards.delete(id);
      changed();
    },
    "boards:add": async ({ id, items }) => {
      await boards.add(id, items);
      changed();
    },
    "boards:remove": async ({ id, items }) => {
      await boards.remove(id, items);
      changed();
    },
  } satisfies Partial<Handlers>;
}

function searchHandlers({ searches, tell }: LibraryHandlersDeps) {
  const changed = () => tell("boards-changed", {});
  return {
    "searches:list": () => [...searches.list()],
    "searches:save": async (search) => {
      const saved = await searches.save(search);
      changed();
      return saved;
    },
    "searches:put": async (search) => {
      await searches.put(search);
      changed();
    },
    "searches:delete": async ({ id }) => {
      await searches.delete(id);
      changed();
    },
  } satisfies Partial<Handlers>;
}
