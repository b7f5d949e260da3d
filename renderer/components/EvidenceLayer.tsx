import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Criterion } from "../../shared/run/criteria";
import type { IterationState } from "../../shared/run/state";
import { cx } from "./cx";
import { labelSpots, type Place, placesOf } from "./evidence";

interface EvidenceLayerProps {
  readonly iteration: IterationState;
  readonly criteria: readonly Criterion[];
  readonly selected: string | null;
  /** Displayed size of the image in CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** What a click on a label does; without it labels are only read. */
  readonly onPick?: (criterionId: string) => void;
}

const percent = (value: number) => `${value * 100}%`;

function frame(place: Place): string {
  if (!place.strong) return "border border-dashed border-black/25";
  return cx(
    "border-[1.5px] shadow-[0_0_0_1px_rgb(0_0_0/0.12)]",
    place.tone === "for" ? "border-evidence-for" : "border-evidence-against",
  );
}

/** Boxes and labels over the image: what the verifier looked at. */
export function EvidenceLayer({ iteration, criteria, selected, width, height, onPick }: EvidenceLayerProps) {
  const { t } = useTranslation();
  const places = useMemo(() => placesOf(iteration, criteria, selected), [iteration, criteria, selected]);
  const spots = useMemo(() => labelSpots(places, { width, height }), [places, width, height]);
  const byKey = new Map(places.map((place) => [place.key, place]));
  return (
    <section aria-label={t("evidence")} className="pointer-events-none absolute inset-0 animate-fade">
      {places.map(({ key, box, ...rest }) => (
        <div
          key={key}
          data-testid="evidence-box"
          data-tone={rest.tone}
          data-strong={rest.strong}
          className={cx("absolute rounded-[3px]", frame({ key, box, ...rest }))}
          style={{ left: percent(box.x), top: percent(box.y), width: percent(box.w), height: percent(box.h) }}
        />
      ))}
      {spots.map((spot) => {
        const place = byKey.get(spot.key);
        const criterion = place?.criterionIds[0];
        if (place === undefined || criterion === undefined) return null;
        const look = {
          title: `${place.label}, ${Math.round(place.confidence * 100)} % sure`,
          className: cx(
            "tabular absolute h-4 rounded-[3px] px-[5px] text-2xs leading-4 font-semibold whitespace-nowrap text-evidence-ink",
            place.tone === "for" ? "bg-evidence-for" : "bg-evidence-against",
            onPick !== undefined && "pointer-events-auto",
          ),
          style: { left: spot.left, top: spot.top },
        };
        if (onPick === undefined) {
          return (
            <span key={spot.key} {...look}>
              {spot.text}
            </span>
          );
        }
        return (
          <button key={spot.key} type="button" tabIndex={-1} onClick={() => onPick(criterion)} {...look}>
            {spot.text}
          </button>
        );
      })}
    </section>
  );
}
