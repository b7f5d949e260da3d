/** Beginning, answering and ending a blind comparison. Picks are journaled as they are made. */
import type { Place } from "../../../../shared/ipc/domains/common";
import { useCompareTray } from "../../../app/compare-tray";
import { notifyError } from "../../../app/toasts";
import { useUi } from "../../../app/ui-store";
import { t } from "../../../i18n";
import { adjust, currentPair, useComparison } from "../compare-store";
import { useDialogs } from "../dialogs";
import { useFlicker } from "../flicker";
import { type Pick, prefer } from "../preference";
import { answered, begin, ended, fairDice, isOver, pairsOf } from "./session";

/** Modes that show two images without saying more of one than of the other. */
export const blindModes = ["side", "slider", "onion", "flicker"] as const;

function start(pairs: readonly (readonly [Place, Place])[]): void {
  if (pairs.length === 0) return;
  const { mode } = useComparison.getState();
  if (!blindModes.some((one) => one === mode)) adjust({ mode: "side" });
  useUi.getState().go("compare");
  useFlicker.setState({ front: "a", auto: false });
  useDialogs.setState({ open: null, blind: begin(pairs, fairDice) });
}

/** One choice between A and B. */
export function blindPair(): void {
  const { places } = useCompareTray.getState();
  const pair = currentPair();
  const a = pair === null ? undefined : places[pair.a];
  const b = pair === null ? undefined : places[pair.b];
  if (a !== undefined && b !== undefined) start([[a, b]]);
}

/** Every two of the tray against each other. */
export function blindAll(): void {
  start(pairsOf(useCompareTray.getState().places));
}

async function note(first: Place, second: Place, pick: Pick): Promise<void> {
  try {
    await prefer(first, second, pick, true);
  } catch (error) {
    notifyError(t("compare:blind.save"), error, () => void note(first, second, pick));
  }
}

/** Answers the pair on screen; null passes over it. */
export function answer(pick: Pick | null): void {
  const session = useDialogs.getState().blind;
  const pair = session?.pairs[session.at];
  if (session === null || pair === undefined || isOver(session)) return;
  useDialogs.setState({ blind: answered(session, pick ?? "skipped") });
  useFlicker.setState({ front: "a" });
  if (pick !== null) void note(pair.first, pair.second, pick);
}

/** To the result with what was answered so far. */
export function endEarly(): void {
  const session = useDialogs.getState().blind;
  if (session !== null) useDialogs.setState({ blind: ended(session) });
}

export function leaveBlind(): void {
  useDialogs.setState({ blind: null });
}

/** The same pairs once more, in another order. */
export function again(): void {
  const session = useDialogs.getState().blind;
  if (session !== null) start(session.pairs.map((pair) => [pair.first, pair.second] as const));
}
