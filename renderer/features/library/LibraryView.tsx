import { Bookmark, Ellipsis, LayoutGrid, List, RefreshCw } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { librarySorts } from "../../../shared/ipc/domains/library";
import type { QueryFault } from "../../../shared/library/query";
import { queryText } from "../../../shared/library/write-query";
import { isTyping } from "../../app/keys";
import { useLookedAt } from "../../app/looked-at";
import { renameRun } from "../../app/runs/actions";
import { useUi } from "../../app/ui-store";
import { IconButton } from "../../components/IconButton";
import { Menu, MenuItem } from "../../components/Menu";
import { Segmented } from "../../components/Segmented";
import { Select } from "../../components/Select";
import { BoardPicker } from "./BoardPicker";
import { BulkBar } from "./BulkBar";
import { saveSearch, useBoards } from "./collections";
import { closeDialogs, openSaveSearch, useDialogs } from "./dialogs";
import { NameDialog } from "./NameDialog";
import { Nothing } from "./Nothing";
import { useSettledText } from "./pages";
import { pickedItems, placesOf } from "./picked";
import { pickAll } from "./picked-actions";
import { rebuild, useRebuild } from "./rebuild";
import { SearchField, type Typing } from "./SearchField";
import { Sidebar } from "./Sidebar";
import { StatusRow } from "./StatusRow";
import { boardIdOf, goTo, searchOf, useLibrary } from "./state";
import { Things } from "./Things";
import { TrashView } from "./TrashView";
import { understood } from "./understood";

function RebuildBar() {
  const { t } = useTranslation("library");
  const progress = useRebuild((state) => state.progress);
  if (progress === null) return <div className="h-[2px]" />;
  const share = progress.total === 0 ? 0 : progress.done / progress.total;
  return (
    <div
      role="progressbar"
      aria-label={t("rebuild.running")}
      aria-valuemin={0}
      aria-valuemax={progress.total}
      aria-valuenow={progress.done}
      className="h-[2px] bg-line"
    >
      <div className="h-full bg-accent" style={{ width: `${share * 100}%` }} />
    </div>
  );
}

function Tools() {
  const { t } = useTranslation("library");
  const shelf = useLibrary((state) => state.shelf);
  const sort = useLibrary((state) => state.sort);
  const layout = useUi((ui) => ui.libraryLayout);
  const setLayout = useUi((ui) => ui.setLibraryLayout);
  const rebuilding = useRebuild((state) => state.progress !== null);
  return (
    <div className="ml-auto flex shrink-0 items-center gap-2">
      <Segmented
        label={t("shelf.label")}
        value={shelf}
        onChange={(next) => useLibrary.setState({ shelf: next })}
        options={[
          { id: "runs", title: t("shelf.runs") },
          { id: "iterations", title: t("shelf.iterations") },
        ]}
      />
      <Select
        label={t("sort.label")}
        value={sort}
        onChange={(next) => useLibrary.setState({ sort: next })}
        options={librarySorts.map((id) => ({ id, title: t(`sort.${id}`) }))}
        className="w-36"
      />
      <Segmented
        label={t("layout.label")}
        value={layout}
        onChange={setLayout}
        bare
        options={[
          { id: "grid", title: t("layout.grid"), icon: <LayoutGrid size={13} /> },
          { id: "list", title: t("layout.list"), icon: <List size={13} /> },
        ]}
      />
      <Menu
        label={t("more")}
        trigger={<IconButton label={t("more")} icon={<Ellipsis size={15} />} size="md" />}
      >
        <MenuItem icon={<Bookmark size={14} />} onSelect={openSaveSearch} command="library.save">
          {t("search.save")}
        </MenuItem>
        <MenuItem
          icon={<RefreshCw size={14} />}
          onSelect={() => void rebuild()}
          disabled={rebuilding}
          detail={t("rebuild.detail")}
        >
          {t("rebuild.action")}
        </MenuItem>
      </Menu>
    </div>
  );
}

function Shelves() {
  const { t } = useTranslation("library");
  const boards = useBoards();
  const names = useMemo(() => boards.map((board) => board.name), [boards]);
  const { section, query, shelf, sort } = useLibrary();
  const settled = useSettledText(query);
  const layout = useUi((ui) => ui.libraryLayout);
  const [total, setTotal] = useState<number | null>(null);
  const [typing, setTyping] = useState<Typing | null>(null);
  const read = useMemo(() => understood(query, names), [query, names]);
  const problems = read.problems.filter((one) => !isBeingTyped(one, typing));
  const search = useMemo(
    () => searchOf({ section, query: settled, shelf, sort }),
    [section, settled, shelf, sort],
  );
  useSelectAll();
  useLookedAt("library", () => placesOf(pickedItems()));
  return (
    <div className="relative flex h-full min-h-0 min-w-0 flex-1 flex-col">
      <h2 className="sr-only">{t("title")}</h2>
      <header className="flex items-center gap-3 px-6 pt-4 pb-1.5">
        <SearchField boards={names} problems={problems} onTyping={setTyping} />
        <Tools />
      </header>
      <StatusRow query={read} problems={problems} total={total} />
      <RebuildBar />
      <Things
        search={search}
        layout={layout}
        label={t(`shelf.${shelf}`)}
        empty={(found) => <Nothing shelf={found} query={understood(settled, names)} />}
        onTotal={setTotal}
      />
      <BulkBar />
      <LibraryDialogs />
    </div>
  );
}

/** A quote is closed when one gets there, and a field with values to offer is still getting its own. */
function isBeingTyped({ code, from, to }: QueryFault, typing: Typing | null): boolean {
  if (typing === null || typing.caret <= from || typing.caret > to) return false;
  return code === "open-quote" || typing.offering;
}

/** Ctrl+A chooses everything found, unless a text field or a dialog means its own. */
function useSelectAll(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const all = event.key.toLowerCase() === "a" && (event.ctrlKey || event.metaKey) && !event.altKey;
      if (!all || event.shiftKey || event.defaultPrevented || isTyping(event.target)) return;
      if (document.querySelector("dialog[open]") !== null) return;
      event.preventDefault();
      void pickAll();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}

/** A search saved from a section or a board finds the same without it. */
function wholeQuery(boards: readonly { readonly id: string; readonly name: string }[]): string {
  const state = useLibrary.getState();
  const { query } = searchOf(state);
  const board = boards.find((one) => one.id === boardIdOf(state.section));
  if (board === undefined) return query;
  const own = queryText([{ filter: { field: "board", value: board.name }, not: false }]);
  return [own, query].filter(Boolean).join(" ");
}

function LibraryDialogs() {
  const { t } = useTranslation("library");
  const { boardPicker, renaming, saving } = useDialogs();
  const boards = useBoards();
  useEffect(() => closeDialogs, []);
  if (boardPicker) return <BoardPicker />;
  if (renaming !== null) {
    return (
      <NameDialog
        key={renaming.id}
        title={t("rename.title")}
        label={t("rename.label")}
        action={t("rename.action")}
        before={renaming.title}
        maxLength={200}
        onName={(title) => renameRun(renaming.id, title)}
        onClose={closeDialogs}
      />
    );
  }
  if (!saving) return null;
  const { shelf, sort } = useLibrary.getState();
  const query = wholeQuery(boards);
  return (
    <NameDialog
      title={t("searches.save")}
      label={t("boards.name")}
      action={t("searches.saveAction")}
      before=""
      onName={(name) => saveSearch({ name, query, shelf, sort })}
      onClose={closeDialogs}
    />
  );
}

/** Everything ever made: found, rated, collected, thrown away. */
export function LibraryView() {
  const section = useLibrary((state) => state.section);
  const boards = useBoards();
  const board = boardIdOf(section);
  const gone = board !== null && boards.length > 0 && !boards.some((one) => one.id === board);
  useEffect(() => {
    if (gone) goTo("all");
  }, [gone]);
  return (
    <div className="flex h-full min-h-0">
      <Sidebar />
      <div className="min-h-0 min-w-0 flex-1">{section === "trash" ? <TrashView /> : <Shelves />}</div>
    </div>
  );
}
