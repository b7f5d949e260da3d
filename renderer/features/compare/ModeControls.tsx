import { Equal, Pause, Play, SeparatorHorizontal, SeparatorVertical } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button";
import { Segmented } from "../../components/Segmented";
import { adjust, flickerRates, gains, useComparison } from "./compare-store";
import { flip, setAuto, useFlicker } from "./flicker";
import { Range } from "./Range";
import { useStill } from "./stage/use-room";

function SliderControls() {
  const { t } = useTranslation("compare");
  const divide = useComparison((state) => state.divide);
  return (
    <Segmented
      label={t("controls.direction")}
      value={divide}
      onChange={(next) => adjust({ divide: next })}
      options={[
        { id: "upright", title: t("controls.upright"), icon: <SeparatorVertical size={13} /> },
        { id: "level", title: t("controls.level"), icon: <SeparatorHorizontal size={13} /> },
      ]}
    />
  );
}

function OnionControls() {
  const { t } = useTranslation("compare");
  const opacity = useComparison((state) => state.opacity);
  const words = `${Math.round(opacity * 100)} %`;
  return (
    <>
      <span className="font-semibold text-mute">A</span>
      <Range
        label={t("controls.opacity")}
        value={opacity}
        min={0}
        max={1}
        step={0.01}
        words={words}
        onChange={(value) => adjust({ opacity: value })}
      />
      <span className="font-semibold text-mute">B</span>
      <span className="tabular w-10 text-right">{words}</span>
    </>
  );
}

function DifferenceControls({ same }: { same: boolean }) {
  const { t } = useTranslation("compare");
  const gain = useComparison((state) => state.gain);
  const words = t("controls.gainValue", { gain });
  return (
    <>
      <span className="text-mute">{t("controls.gain")}</span>
      <Range
        label={t("controls.gain")}
        value={Math.max(
          0,
          gains.findIndex((one) => one >= gain),
        )}
        min={0}
        max={gains.length - 1}
        step={1}
        words={words}
        onChange={(value) => adjust({ gain: gains[value] ?? 1 })}
      />
      <span className="tabular w-8 text-right font-semibold">{words}</span>
      {same ? (
        <span className="flex items-center gap-1.5 border-l border-line pl-3 text-mute">
          <Equal size={13} aria-hidden="true" />
          {t("controls.same")}
        </span>
      ) : null}
    </>
  );
}

function FlickerControls() {
  const { t } = useTranslation("compare");
  const { front, auto } = useFlicker();
  const rate = useComparison((state) => state.flickerRate);
  const still = useStill();
  const side = front === "a" ? "A" : "B";
  return (
    <>
      <Button size="sm" keys="Space" aria-label={t("controls.front", { side })} onClick={flip}>
        <span className="w-3 font-semibold">{side}</span>
      </Button>
      <Button
        size="sm"
        aria-pressed={auto && !still}
        disabled={still}
        title={still ? t("controls.still") : undefined}
        icon={auto && !still ? <Pause size={12} /> : <Play size={12} />}
        onClick={() => setAuto(!auto)}
      >
        {t("controls.auto")}
      </Button>
      <Range
        label={t("controls.rate")}
        value={Math.max(
          0,
          flickerRates.findIndex((one) => one >= rate),
        )}
        min={0}
        max={flickerRates.length - 1}
        step={1}
        words={t("controls.ratePer", { rate })}
        onChange={(value) => adjust({ flickerRate: flickerRates[value] ?? 1 })}
      />
      <span className="tabular w-12 text-right">{t("controls.ratePer", { rate })}</span>
    </>
  );
}

/** What can be turned in the mode at hand, floating over the lower edge of the stage. */
export function ModeControls({ same }: { same: boolean }) {
  const { t } = useTranslation("compare");
  const mode = useComparison((state) => state.mode);
  const controls: Partial<Record<typeof mode, ReactNode>> = {
    slider: <SliderControls />,
    onion: <OnionControls />,
    difference: <DifferenceControls same={same} />,
    flicker: <FlickerControls />,
  };
  const shown = controls[mode];
  if (shown === undefined) return null;
  return (
    <div className="pointer-events-none absolute inset-x-3 bottom-3 z-20 flex justify-end">
      {/* biome-ignore lint/a11y/useSemanticElements: a floating row of controls, not a form's fieldset */}
      <div
        role="group"
        aria-label={t("controls.label")}
        className="pointer-events-auto flex h-9 items-center gap-2.5 rounded-xl border border-line-strong bg-panel/95 px-2 text-sm shadow-pop"
      >
        {shown}
      </div>
    </div>
  );
}
