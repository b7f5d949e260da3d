/** The tree's own commands; arrows, Enter, Space and the zoom keys belong to the drawing itself. */
import { type Command, command } from "../../app/command";
import type { View } from "../../app/ui-store";
import { t } from "../../i18n";
import { branchActive, canCompareChosen, compareChosen, fitTree, layOutActive } from "./tree-actions";
import { useTree } from "./tree-store";

const views: readonly View[] = ["tree"];
const hasActive = () => useTree.getState().active !== null;

export const treeCommands: readonly Command[] = [
  command("Compare", "tree.add", () => t("tree:commands.add"), layOutActive, {
    keys: ["C"],
    views,
    available: hasActive,
  }),
  command("Compare", "tree.compare", () => t("tree:commands.compare"), compareChosen, {
    keys: ["V"],
    views,
    available: canCompareChosen,
  }),
  command("Iterations", "tree.branch", () => t("tree:commands.branch"), branchActive, {
    keys: ["B"],
    views,
    available: hasActive,
  }),
  command("View", "tree.fit", () => t("tree:commands.fit"), fitTree, { keys: ["0"], views }),
];
