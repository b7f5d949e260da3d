import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { scoreText } from "../../../app/runs/derive";
import { roundPlace, roundTag } from "../../../app/runs/rounds";
import { RatingMark } from "../../../components/Rating";
import type { Ready } from "../compared";
import { engine } from "./current";

/** How large a picture is shown; only this word is drawn anew while one zooms. */
export function Percent({ pane }: { pane: string | null }) {
  const text = useSyncExternalStore(
    (listener) => engine.subscribe(listener),
    () => engine.percentOf(pane),
  );
  return <span className="tabular">{text}</span>;
}

interface PaneLabelProps {
  readonly one: Ready;
  /** Of the run, where several are laid out; else empty. */
  readonly title: string;
  readonly side: "A" | "B" | null;
  /** Pictures of unequal sizes say how large they are, and how large they are shown. */
  readonly sized: boolean;
}

/** What a picture is, in its corner; as much of it as there is room for. */
export function PaneLabel({ one, title, side, sized }: PaneLabelProps) {
  const { t } = useTranslation("compare");
  const { iteration, size } = one;
  const tag = roundTag(one.run, iteration);
  const dot = <span className="font-normal text-mute">·</span>;
  return (
    <div
      data-testid="pane-label"
      className="tabular flex w-fit max-w-full min-w-0 items-center gap-1.5 overflow-hidden rounded-md bg-panel/90 px-2 py-1 text-sm font-semibold whitespace-nowrap shadow-[0_0_0_1px_var(--line)]"
    >
      {side === null ? null : <span className="text-accent">{side}</span>}
      {title === "" ? null : (
        <span className="max-w-40 min-w-0 truncate group-data-[words=few]/label:hidden">{title}</span>
      )}
      <span className="shrink-0">{iteration.n}</span>
      {tag === "" ? null : (
        <span
          className="shrink-0 font-normal text-mute group-data-[words=few]/label:hidden"
          title={roundPlace(one.run, iteration)}
        >
          {tag}
        </span>
      )}
      {dot}
      <span className="shrink-0">{scoreText(iteration)}</span>
      <RatingMark rating={iteration.rating} className="shrink-0 text-xs text-mute" />
      <span className="shrink-0 font-normal text-mute group-data-[words=few]/label:hidden">
        {t("pane.seed", { seed: iteration.parameters.seed })}
      </span>
      {sized ? (
        <span className="shrink-0 font-normal text-mute group-not-data-[words=all]/label:hidden">
          {size.width} × {size.height} · <Percent pane={one.key} />
        </span>
      ) : null}
    </div>
  );
}
