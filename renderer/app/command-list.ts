/** Everything the studio can be told to do, group by group. */
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
import { type Command, command } from "./command";
import {
  exportContactSheet,
  exportImage,
  resumeRun,
  revealRun,
  runAgain,
  stopRun,
  trashRun,
} from "./runs/actions";
import { iterationOf, phaseOf } from "./runs/derive";
import { currentRun } from "./runs/run-store";
import { signal } from "./signals";
import { undoNewest } from "./toasts";
import { useUi, type View, views } from "./ui-store";

const ui = () => useUi.getState();
const hasRun = () => currentRun()?.state.header != null;
const inStudio = () => ui().view === "studio" && hasRun();
const isLive = () => currentRun()?.live === true;
const canResume = () => {
  const run = currentRun();
  return run !== null && ["stopped", "failed", "interrupted"].includes(phaseOf(run));
};
const isFinished = () => {
  const run = currentRun();
  return run !== null && phaseOf(run) === "finished";
};
const hasViewed = () => inStudio() && viewedNow() !== null;

/** Runs after the view has changed, when the part that listens is on screen. */
function inView(view: View, then: () => void): void {
  ui().go(view);
  then();
}

const viewTitles: Record<View, string> = {
  studio: "Studio",
  library: "Library",
  memory: "Memory",
  skills: "Skills",
  settings: "Settings",
};

function withViewed(act: (iteration: number) => void): void {
  const n = viewedNow();
  if (n !== null) act(n);
}

function trashCurrent(): void {
  const run = currentRun();
  if (run?.state.header != null) void trashRun(run.id, run.state.header.title);
}

function addCriterion(): void {
  if (!ui().left.open) ui().togglePanel("left");
  inView("studio", () => signal("criteria:add"));
}

const runCommands: readonly Command[] = [
  command("Run", "run.start", "Run the prompt", () => void runDraft(), {
    keys: ["Mod+Enter"],
    whileTyping: true,
  }),
  command("Run", "run.new", "New run", newRun, { keys: ["Mod+N"], whileTyping: true }),
  command("Run", "run.stop", "Stop menu", () => ui().show("stopMenu", true), {
    keys: ["Esc", "Mod+."],
    whileTyping: true,
    available: isLive,
  }),
  command("Run", "run.stopNow", "Stop now", () => void stopRun("now"), { available: isLive }),
  command("Run", "run.stopAfter", "Stop after this iteration", () => void stopRun("after-this"), {
    available: isLive,
  }),
  command("Run", "run.skip", "Skip this iteration", () => void stopRun("skip"), { available: isLive }),
  command("Run", "run.resume", "Resume the run", () => void resumeRun(), {
    keys: ["Shift+R"],
    available: canResume,
  }),
  command("Run", "run.more", "Continue for three more rounds", () => void resumeRun(3), {
    available: isFinished,
  }),
  command("Run", "run.again", "Run again with another seed", () => void runAgain(), {
    keys: ["S"],
    available: inStudio,
  }),
  command("Run", "run.rename", "Rename the run", () => inView("studio", () => signal("title:rename")), {
    keys: ["F2"],
    available: hasRun,
  }),
  command("Run", "run.reveal", "Show the run's folder", () => void revealRun(currentRun()?.id ?? ""), {
    available: hasRun,
  }),
  command("Run", "run.sheet", "Export a contact sheet", () => void exportContactSheet(), {
    available: hasRun,
  }),
  command("Run", "run.trash", "Delete the run", trashCurrent, { available: hasRun }),
];

function canJump(n: number): boolean {
  const run = currentRun();
  return inStudio() && run !== null && iterationOf(run.state, n) !== null;
}

const jumps = Array.from({ length: 9 }, (_, index) => {
  const n = index + 1;
  return command("Iterations", `iteration.${n}`, `Look at iteration ${n}`, () => jump(n), {
    keys: [String(n)],
    available: () => canJump(n),
  });
});

const iterationCommands: readonly Command[] = [
  command("Iterations", "iteration.previous", "Previous iteration", () => step(-1), {
    keys: ["Left"],
    available: inStudio,
  }),
  command("Iterations", "iteration.next", "Next iteration", () => step(1), {
    keys: ["Right"],
    available: inStudio,
  }),
  command("Iterations", "iteration.newest", "Newest iteration", showNewest, {
    keys: ["End"],
    available: inStudio,
  }),
  command("Iterations", "iteration.best", "Best iteration", showBest, {
    keys: ["Home"],
    available: inStudio,
  }),
  command("Iterations", "iteration.pin", "Pin as best, or take the pin off", pinViewed, {
    keys: ["P"],
    available: hasViewed,
  }),
  command("Iterations", "iteration.branch", "Branch from this iteration", branchHere, {
    keys: ["B"],
    available: hasViewed,
  }),
  command("Iterations", "criterion.add", "Add a criterion", addCriterion, {
    keys: ["C"],
    available: hasRun,
  }),
  command(
    "Iterations",
    "iteration.png",
    "Export as PNG",
    () => withViewed((n) => void exportImage(n, "png")),
    {
      available: hasViewed,
    },
  ),
  command(
    "Iterations",
    "iteration.svg",
    "Export as SVG",
    () => withViewed((n) => void exportImage(n, "svg")),
    {
      available: hasViewed,
    },
  ),
  ...jumps,
];

const viewCommands: readonly Command[] = [
  command("View", "view.evidence", "Show or hide evidence", () => ui().toggleEvidence(), {
    keys: ["E"],
    available: inStudio,
  }),
  command("View", "view.follow", "Follow the newest image", () => ui().toggleFollow(), {
    keys: ["F"],
    available: inStudio,
  }),
  command("View", "view.fit", "Zoom to fit", () => signal("viewer:fit"), {
    keys: ["0"],
    available: inStudio,
  }),
  command("View", "view.actual", "Zoom to 100 %", () => signal("viewer:actual"), {
    keys: ["Z"],
    available: inStudio,
  }),
  command("View", "view.in", "Zoom in", () => signal("viewer:in"), { keys: ["+", "="], available: inStudio }),
  command("View", "view.out", "Zoom out", () => signal("viewer:out"), { keys: ["-"], available: inStudio }),
  command("View", "view.left", "Show or hide the left panel", () => ui().togglePanel("left"), {
    keys: ["["],
  }),
  command("View", "view.right", "Show or hide the right panel", () => ui().togglePanel("right"), {
    keys: ["]"],
  }),
];

const goCommands: readonly Command[] = views.map((view, index) =>
  command("Go to", `go.${view}`, viewTitles[view], () => ui().go(view), {
    keys: [
      `Alt+${index + 1}`,
      ...(view === "settings" ? ["Mod+,"] : []),
      ...(view === "library" ? ["Mod+L"] : []),
    ],
    whileTyping: true,
  }),
);

const studioCommands: readonly Command[] = [
  command("Studio", "app.palette", "Command palette", () => ui().show("palette", true), {
    keys: ["Mod+K"],
    whileTyping: true,
  }),
  command("Studio", "app.shortcuts", "Keyboard shortcuts", () => ui().show("cheatSheet", true), {
    keys: ["?"],
  }),
  command(
    "Studio",
    "app.search",
    "Search the library",
    () => inView("library", () => signal("library:search")),
    {
      keys: ["/"],
    },
  ),
  command("Studio", "app.prompt", "Write a prompt", () => signal("prompt:focus"), { keys: ["I"] }),
  command("Studio", "app.undo", "Undo", () => void undoNewest(), { keys: ["Mod+Z"] }),
];

export const commands: readonly Command[] = [
  ...runCommands,
  ...iterationCommands,
  ...viewCommands,
  ...goCommands,
  ...studioCommands,
];
