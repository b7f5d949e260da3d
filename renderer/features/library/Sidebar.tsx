import {
  Bookmark,
  CircleSlash,
  Ellipsis,
  Images,
  LayoutGrid,
  Pencil,
  Plus,
  Star,
  Trash2,
} from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Board, SavedSearch } from "../../../shared/ipc/domains/library";
import { cx } from "../../components/cx";
import { IconButton } from "../../components/IconButton";
import { Menu, MenuItem } from "../../components/Menu";
import { formatNumber } from "../../i18n/format";
import {
  addToBoard,
  createBoard,
  deleteBoard,
  deleteSearch,
  renameBoard,
  renameSearch,
  useBoards,
  useSearches,
} from "./collections";
import { dropped, isDragged } from "./drag";
import { NameDialog } from "./NameDialog";
import { apply, goTo, type Section, useLibrary } from "./state";

interface EntryProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly here: boolean;
  readonly onOpen: () => void;
  readonly count?: number;
  readonly menu?: ReactNode;
  readonly onDrop?: (transfer: DataTransfer) => void;
  readonly hint?: string;
}

function Entry({ icon, title, here, onOpen, count, menu, onDrop, hint }: EntryProps) {
  const [over, setOver] = useState(false);
  const takes = (event: React.DragEvent) => onDrop !== undefined && isDragged(event.dataTransfer);
  return (
    <li
      className="group/entry relative"
      onDragOver={(event) => {
        if (!takes(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = "copy";
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        if (!takes(event)) return;
        event.preventDefault();
        event.stopPropagation();
        onDrop?.(event.dataTransfer);
      }}
    >
      <button
        type="button"
        aria-current={here ? "page" : undefined}
        title={hint}
        onClick={onOpen}
        className={cx(
          "flex h-[30px] w-full items-center gap-2.5 rounded-lg px-2.5 text-left text-base transition-colors duration-120",
          here ? "bg-accent-soft font-medium text-text" : "text-mute hover:bg-hover hover:text-text",
          over && "ring-2 ring-accent",
        )}
      >
        <span className={cx("shrink-0", here && "text-accent")} aria-hidden="true">
          {icon}
        </span>
        <span className="min-w-0 flex-1 truncate">{title}</span>
        {count === undefined ? null : (
          <span
            className={cx(
              "tabular text-xs text-mute",
              menu !== undefined && "group-focus-within/entry:opacity-0 group-hover/entry:opacity-0",
            )}
          >
            {formatNumber(count)}
          </span>
        )}
      </button>
      {menu === undefined ? null : (
        <span className="absolute inset-y-0 right-1 flex items-center opacity-0 group-focus-within/entry:opacity-100 group-hover/entry:opacity-100 has-[[data-state=open]]:opacity-100">
          {menu}
        </span>
      )}
    </li>
  );
}

function EntryMenu({
  label,
  onRename,
  onDelete,
}: {
  label: string;
  onRename: () => void;
  onDelete: () => void;
}) {
  const { t } = useTranslation("library");
  return (
    <Menu label={label} trigger={<IconButton label={label} icon={<Ellipsis size={14} />} size="xs" />}>
      <MenuItem icon={<Pencil size={14} />} onSelect={onRename}>
        {t("menu.rename")}
      </MenuItem>
      <MenuItem icon={<Trash2 size={14} />} danger onSelect={onDelete}>
        {t("menu.delete")}
      </MenuItem>
    </Menu>
  );
}

function Head({ title, action }: { title: string; action?: ReactNode }) {
  return (
    <div className="mt-5 mb-1 flex h-6 items-center justify-between pr-1 pl-2.5">
      <h3 className="caps">{title}</h3>
      {action}
    </div>
  );
}

type Naming =
  | { readonly what: "new-board" }
  | { readonly what: "board"; readonly board: Board }
  | { readonly what: "search"; readonly search: SavedSearch };

function Boards({ section, onName }: { section: Section; onName: (naming: Naming) => void }) {
  const { t } = useTranslation("library");
  const boards = useBoards();
  return (
    <>
      <Head
        title={t("boards.title")}
        action={
          <IconButton
            label={t("boards.new")}
            icon={<Plus size={14} />}
            size="xs"
            onClick={() => onName({ what: "new-board" })}
          />
        }
      />
      {boards.length === 0 ? (
        <p className="px-2.5 text-sm text-mute">{t("boards.none")}</p>
      ) : (
        <ul aria-label={t("boards.title")} className="flex flex-col gap-px">
          {boards.map((board) => (
            <Entry
              key={board.id}
              icon={<LayoutGrid size={14} />}
              title={board.name}
              here={section === `board:${board.id}`}
              count={board.items.length}
              onOpen={() => goTo(`board:${board.id}`)}
              onDrop={(transfer) => void addToBoard(board, dropped(transfer))}
              menu={
                <EntryMenu
                  label={t("actionsFor", { title: board.name })}
                  onRename={() => onName({ what: "board", board })}
                  onDelete={() => void deleteBoard(board)}
                />
              }
            />
          ))}
        </ul>
      )}
    </>
  );
}

function Searches({ section, onName }: { section: Section; onName: (naming: Naming) => void }) {
  const { t } = useTranslation("library");
  const searches = useSearches();
  const { query, shelf, sort } = useLibrary();
  if (searches.length === 0) return null;
  return (
    <>
      <Head title={t("searches.title")} />
      <ul aria-label={t("searches.title")} className="flex flex-col gap-px">
        {searches.map((search) => (
          <Entry
            key={search.id}
            icon={<Bookmark size={14} />}
            title={search.name}
            hint={search.query}
            here={
              section === "all" &&
              search.query === query.trim() &&
              search.shelf === shelf &&
              search.sort === sort
            }
            onOpen={() => apply(search)}
            menu={
              <EntryMenu
                label={t("actionsFor", { title: search.name })}
                onRename={() => onName({ what: "search", search })}
                onDelete={() => void deleteSearch(search)}
              />
            }
          />
        ))}
      </ul>
    </>
  );
}

function Naming({ naming, onClose }: { naming: Naming; onClose: () => void }) {
  const { t } = useTranslation("library");
  if (naming.what === "new-board") {
    const make = async (name: string) => {
      const board = await createBoard(name);
      if (board !== null) goTo(`board:${board.id}`);
    };
    return (
      <NameDialog
        title={t("boards.new")}
        label={t("boards.name")}
        action={t("boards.create")}
        onName={make}
        onClose={onClose}
      />
    );
  }
  const before = naming.what === "board" ? naming.board.name : naming.search.name;
  return (
    <NameDialog
      title={t(naming.what === "board" ? "boards.rename" : "searches.rename")}
      label={t("boards.name")}
      action={t("rename.action")}
      before={before}
      onName={(name) =>
        naming.what === "board" ? renameBoard(naming.board, name) : renameSearch(naming.search, name)
      }
      onClose={onClose}
    />
  );
}

/** Where one can look: everything, favourites, boards, saved searches, the trash. */
export function Sidebar() {
  const { t } = useTranslation("library");
  const section = useLibrary((state) => state.section);
  const query = useLibrary((state) => state.query);
  const [naming, setNaming] = useState<Naming | null>(null);
  const fixed = [
    { id: "all", icon: <Images size={14} /> },
    { id: "favourites", icon: <Star size={14} /> },
    { id: "rejected", icon: <CircleSlash size={14} /> },
  ] as const;
  const searches = useSearches();
  const onSaved = section === "all" && searches.some((one) => one.query === query.trim() && query !== "");
  return (
    <nav
      aria-label={t("sidebar")}
      className="flex w-[208px] shrink-0 flex-col overflow-y-auto border-r border-line bg-panel px-2.5 py-3"
    >
      <ul className="flex flex-col gap-px">
        {fixed.map(({ id, icon }) => (
          <Entry
            key={id}
            icon={icon}
            title={t(`sections.${id}`)}
            here={section === id && !(id === "all" && onSaved)}
            onOpen={() => goTo(id)}
          />
        ))}
      </ul>
      <Boards section={section} onName={setNaming} />
      <Searches section={section} onName={setNaming} />
      <ul className="mt-auto pt-4">
        <Entry
          icon={<Trash2 size={14} />}
          title={t("sections.trash")}
          here={section === "trash"}
          onOpen={() => goTo("trash")}
        />
      </ul>
      {naming === null ? null : <Naming naming={naming} onClose={() => setNaming(null)} />}
    </nav>
  );
}
