/** What the studio can be told to take out. What it takes in is `app.import`, which the menu shares. */
import { type Command, type CommandGroup, command } from "../../app/command";
import { iterationOf } from "../../app/runs/derive";
import { currentRun } from "../../app/runs/run-store";
import { t } from "../../i18n";
import type { exchange as words } from "../../i18n/en/exchange";
import { viewedNow } from "../studio/studio-actions";
import { exportRuns } from "./actions";
import { copyViewed, exportContactSheet, exportImage } from "./current";

type Words = (typeof words)["commands"];

const hasRun = () => currentRun()?.state.header != null;

function viewed() {
  const [run, n] = [currentRun(), viewedNow()];
  return run === null || n === null ? null : iterationOf(run.state, n);
}

function own(
  group: CommandGroup,
  id: string,
  name: keyof Words,
  run: () => void,
  options: Parameters<typeof command>[4],
): Command {
  return command(group, id, () => t(`exchange:commands.${name}`), run, options);
}

function withViewed(act: (n: number) => void): void {
  const n = viewedNow();
  if (n !== null) act(n);
}

export const exchangeCommands: readonly Command[] = [
  own("Iterations", "iteration.png", "png", () => withViewed((n) => exportImage(n, "png")), {
    keys: ["Mod+E"],
    views: ["studio"],
    whileTyping: true,
    available: () => viewed()?.image != null,
  }),
  own("Iterations", "iteration.svg", "svg", () => withViewed((n) => exportImage(n, "svg")), {
    views: ["studio"],
    available: () => viewed()?.image?.vector != null,
  }),
  own("Iterations", "iteration.copy", "copy", copyViewed, {
    keys: ["Mod+Shift+C"],
    views: ["studio"],
    available: () => viewed()?.image != null,
  }),
  own("Run", "run.sheet", "sheet", exportContactSheet, { available: hasRun }),
  own("Run", "run.zip", "zip", () => void exportRuns([currentRun()?.id ?? ""]), { available: hasRun }),
];
