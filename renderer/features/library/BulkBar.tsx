import { Columns2, Download, LayoutGrid, Minus, Package, Trash2, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../components/IconButton";
import { Menu, MenuItem } from "../../components/Menu";
import { RatingControl } from "../../components/Rating";
import { formatNumber } from "../../i18n/format";
import { removeFromBoard, useBoards } from "./collections";
import { openBoardPicker } from "./dialogs";
import { pickedItems, runsOf, unpick, usePicked } from "./picked";
import { comparePicked, exportPicked, exportPickedRuns, ratePicked, trashPicked } from "./picked-actions";
import { boardIdOf, useLibrary } from "./state";

function Line() {
  return <span aria-hidden="true" className="mx-1 h-5 w-px bg-line-strong" />;
}

/** What can be done to everything chosen, floating over the list. */
export function BulkBar() {
  const { t } = useTranslation("library");
  const items = usePicked((store) => store.items);
  const section = useLibrary((state) => state.section);
  const shelf = useLibrary((state) => state.shelf);
  const board = useBoards().find((one) => one.id === boardIdOf(section));
  if (items.size === 0) return null;
  const runs = runsOf([...items.values()]).length;
  return (
    <section
      aria-label={t("bulk.label")}
      className="absolute bottom-4 left-1/2 z-20 flex h-11 -translate-x-1/2 animate-arrive items-center gap-1 rounded-full border border-line-strong bg-raised pr-2 pl-4 shadow-pop"
    >
      <span className="tabular pr-1 text-base font-semibold whitespace-nowrap">
        {t("bulk.picked", { count: items.size, number: formatNumber(items.size) })}
      </span>
      <Line />
      <RatingControl value={null} keys={false} onChange={(rating) => void ratePicked(rating)} />
      <Line />
      <IconButton
        label={t("menu.board")}
        command="library.board"
        side="top"
        icon={<LayoutGrid size={15} />}
        onClick={openBoardPicker}
      />
      {board === undefined ? null : (
        <IconButton
          label={t("bulk.offBoard", { name: board.name })}
          side="top"
          icon={<Minus size={15} />}
          onClick={() => {
            void removeFromBoard(board, pickedItems());
            unpick();
          }}
        />
      )}
      <IconButton
        label={t("menu.compare")}
        command="library.compare"
        side="top"
        icon={<Columns2 size={15} />}
        onClick={comparePicked}
      />
      <Menu
        label={t("menu.export")}
        side="top"
        align="center"
        trigger={<IconButton label={t("menu.export")} side="top" icon={<Download size={15} />} />}
      >
        <MenuItem icon={<Download size={14} />} onSelect={exportPicked} command="library.export">
          {t("bulk.exportImages")}
        </MenuItem>
        <MenuItem icon={<Package size={14} />} onSelect={exportPickedRuns}>
          {t("bulk.exportRuns", { count: runs })}
        </MenuItem>
      </Menu>
      <IconButton
        label={shelf === "runs" ? t("menu.trash") : t("menu.trashRuns", { count: runs })}
        command="library.trash"
        side="top"
        icon={<Trash2 size={15} />}
        onClick={() => void trashPicked()}
      />
      <Line />
      <IconButton label={t("bulk.none")} keys="Esc" side="top" icon={<X size={15} />} onClick={unpick} />
    </section>
  );
}
