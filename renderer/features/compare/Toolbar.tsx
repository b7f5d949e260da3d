import {
  ArrowLeftRight,
  Blend,
  ChevronDown,
  Columns2,
  Contrast,
  Grid3x3,
  Layers2,
  Link2,
  SeparatorVertical,
  Unlink2,
} from "lucide-react";
import { RadioGroup } from "radix-ui";
import type { MouseEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useKeysOf } from "../../app/keymap";
import { cx } from "../../components/cx";
import { IconButton } from "../../components/IconButton";
import { ariaKeys } from "../../components/Kbd";
import { Menu, MenuItem } from "../../components/Menu";
import { Segmented } from "../../components/Segmented";
import { StudioImage } from "../../components/StudioImage";
import { Tooltip } from "../../components/Tooltip";
import { adjust, choose, type Mode, modes, type Pair, swap, useComparison } from "./compare-store";
import { type Compared, isReady, ofSeveralRuns, titleOf } from "./compared";
import { longName } from "./naming";
import { engine } from "./stage/current";
import { isOverlaid } from "./stage/modes";
import { Percent } from "./stage/PaneLabel";

const icons: Readonly<Record<Mode, ReactNode>> = {
  side: <Columns2 size={14} />,
  slider: <SeparatorVertical size={14} />,
  onion: <Layers2 size={14} />,
  difference: <Contrast size={14} />,
  flicker: <Blend size={14} />,
  grid: <Grid3x3 size={14} />,
};

/** A click leaves the focus where it was, so that Space and the arrows still mean the pictures. */
export const keepFocus = (event: MouseEvent) => {
  if (event.target instanceof Element && event.target.closest("button") !== null) event.preventDefault();
};

function ModeOption({ mode, here }: { mode: Mode; here: boolean }) {
  const { t } = useTranslation("compare");
  const [keys] = useKeysOf(`compare.${mode}`);
  const title = t(`modes.${mode}`);
  return (
    <Tooltip text={title} keys={keys}>
      <RadioGroup.Item
        value={mode}
        aria-label={title}
        {...(keys === undefined ? {} : { "aria-keyshortcuts": ariaKeys(keys) })}
        className="inline-flex h-6 items-center justify-center gap-1.5 rounded-md px-2 text-sm font-medium whitespace-nowrap text-mute transition-colors duration-120 hover:text-text aria-checked:bg-raised aria-checked:text-text @min-[54rem]:px-2.5"
      >
        <span className="@min-[54rem]:hidden">{icons[mode]}</span>
        <span className={cx(here ? "@max-[46rem]:hidden" : "@max-[54rem]:hidden")}>{title}</span>
      </RadioGroup.Item>
    </Tooltip>
  );
}

/** The six ways of looking; with fewer than two images there is only one. */
export function ModeSwitch({ offered = modes }: { offered?: readonly Mode[] }) {
  const { t } = useTranslation("compare");
  const mode = useComparison((state) => state.mode);
  return (
    <RadioGroup.Root
      aria-label={t("toolbar.mode")}
      value={mode}
      orientation="horizontal"
      onValueChange={(next) => {
        const found = offered.find((one) => one === next);
        if (found !== undefined) adjust({ mode: found });
      }}
      className="flex shrink-0 gap-0.5 rounded-lg border border-line bg-bg p-[2px]"
    >
      {offered.map((one) => (
        <ModeOption key={one} mode={one} here={one === mode} />
      ))}
    </RadioGroup.Root>
  );
}

function SidePicker({ side, all, index }: { side: "a" | "b"; all: readonly Compared[]; index: number }) {
  const { t } = useTranslation("compare");
  const one = all[index];
  const words = { a: ["toolbar.a", "toolbar.chooseA"], b: ["toolbar.b", "toolbar.chooseB"] } as const;
  const [named, title] = words[side];
  if (one === undefined) return null;
  const several = ofSeveralRuns(all);
  return (
    <Menu
      label={t(title)}
      align="start"
      trigger={
        <button
          type="button"
          aria-label={t(named, { name: longName(one, all, t) })}
          className="tabular flex h-[26px] max-w-44 min-w-[2.9rem] shrink items-center gap-1.5 rounded-md border border-line-strong px-2 text-sm hover:bg-hover"
        >
          <span className="font-semibold text-accent">{side.toUpperCase()}</span>
          <span className="shrink-0 font-medium">{one.place.iteration}</span>
          {several ? (
            <span className="min-w-0 truncate text-mute @max-[44rem]:hidden">{titleOf(one)}</span>
          ) : (
            <span className="truncate text-mute @max-[64rem]:hidden">
              · {isReady(one) ? t("pane.seed", { seed: one.iteration.parameters.seed }) : "–"}
            </span>
          )}
          <ChevronDown size={12} className="shrink-0 text-mute @max-[44rem]:hidden" aria-hidden="true" />
        </button>
      }
    >
      {all.map((other, at) => (
        <MenuItem
          key={other.key}
          command={`compare.${side}.${at + 1}`}
          icon={<StudioImage src={other.url} alt="" className="size-7 rounded-sm bg-raised object-cover" />}
          onSelect={() => choose(side, at)}
        >
          <span className={cx("block max-w-52 truncate leading-7", at === index && "font-semibold")}>
            {several ? `${other.place.iteration} · ${titleOf(other)}` : longName(other, all, t)}
          </span>
        </MenuItem>
      ))}
    </Menu>
  );
}

export function ZoomControls({ pane }: { pane: string | null }) {
  const { t } = useTranslation("compare");
  const { fit, linked, mode } = useComparison();
  const look = () => (engine.isWhole() ? engine.toActual(null) : engine.reset());
  return (
    <div className="flex shrink-0 items-center gap-1.5">
      <IconButton
        label={t("toolbar.linkLabel")}
        command="compare.link"
        icon={linked ? <Link2 size={14} /> : <Unlink2 size={14} />}
        aria-pressed={linked}
        disabled={isOverlaid(mode)}
        onClick={() => adjust({ linked: !linked })}
      />
      <button
        type="button"
        data-testid="compare-zoom"
        title={t("toolbar.zoom")}
        onClick={look}
        className="h-[26px] min-w-[3.6rem] rounded-md border border-line-strong px-2 text-center text-sm font-medium hover:bg-hover"
      >
        <span className="sr-only">{t("toolbar.zoomWord")} </span>
        <Percent pane={pane} />
      </button>
      <Segmented
        label={t("toolbar.fits")}
        value={fit}
        onChange={(next) => {
          adjust({ fit: next });
          engine.reset();
        }}
        options={[
          { id: "fit", title: t("toolbar.fit") },
          { id: "fill", title: t("toolbar.fill") },
          { id: "actual", title: t("toolbar.actual") },
        ]}
      />
    </div>
  );
}

/** Mode, A and B, zoom and sizes. */
export function Toolbar({ all, pair }: { all: readonly Compared[]; pair: Pair | null }) {
  const { t } = useTranslation("compare");
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only keeps clicks from taking the focus
    <div className="@container shrink-0 border-b border-line bg-bg" onMouseDown={keepFocus}>
      <div
        role="toolbar"
        aria-label={t("toolbar.label")}
        className="flex h-12 min-w-0 items-center gap-3 px-3"
      >
        <ModeSwitch />
        {pair === null ? null : (
          <div className="flex min-w-0 items-center gap-1">
            <SidePicker side="a" all={all} index={pair.a} />
            <IconButton
              label={t("toolbar.swap")}
              command="compare.swap"
              size="xs"
              icon={<ArrowLeftRight size={13} />}
              onClick={swap}
            />
            <SidePicker side="b" all={all} index={pair.b} />
          </div>
        )}
        <div className="flex-1" />
        <ZoomControls pane={all[pair?.a ?? 0]?.key ?? null} />
      </div>
    </div>
  );
}
