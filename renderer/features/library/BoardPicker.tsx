import { Command as Palette } from "cmdk";
import { LayoutGrid, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Board } from "../../../shared/ipc/domains/library";
import { sameName } from "../../../shared/library/query";
import { Dialog } from "../../components/Dialog";
import { formatNumber } from "../../i18n/format";
import { addToBoard, createBoard, useBoards } from "./collections";
import { closeDialogs } from "./dialogs";
import { pickedItems } from "./picked";

const row =
  "flex h-9 items-center gap-2.5 rounded-lg px-3 text-base data-[selected=true]:bg-hover [&>svg]:shrink-0 [&>svg]:text-mute";

/** Asks which board to put what is chosen on; a name nobody has yet makes a new one. */
export function BoardPicker() {
  const { t } = useTranslation("library");
  const boards = useBoards();
  const [typed, setTyped] = useState("");
  const name = typed.trim();
  const isNew = name !== "" && !boards.some((board) => sameName(board.name, name));
  const items = pickedItems();
  const put = async (choose: () => Promise<Board | null> | Board) => {
    closeDialogs();
    const board = await choose();
    if (board !== null) await addToBoard(board, items);
  };
  return (
    <Dialog
      title={t("boards.add", { count: items.length })}
      onClose={closeDialogs}
      className="mt-[14vh] w-[26rem]"
    >
      <Palette label={t("boards.title")} loop className="flex min-h-0 flex-col">
        <Palette.Input
          value={typed}
          onValueChange={setTyped}
          maxLength={80}
          aria-label={t("boards.find")}
          placeholder={t("boards.find")}
          className="h-11 w-full border-b border-line bg-transparent px-5 text-md outline-none focus-visible:outline-none"
        />
        <Palette.List className="max-h-[40vh] overflow-y-auto p-2">
          {boards.map((board) => (
            <Palette.Item
              key={board.id}
              value={board.id}
              keywords={[board.name]}
              onSelect={() => void put(() => board)}
              className={row}
            >
              <LayoutGrid size={14} aria-hidden="true" />
              <span className="min-w-0 flex-1 truncate">{board.name}</span>
              <span className="tabular text-sm text-mute">{formatNumber(board.items.length)}</span>
            </Palette.Item>
          ))}
          {isNew ? (
            <Palette.Item
              forceMount
              value="new"
              onSelect={() => void put(() => createBoard(name))}
              className={row}
            >
              <Plus size={14} aria-hidden="true" />
              <span className="truncate">{t("boards.createNamed", { name })}</span>
            </Palette.Item>
          ) : null}
        </Palette.List>
        {boards.length === 0 && !isNew ? (
          <p className="px-3 pt-3 pb-6 text-center text-base text-mute">{t("boards.noneYet")}</p>
        ) : null}
      </Palette>
    </Dialog>
  );
}
