/** Commands of the library: each acts on what is chosen in it. */
import { type Command, command } from "../../app/command";
import type { View } from "../../app/ui-store";
import { t } from "../../i18n";
import { openBoardPicker, openSaveSearch } from "./dialogs";
import { pickedItems, unpick } from "./picked";
import {
  comparePicked,
  exportPicked,
  exportPickedRuns,
  pickAll,
  ratePicked,
  rejectPicked,
  trashPicked,
} from "./picked-actions";
import { rebuild } from "./rebuild";
import { goTo, useLibrary } from "./state";

const inLibrary: readonly View[] = ["library"];
const inTrash = () => useLibrary.getState().section === "trash";
const hasPicked = () => !inTrash() && pickedItems().length > 0;

type Name = Exclude<keyof typeof import("../../i18n/en/library").library["commands"], "rate">;

function own(
  name: Name,
  run: () => void,
  keys: readonly string[],
  available: () => boolean,
  whileTyping = false,
): Command {
  return command("Library", `library.${name}`, () => t(`library:commands.${name}`), run, {
    keys,
    views: inLibrary,
    available,
    whileTyping,
  });
}

const stars = ([1, 2, 3, 4, 5] as const).map((count) =>
  command(
    "Library",
    `library.rate.${count}`,
    () => t("library:commands.rate", { count }),
    () => void ratePicked(count),
    { keys: [String(count), `Shift+${count}`], views: inLibrary, available: hasPicked },
  ),
);

export const libraryCommands: readonly Command[] = [
  // Its key, Ctrl+A, belongs to text fields first: the view hears it itself, see `useSelectAll`.
  own(
    "all",
    () => void pickAll(),
    [],
    () => !inTrash(),
  ),
  own("none", unpick, [], hasPicked),
  ...stars,
  own("unrate", () => void ratePicked(null), ["0", "Shift+0"], hasPicked),
  own("reject", () => void rejectPicked(), ["X"], hasPicked),
  own("board", openBoardPicker, ["B"], hasPicked),
  own("compare", comparePicked, ["V"], hasPicked),
  own("export", exportPicked, ["Mod+E"], hasPicked),
  own("exportRuns", exportPickedRuns, [], hasPicked),
  own("trash", () => void trashPicked(), ["Delete"], hasPicked),
  own("save", openSaveSearch, ["Mod+S"], () => !inTrash(), true),
  own(
    "openTrash",
    () => goTo("trash"),
    [],
    () => !inTrash(),
  ),
  own(
    "rebuild",
    () => void rebuild(),
    [],
    () => true,
  ),
];
