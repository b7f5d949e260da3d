/** The skills view's own commands, also for the palette. */
import { type Command, command } from "../../app/command";
import { useUi } from "../../app/ui-store";
import { t } from "../../i18n";
import { newSkill } from "./editor/editor-store";
import { lookInto } from "./preflight/flow";

function inView(act: () => Promise<void>): void {
  useUi.getState().go("skills");
  void act();
}

export const skillCommands: readonly Command[] = [
  command(
    "Skills",
    "skills.files",
    () => t("skills:commands.files"),
    () => inView(() => lookInto({ ask: "files" })),
  ),
  command(
    "Skills",
    "skills.folder",
    () => t("skills:commands.folder"),
    () => inView(() => lookInto({ ask: "folder" })),
  ),
  command(
    "Skills",
    "skills.new",
    () => t("skills:commands.new"),
    () => inView(newSkill),
  ),
];
