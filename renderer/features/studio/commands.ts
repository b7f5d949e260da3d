/** The studio's own commands beyond looking around: steering, rating, comparing. */
import { type Command, command } from "../../app/command";
import { phaseOf } from "../../app/runs/derive";
import { currentRun } from "../../app/runs/run-store";
import { judgeAgain, setPace } from "../../app/runs/steering";
import { signal } from "../../app/signals";
import { useUi, type View } from "../../app/ui-store";
import { t } from "../../i18n";
import {
  compareViewedRound,
  compareWithFormer,
  formerPlace,
  toggleViewedLaidOut,
  viewedPlace,
  viewedRound,
} from "./compare-actions";
import { letItRun } from "./next/next-actions";
import { canRate, rateLookedAt, rejectLookedAt, showRatingPanel } from "./rating-actions";
import { rerunWith } from "./rerun";

const inStudio: readonly View[] = ["studio"];
/** Where one image, or several, are looked at. */
const rateable: readonly View[] = ["studio", "tree"];

const isPaused = () => {
  const run = currentRun();
  return run !== null && phaseOf(run) === "paused";
};

function judgeViewed(): void {
  const place = viewedPlace();
  if (place !== null) void judgeAgain([place.iteration], null);
}

function togglePace(): void {
  const run = currentRun();
  if (run !== null) void setPace(run.id, run.state.pace === "step" ? "flow" : "step");
}

function editNext(): void {
  useUi.getState().go("studio");
  signal("next:focus");
}

const chosen = () => currentRun()?.state.routing?.chosen ?? null;

const steering: readonly Command[] = [
  command("Run", "run.editNext", () => t("studio:commands.editNext"), editNext, {
    keys: ["N"],
    available: isPaused,
  }),
  command(
    "Run",
    "run.letRun",
    () => t("studio:commands.letRun"),
    () => void letItRun(),
    {
      available: isPaused,
    },
  ),
  command("Run", "run.pace", () => t("studio:commands.pace"), togglePace, {
    keys: ["Shift+S"],
    views: inStudio,
    available: () => currentRun()?.state.header != null,
  }),
  command("Iterations", "iteration.judge", () => t("studio:commands.judge"), judgeViewed, {
    keys: ["J"],
    views: inStudio,
    available: () => viewedPlace() !== null,
  }),
  command(
    "Run",
    "run.withoutSkill",
    () => t("studio:commands.withoutSkill"),
    () => void rerunWith({ mode: "none" }, t("studio:rerun.without")),
    { views: inStudio, available: () => chosen() !== null && viewedPlace() !== null },
  ),
];

const comparing: readonly Command[] = [
  command("Compare", "compare.add", () => t("studio:commands.compareAdd"), toggleViewedLaidOut, {
    keys: ["A"],
    views: inStudio,
    available: () => viewedPlace() !== null,
  }),
  command("Compare", "compare.former", () => t("studio:commands.compareFormer"), compareWithFormer, {
    keys: ["V"],
    views: inStudio,
    available: () => formerPlace() !== null,
  }),
  command("Compare", "compare.round", () => t("studio:candidates.compareThis"), compareViewedRound, {
    keys: ["Shift+V"],
    views: inStudio,
    available: () => viewedRound() !== null,
  }),
];

const stars = ([1, 2, 3, 4, 5] as const).map((count) =>
  command(
    "Iterations",
    `rate.${count}`,
    () => t("studio:commands.stars", { count }),
    () => rateLookedAt(count),
    { keys: [`Shift+${count}`], views: rateable, available: canRate },
  ),
);

const rating: readonly Command[] = [
  command(
    "Iterations",
    "rate.panel",
    () => t("studio:commands.rate"),
    () => showRatingPanel(true),
    {
      keys: ["R"],
      views: inStudio,
      available: canRate,
    },
  ),
  ...stars,
  command(
    "Iterations",
    "rate.clear",
    () => t("studio:commands.unrate"),
    () => rateLookedAt(null),
    {
      keys: ["Shift+0"],
      views: rateable,
      available: canRate,
    },
  ),
  command("Iterations", "rate.reject", () => t("studio:commands.reject"), rejectLookedAt, {
    keys: ["X"],
    views: rateable,
    available: canRate,
  }),
];

export const steeringCommands: readonly Command[] = [...steering, ...comparing, ...rating];
