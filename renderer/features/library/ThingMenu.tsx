import {
  ArrowUpRight,
  Columns2,
  Download,
  Ellipsis,
  FolderOpen,
  LayoutGrid,
  Pencil,
  Play,
  Trash2,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import type { RunSummary } from "../../../shared/ipc/domains/runs";
import { resumeRun, revealRun } from "../../app/runs/actions";
import { Menu, MenuItem, MenuLine } from "../../components/Menu";
import { openBoardPicker, renameThing } from "./dialogs";
import { itemOf, type Thing } from "./pages";
import { keyOf, pick, pickedItems, usePicked } from "./picked";
import { comparePicked, exportPicked, openThing, trashPicked } from "./picked-actions";
import type { Words } from "./words";

const resumable: ReadonlySet<RunSummary["status"]> = new Set(["interrupted", "stopped", "failed", "paused"]);

export function titleOfThing(thing: Thing): string {
  return thing.shelf === "runs" ? thing.run.title : thing.image.runTitle;
}

async function openAndResume(thing: Thing): Promise<void> {
  await openThing(thing);
  await resumeRun();
}

interface ThingButtonsProps {
  readonly thing: Thing;
  readonly index: number;
  readonly words: Words;
  readonly menuOpen: boolean;
  readonly onMenu: (index: number | null) => void;
}

const button =
  "flex size-[26px] items-center justify-center rounded-md bg-panel/90 text-mute hover:bg-hover hover:text-text";

/** Opening, and the way to everything else. The menu itself is only made while it is open: cells are many. */
export function ThingButtons({ thing, index, words, menuOpen, onMenu }: ThingButtonsProps) {
  const { t } = words;
  const number = thing.shelf === "runs" ? "" : ` ${t("library:number", { n: thing.image.iteration })}`;
  const title = `${titleOfThing(thing)}${number}`;
  const open = t("library:open", { title });
  const actions = t("library:actionsFor", { title });
  const more = (
    <button
      type="button"
      tabIndex={-1}
      aria-label={actions}
      aria-haspopup="menu"
      title={t("library:more")}
      onClick={menuOpen ? undefined : () => onMenu(index)}
      className={button}
    >
      <Ellipsis size={15} />
    </button>
  );
  return (
    <>
      <button
        type="button"
        tabIndex={-1}
        aria-label={open}
        title={t("library:menu.open")}
        onClick={() => void openThing(thing)}
        className={button}
      >
        <ArrowUpRight size={15} />
      </button>
      {menuOpen ? (
        <ThingMenu thing={thing} index={index} label={actions} trigger={more} onClose={() => onMenu(null)} />
      ) : (
        more
      )}
    </>
  );
}

interface ThingMenuProps {
  readonly thing: Thing;
  readonly index: number;
  readonly label: string;
  readonly trigger: React.ReactNode;
  readonly onClose: () => void;
}

/** Everything that can be done to one thing; where it is one of several chosen, to all of them. */
function ThingMenu({ thing, index, label, trigger, onClose }: ThingMenuProps) {
  const { t } = useTranslation("library");
  const many = usePicked(({ items }) => items.size > 1 && items.has(keyOf(itemOf(thing))));
  const title = titleOfThing(thing);
  const { runId } = itemOf(thing);
  // What is done from a menu is done to what it hangs on.
  const onThis = (act: () => void) => () => {
    if (!many) pick([itemOf(thing)], { anchor: index, focus: index });
    act();
  };
  return (
    <Menu label={label} open onOpenChange={(open) => open || onClose()} trigger={trigger}>
      {many ? null : (
        <>
          <MenuItem icon={<ArrowUpRight size={14} />} onSelect={() => void openThing(thing)} keys="Enter">
            {t("menu.open")}
          </MenuItem>
          {thing.shelf === "runs" && resumable.has(thing.run.status) ? (
            <MenuItem icon={<Play size={14} />} onSelect={() => void openAndResume(thing)}>
              {t("menu.resume")}
            </MenuItem>
          ) : null}
          <MenuItem icon={<Pencil size={14} />} onSelect={() => renameThing({ id: runId, title })} keys="F2">
            {t("menu.rename")}
          </MenuItem>
          <MenuItem icon={<FolderOpen size={14} />} onSelect={() => void revealRun(runId)}>
            {t("menu.reveal")}
          </MenuItem>
          <MenuLine />
        </>
      )}
      <MenuItem icon={<LayoutGrid size={14} />} onSelect={onThis(openBoardPicker)} command="library.board">
        {t("menu.board")}
      </MenuItem>
      <MenuItem icon={<Columns2 size={14} />} onSelect={onThis(comparePicked)} command="library.compare">
        {t("menu.compare")}
      </MenuItem>
      <MenuItem icon={<Download size={14} />} onSelect={onThis(exportPicked)} command="library.export">
        {t("menu.export")}
      </MenuItem>
      <MenuLine />
      <MenuItem
        icon={<Trash2 size={14} />}
        danger
        onSelect={onThis(() => void trashPicked())}
        command="library.trash"
      >
        {many || thing.shelf === "iterations"
          ? t("menu.trashRuns", { count: many ? new Set(pickedItems().map((one) => one.runId)).size : 1 })
          : t("menu.trash")}
      </MenuItem>
    </Menu>
  );
}
