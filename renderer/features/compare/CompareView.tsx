import { useCallback, useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { say } from "../../app/announce";
import { watchRun } from "../../app/runs/run-store";
import { panelBounds, useUi } from "../../app/ui-store";
import { Splitter } from "../../components/Splitter";
import { useWidth } from "../../components/use-width";
import { Bench } from "./bench/Bench";
import { nowhere, useSpot } from "./bench/spot";
import { BlindView } from "./blind/BlindView";
import { type Mode, pairOf, useComparison } from "./compare-store";
import { type Compared, isReady, ofSeveralRuns, type Ready, titleOf, useCompared } from "./compared";
import { useDialogs } from "./dialogs";
import { EmptyTray } from "./EmptyTray";
import { evidenceFor } from "./EvidenceOverlay";
import { useFlicker } from "./flicker";
import { ModeControls } from "./ModeControls";
import { matrixOf } from "./matrix";
import { longName } from "./naming";
import { RateDialog } from "./RateDialog";
import { SidePanel } from "./side/SidePanel";
import { isOverlaid } from "./stage/modes";
import { PaneLabel } from "./stage/PaneLabel";
import { type Picture, Stage } from "./stage/Stage";
import { Toolbar } from "./Toolbar";
import { AddDialog } from "./tray/AddDialog";
import { useNews } from "./tray/use-news";
import { Unavailable } from "./Unavailable";
import { useAutoFlicker, useFlicking } from "./use-flicking";

/** With less room for the pictures the side panel gives way, and is folded when it can give no more. */
const STAGE_MIN = 620;

function sideWidthIn(room: number, wished: { readonly open: boolean; readonly width: number }): number {
  if (!wished.open) return 0;
  if (room === 0) return wished.width;
  const width = Math.min(wished.width, room - STAGE_MIN);
  return width < panelBounds.right.min ? 0 : width;
}

/** The mode that can be shown with what there is. */
function possible(mode: Mode, ready: number): Mode {
  return ready < 2 ? "grid" : mode;
}

function usePictures(all: readonly Compared[], a: string | null, b: string | null): readonly Picture[] {
  const { t } = useTranslation("compare");
  const spot = useSpot((state) => state.row);
  const rows = useMemo(() => matrixOf(all), [all]);
  return useMemo(() => {
    const ready = all.filter(isReady);
    const sized = new Set(ready.map(({ size }) => `${size.width}x${size.height}`)).size > 1;
    const several = ofSeveralRuns(all);
    const row = rows.find((one) => one.key === spot);
    return ready.map((one) => {
      const side = one.key === a ? "A" : one.key === b ? "B" : null;
      const name = longName(one, all, t);
      const { prompt } = one.iteration;
      const overlay = evidenceFor(one, all.indexOf(one), row);
      return {
        key: one.key,
        url: one.url,
        size: one.size,
        alt: side === null ? t("stage.altPlain", { name, prompt }) : t("stage.alt", { side, name, prompt }),
        label: <PaneLabel one={one} title={several ? titleOf(one) : ""} side={side} sized={sized} />,
        ...(overlay === undefined ? {} : { overlay }),
      };
    });
  }, [all, rows, spot, a, b, t]);
}

/** Tells what is on the stage whenever it changes; while it flickers by itself, nothing. */
function useSaid(mode: Mode, a: Ready | null, b: Ready | null, all: readonly Compared[]): void {
  const { t } = useTranslation("compare");
  const { front, auto } = useFlicker();
  const first = a === null ? "" : longName(a, all, t);
  const second = b === null ? "" : longName(b, all, t);
  const sentence =
    mode === "grid" || first === "" || second === ""
      ? t("said.grid", { count: all.length })
      : t("said.pair", { mode: t(`modes.${mode}`), a: first, b: second });
  useEffect(() => say(sentence), [sentence]);
  const flicked =
    mode !== "flicker" || auto
      ? ""
      : t("said.front", { side: front === "a" ? "A" : "B", name: front === "a" ? first : second });
  const began = useRef(flicked);
  useEffect(() => {
    if (flicked !== "" && began.current !== "") say(flicked);
    began.current = flicked;
  }, [flicked]);
}

/** Pictures that may come next are fetched and decoded before they are asked for. */
function usePrefetched(ready: readonly Ready[]): void {
  const urls = ready.map((one) => one.url).join(" ");
  useEffect(() => {
    const images = urls.split(" ").map((url) => {
      const image = new Image();
      image.src = url;
      return image;
    });
    return () => {
      for (const image of images) image.src = "";
    };
  }, [urls]);
}

function Comparing({ all }: { all: readonly Compared[] }) {
  const { t } = useTranslation("compare");
  const { mode: wished, a: wishedA, b: wishedB } = useComparison();
  const front = useFlicker((state) => state.front);
  const ready = useMemo(() => all.filter(isReady), [all]);
  const mode = possible(wished, ready.length);
  const places = useMemo(() => all.map((one) => one.place), [all]);
  const pair = pairOf(places, wishedA, wishedB);
  const oneA = pair === null ? undefined : all[pair.a];
  const oneB = pair === null ? undefined : all[pair.b];
  const a = isReady(oneA) ? oneA : null;
  const b = isReady(oneB) ? oneB : null;
  const rows = useMemo(() => matrixOf(all), [all]);
  const pictures = usePictures(all, a?.key ?? null, b?.key ?? null);
  const fresh = useNews(all);
  const overlaid = isOverlaid(mode) && a !== null && b !== null;
  useFlicking(a !== null && b !== null);
  useAutoFlicker(mode === "flicker" && overlaid);
  useSaid(mode, a, b, all);
  usePrefetched(ready);
  useEffect(() => () => useSpot.setState(nowhere), []);
  const reread = useCallback((key: string) => void watchRun(key.split(".")[0] ?? ""), []);

  const room = useRef<HTMLElement>(null);
  const width = useWidth(room);
  const right = useUi((ui) => ui.right);
  const sideWidth = sideWidthIn(width, right);
  const gone = all.filter((one) => one.standing !== "ready");
  const same = a !== null && b !== null && a.iteration.image?.ref.hash === b.iteration.image?.ref.hash;
  return (
    <section ref={room} aria-label={t("title.view")} className="flex h-full min-h-0 min-w-0">
      <div className="flex min-w-0 flex-1 flex-col">
        <Toolbar all={all} pair={pair} />
        <div className="flex min-h-0 min-w-0 flex-1">
          <Stage
            name={t("stage.label")}
            pictures={pictures}
            mode={mode}
            a={a?.key ?? null}
            b={b?.key ?? null}
            front={front}
            onMissing={reread}
          >
            {overlaid ? <ModeControls same={same} /> : null}
          </Stage>
          {gone.length === 0 && all.length > 1 ? null : <Unavailable gone={gone} all={all} />}
        </div>
        <Bench all={all} rows={rows} pair={pair} fresh={fresh} />
      </div>
      {sideWidth === 0 ? null : (
        <>
          <Splitter side="right" width={sideWidth} />
          <div className="min-h-0 shrink-0" style={{ width: sideWidth }}>
            <SidePanel a={a} b={b} />
          </div>
        </>
      )}
    </section>
  );
}

/** Two to nine iterations under one look. */
export function CompareView() {
  const all = useCompared();
  const { open, blind } = useDialogs();
  return (
    <>
      {blind !== null ? (
        <BlindView session={blind} all={all} />
      ) : all.length === 0 ? (
        <EmptyTray />
      ) : (
        <Comparing all={all} />
      )}
      {open === "add" ? <AddDialog /> : null}
      {open === "rate" ? <RateDialog all={all} /> : null}
    </>
  );
}
