import { useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Place } from "../../../../shared/ipc/domains/common";
import { say } from "../../../app/announce";
import { Button } from "../../../components/Button";
import { useComparison } from "../compare-store";
import { type Compared, isReady, keyOf } from "../compared";
import { useFlicker } from "../flicker";
import { ModeControls } from "../ModeControls";
import { PickButtons } from "../side/YourPick";
import { isOverlaid } from "../stage/modes";
import { type Picture, Stage } from "../stage/Stage";
import { keepFocus, ModeSwitch, ZoomControls } from "../Toolbar";
import { useAutoFlicker, useFlicking } from "../use-flicking";
import { BlindResult } from "./BlindResult";
import { answer, blindModes, endEarly } from "./blind-actions";
import { type BlindPair, type BlindSession, isOver } from "./session";

const noWords = () => undefined;

/** Two pictures known only as the first and the second. */
function usePictures(pair: BlindPair<Place>, all: readonly Compared[]): readonly Picture[] {
  const { t } = useTranslation("compare");
  return useMemo(() => {
    const find = (place: Place) => all.find((one) => one.key === keyOf(place));
    const shown = [
      { key: "first", name: t("blind.first"), alt: t("blind.firstImage"), one: find(pair.first) },
      { key: "second", name: t("blind.second"), alt: t("blind.secondImage"), one: find(pair.second) },
    ];
    return shown.flatMap(({ key, name, alt, one }) =>
      isReady(one)
        ? [
            {
              key,
              url: one.url,
              size: one.size,
              alt,
              label: (
                <span className="block rounded-md bg-panel/90 px-2 py-1 text-sm font-semibold shadow-[0_0_0_1px_var(--line)]">
                  {name}
                </span>
              ),
            },
          ]
        : [],
    );
  }, [pair, all, t]);
}

/** 1, 0 and 2 pick, S skips, Escape ends: wherever the focus is. */
function useBlindKeys(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (event.target instanceof Element && event.target.closest("input,textarea,dialog") !== null) return;
      const acts: Readonly<Record<string, () => void>> = {
        "1": () => answer("a"),
        "2": () => answer("b"),
        "0": () => answer("tie"),
        s: () => answer(null),
        escape: endEarly,
      };
      const act = acts[event.key.toLowerCase()];
      if (act === undefined || event.repeat) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    };
    window.addEventListener("keydown", press, { capture: true });
    return () => window.removeEventListener("keydown", press, { capture: true });
  }, []);
}

function Choosing({
  session,
  pair,
  all,
}: {
  session: BlindSession<Place>;
  pair: BlindPair<Place>;
  all: readonly Compared[];
}) {
  const { t } = useTranslation("compare");
  const wished = useComparison((state) => state.mode);
  const mode = blindModes.find((one) => one === wished) ?? "side";
  const front = useFlicker((state) => state.front);
  const pictures = usePictures(pair, all);
  const overlaid = isOverlaid(mode) && pictures.length === 2;
  const at = session.at + 1;
  const count = session.pairs.length;
  useBlindKeys();
  useFlicking(pictures.length === 2);
  useAutoFlicker(mode === "flicker" && overlaid);
  useEffect(() => {
    say(at === 1 ? t("blind.begun", { at, count }) : t("blind.next", { at, count }));
  }, [at, count, t]);
  return (
    <section aria-label={t("title.blind")} className="flex h-full min-h-0 flex-col" data-testid="blind">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only keeps clicks from taking the focus */}
      <div className="@container shrink-0 border-b border-line bg-bg" onMouseDown={keepFocus}>
        <div className="flex h-12 items-center gap-3 px-3">
          <ModeSwitch offered={blindModes} />
          <span className="tabular text-sm text-mute">{t("blind.progress", { at, count })}</span>
          <div className="flex-1" />
          <ZoomControls pane="first" />
        </div>
      </div>
      <Stage
        name={t("blind.stage")}
        pictures={pictures}
        mode={mode}
        a="first"
        b="second"
        front={front}
        onMissing={noWords}
      >
        {overlaid ? <ModeControls same={false} /> : null}
      </Stage>
      <div className="flex shrink-0 items-center justify-center gap-4 border-t border-line bg-bg px-4 py-3">
        <h2 className="text-md font-semibold">{t("blind.question")}</h2>
        <div className="w-96">
          <PickButtons
            label={t("blind.question")}
            names={{ a: t("blind.first"), tie: t("blind.tie"), b: t("blind.second") }}
            titles={{ a: t("blind.first"), tie: t("blind.tie"), b: t("blind.second") }}
            value={null}
            onPick={answer}
          />
        </div>
        <Button variant="ghost" keys="S" onClick={() => answer(null)}>
          {t("blind.skip")}
        </Button>
        <Button variant="ghost" keys="Esc" onClick={endEarly}>
          {t("blind.end")}
        </Button>
      </div>
    </section>
  );
}

/** Which is better, when nobody says which is which? */
export function BlindView({ session, all }: { session: BlindSession<Place>; all: readonly Compared[] }) {
  const pair = session.pairs[session.at];
  return isOver(session) || pair === undefined ? (
    <BlindResult session={session} all={all} />
  ) : (
    <Choosing session={session} pair={pair} all={all} />
  );
}
