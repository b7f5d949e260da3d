/** Everything the studio can be told to do, group by group. */
import { menuCommands } from "../../shared/menu-commands";
import { compareCommands } from "../features/compare/commands";
import { chooseImport } from "../features/exchange/actions";
import { exchangeCommands } from "../features/exchange/commands";
import { libraryCommands } from "../features/library/commands";
import { memoryCommands } from "../features/memory/commands";
import { skillCommands } from "../features/skills/commands";
import { steeringCommands } from "../features/studio/commands";
import { goOn } from "../features/studio/next/next-actions";
import {
  branchHere,
  jump,
  newRun,
  pinViewed,
  runDraft,
  showBest,
  showNewest,
  step,
  viewedNow,
} from "../features/studio/studio-actions";
import { treeCommands } from "../features/tree/commands";
import { t } from "../i18n";
import type { app as words } from "../i18n/en/app";
import { type Command, type CommandGroup, command } from "./command";
import { redoable, undoable } from "./history";
import { registerKeys } from "./keymap";
import { resumeRun, revealRun, runAgain, stopRun } from "./runs/actions";
import { iterationOf, phaseOf } from "./runs/derive";
import { currentRun } from "./runs/run-store";
import { trashRuns } from "./runs/trash";
import { signal } from "./signals";
import { redoNewest, undoNewest } from "./toasts";
import { useUi, type View, views } from "./ui-store";

const ui = () => useUi.getState();
const hasRun = () => currentRun()?.state.header != null;
const isLive = () => currentRun()?.live === true;
const canResume = () => {
  const run = currentRun();
  return run !== null && ["paused", "stopped", "failed", "interrupted"].includes(phaseOf(run));
};
const isFinished = () => {
  const run = currentRun();
  return run !== null && phaseOf(run) === "finished";
};
const hasViewed = () => hasRun() && viewedNow() !== null;

type Words = (typeof words)["commands"];
/** Names of the commands that are told in the `app` texts. */
type OwnId = { [G in keyof Words]: `${G}.${keyof Words[G] & string}` }[keyof Words];

/** A command whose title stands under its own name in the `app` texts. */
function own(
  group: CommandGroup,
  id: OwnId,
  run: () => void,
  options?: Parameters<typeof command>[4],
): Command {
  return command(group, id, () => t(`app:commands.${id}`), run, options);
}

/** Runs after the view has changed, when the part that listens is on screen. */
function inView(view: View, then: () => void): void {
  ui().go(view);
  then();
}

function trashCurrent(): void {
  const run = currentRun();
  if (run?.state.header != null) void trashRuns([{ id: run.id, title: run.state.header.title }]);
}

function addCriterion(): void {
  if (!ui().left.open) ui().togglePanel("left");
  inView("studio", () => signal("criteria:add"));
}

const runCommands: readonly Command[] = [
  own("Run", "run.start", () => void runDraft(), {
    keys: ["Mod+Enter"],
    whileTyping: true,
  }),
  own("Run", "run.new", newRun, { keys: menuCommands["new-run"].keys, whileTyping: true }),
  own("Run", "run.stop", () => ui().show("stopMenu", true), {
    keys: menuCommands.stop.keys,
    whileTyping: true,
    available: isLive,
  }),
  own("Run", "run.stopNow", () => void stopRun("now"), { available: isLive }),
  own("Run", "run.stopAfter", () => void stopRun("after-this"), {
    available: isLive,
  }),
  own("Run", "run.skip", () => void stopRun("skip"), { available: isLive }),
  own("Run", "run.resume", () => void goOn(), {
    keys: ["Shift+R"],
    available: canResume,
  }),
  own("Run", "run.more", () => void resumeRun(3), {
    available: isFinished,
  }),
  own("Run", "run.again", () => void runAgain(), {
    keys: ["S"],
    views: ["studio"],
    available: hasRun,
  }),
  own("Run", "run.rename", () => inView("studio", () => signal("title:rename")), {
    keys: ["F2"],
    available: hasRun,
  }),
  own("Run", "run.reveal", () => void revealRun(currentRun()?.id ?? ""), {
    available: hasRun,
  }),
  own("Run", "run.trash", trashCurrent, { available: hasRun }),
];

function canJump(n: number): boolean {
  const run = currentRun();
  return run !== null && iterationOf(run.state, n) !== null;
}

const jumps = Array.from({ length: 9 }, (_, index) => {
  const n = index + 1;
  return command(
    "Iterations",
    `iteration.${n}`,
    () => t("app:commands.iteration.jump", { n }),
    () => jump(n),
    {
      keys: [String(n)],
      views: ["studio"],
      available: () => canJump(n),
    },
  );
});

const iterationCommands: readonly Command[] = [
  own("Iterations", "iteration.previous", () => step(-1), {
    keys: ["Left"],
    views: ["studio"],
    available: hasRun,
  }),
  own("Iterations", "iteration.next", () => step(1), {
    keys: ["Right"],
    views: ["studio"],
    available: hasRun,
  }),
  own("Iterations", "iteration.newest", showNewest, {
    keys: ["End"],
    views: ["studio"],
    available: hasRun,
  }),
  own("Iterations", "iteration.best", showBest, {
    keys: ["Home"],
    views: ["studio"],
    available: hasRun,
  }),
  own("Iterations", "iteration.pin", pinViewed, {
    keys: ["P"],
    views: ["studio"],
    available: hasViewed,
  }),
  own("Iterations", "iteration.branch", branchHere, {
    keys: ["B"],
    views: ["studio"],
    available: hasViewed,
  }),
  own("Iterations", "criterion.add", addCriterion, {
    keys: ["C"],
    views: ["studio"],
    available: hasRun,
  }),
  ...jumps,
];

const viewCommands: readonly Command[] = [
  own("View", "view.evidence", () => ui().toggleEvidence(), {
    keys: ["E"],
    views: ["studio"],
    available: hasRun,
  }),
  own("View", "view.follow", () => ui().toggleFollow(), {
    keys: ["F"],
    views: ["studio"],
    available: hasRun,
  }),
  own("View", "view.fit", () => signal("viewer:fit"), {
    keys: ["0"],
    views: ["studio"],
    available: hasRun,
  }),
  own("View", "view.actual", () => signal("viewer:actual"), {
    keys: ["Z"],
    views: ["studio"],
    available: hasRun,
  }),
  own("View", "view.in", () => signal("viewer:in"), {
    keys: ["+", "="],
    views: ["studio"],
    available: hasRun,
  }),
  own("View", "view.out", () => signal("viewer:out"), { keys: ["-"], views: ["studio"], available: hasRun }),
  own("View", "view.left", () => ui().togglePanel("left"), {
    keys: ["["],
  }),
  own("View", "view.right", () => ui().togglePanel("right"), {
    keys: ["]"],
  }),
];

const goCommands: readonly Command[] = views.map((view, index) =>
  command(
    "Go to",
    `go.${view}`,
    () => t(`app:views.${view}`),
    () => ui().go(view),
    {
      keys: view === "settings" || view === "library" ? menuCommands[view].keys : [`Alt+${index + 1}`],
      whileTyping: true,
    },
  ),
);

const studioCommands: readonly Command[] = [
  own("Studio", "app.palette", () => ui().show("palette", true), {
    keys: menuCommands.palette.keys,
    whileTyping: true,
  }),
  own("Studio", "app.shortcuts", () => ui().show("cheatSheet", true), {
    keys: menuCommands.shortcuts.keys,
  }),
  own("Studio", "app.search", () => inView("library", () => signal("library:search")), {
    keys: ["/"],
  }),
  own("Studio", "app.prompt", () => signal("prompt:focus"), { keys: ["I"] }),
  own("Studio", "app.import", () => void chooseImport(), {
    keys: menuCommands.import.keys,
    whileTyping: true,
  }),
  own("Studio", "app.undo", () => void undoNewest(), {
    keys: menuCommands.undo.keys,
    titleNow: () => t("app:commands.app.undoWhat", { what: undoable()?.text ?? "" }),
    available: () => undoable() !== null,
  }),
  own("Studio", "app.redo", () => void redoNewest(), {
    keys: menuCommands.redo.keys,
    titleNow: () => t("app:commands.app.redoWhat", { what: redoable()?.text ?? "" }),
    available: () => redoable() !== null,
  }),
];

export const commands: readonly Command[] = [
  ...runCommands,
  ...iterationCommands,
  ...compareCommands,
  ...viewCommands,
  ...goCommands,
  ...studioCommands,
  ...steeringCommands,
  ...libraryCommands,
  ...treeCommands,
  ...memoryCommands,
  ...skillCommands,
  ...exchangeCommands,
];

registerKeys(commands);
