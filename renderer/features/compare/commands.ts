/** What the compare view can be told to do. */
import type { CommandGroup } from "../../app/command";
import { type Command, command } from "../../app/command";
import { useCompareTray } from "../../app/compare-tray";
import { drawnOf } from "../../app/runs/derive";
import { currentRun, useRuns } from "../../app/runs/run-store";
import { t } from "../../i18n";
import type { compare as words } from "../../i18n/en/compare";
import { contactSheet } from "../exchange/actions";
import { blindAll, blindPair } from "./blind/blind-actions";
import { compareRun } from "./compare-run";
import { adjust, choose, currentPair, modes, stepB, swap, useComparison } from "./compare-store";
import { turn } from "./controls";
import { isBlind, openDialog } from "./dialogs";
import { engine } from "./stage/current";
import type { Fit } from "./stage/lens";
import { isOverlaid } from "./stage/modes";
import { clearTray, pin, trayIsFull } from "./tray/tray-actions";

const group: CommandGroup = "Compare";
const ZOOM_STEP = 1.25;
/** In CSS pixels. */
const PAN_STEP = 64;

const placesNow = () => useCompareTray.getState().places;
const hasAny = () => placesNow().length > 0 && !isBlind();
const hasPair = () => currentPair() !== null && !isBlind();
const hasImages = () => placesNow().length > 0;

type Words = (typeof words)["commands"];

function own(
  id: keyof Words & string,
  run: () => void,
  keys: readonly string[] = [],
  available: () => boolean = hasAny,
): Command {
  return command(group, `compare.${id}`, () => t(`compare:commands.${id}`), run, {
    keys,
    views: ["compare"],
    available,
  });
}

const modeKeys = { side: "T", slider: "D", onion: "O", difference: "F", flicker: "K", grid: "G" } as const;

function resize(fit: Fit): void {
  adjust({ fit });
  engine.reset();
}

function link(): void {
  const { mode, linked } = useComparison.getState();
  if (!isOverlaid(mode)) adjust({ linked: !linked });
}

function pinB(): void {
  const pair = currentPair();
  const place = placesNow()[pair?.b ?? 0];
  if (place === undefined) return;
  const pinned = useRuns.getState().entries[place.runId]?.state.pinned;
  void pin(place, pinned !== place.iteration);
}

function compareCurrent(): void {
  const run = currentRun();
  if (run !== null) compareRun(run.id, run.state);
}

function manyDrawn(): boolean {
  const run = currentRun();
  return run !== null && drawnOf(run.state).length > 1;
}

const numbered = Array.from({ length: 9 }, (_, index) => {
  const n = index + 1;
  const there = () => hasPair() && placesNow().length >= n;
  const of = (side: "a" | "b", words: "chooseA" | "chooseB", keys: string) =>
    command(
      group,
      `compare.${side}.${n}`,
      () => t(`compare:commands.${words}`, { n }),
      () => choose(side, index),
      {
        keys: [keys],
        views: ["compare"],
        available: there,
      },
    );
  return [of("a", "chooseA", String(n)), of("b", "chooseB", `Shift+${n}`)];
}).flat();

export const compareCommands: readonly Command[] = [
  command(group, "compare.show", () => t("compare:commands.show"), compareCurrent, {
    views: ["studio", "library", "tree", "memory"],
    available: manyDrawn,
  }),
  ...modes.map((mode) => own(mode, () => adjust({ mode }), [modeKeys[mode]], hasPair)),
  own(
    "divide",
    () => adjust({ divide: useComparison.getState().divide === "upright" ? "level" : "upright" }),
    ["V"],
    hasPair,
  ),
  own("more", () => turn(1), ["."], hasPair),
  own("less", () => turn(-1), [","], hasPair),
  own("swap", swap, ["S"], hasPair),
  own("previousB", () => stepB(-1), ["Left"], hasPair),
  own("nextB", () => stepB(1), ["Right"], hasPair),
  own("link", link, ["L"], hasImages),
  own("fit", () => resize("fit"), ["0"], hasImages),
  own("fill", () => resize("fill"), ["Shift+0"], hasImages),
  own("actual", () => engine.toActual(null), ["Z"], hasImages),
  own("zoomIn", () => engine.zoomBy(ZOOM_STEP, null), ["+", "="], hasImages),
  own("zoomOut", () => engine.zoomBy(1 / ZOOM_STEP, null), ["-"], hasImages),
  own("panLeft", () => engine.panBy({ x: PAN_STEP, y: 0 }, null), ["Shift+Left"], hasImages),
  own("panRight", () => engine.panBy({ x: -PAN_STEP, y: 0 }, null), ["Shift+Right"], hasImages),
  own("panUp", () => engine.panBy({ x: 0, y: PAN_STEP }, null), ["Shift+Up"], hasImages),
  own("panDown", () => engine.panBy({ x: 0, y: -PAN_STEP }, null), ["Shift+Down"], hasImages),
  own("blind", blindPair, ["Shift+B"], hasPair),
  own("blindAll", blindAll, [], hasPair),
  own("sheet", () => void contactSheet(placesNow(), "png")),
  own("pin", pinB, ["P"]),
  own("rate", () => openDialog("rate"), ["R"]),
  own(
    "images",
    () => openDialog("add"),
    ["A"],
    () => !trayIsFull() && !isBlind(),
  ),
  own("clear", clearTray),
  own("matrix", () => adjust({ matrixOpen: !useComparison.getState().matrixOpen }), ["M"]),
  ...numbered,
];
