import { Pin } from "lucide-react";
import { type KeyboardEvent, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Rating } from "../../../shared/run/events";
import { useCompareTray } from "../../app/compare-tray";
import { rate } from "../../app/ratings";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { RatingControl } from "../../components/Rating";
import { StudioImage } from "../../components/StudioImage";
import { pairOf, useComparison } from "./compare-store";
import { type Compared, isReady, type Ready } from "./compared";
import { closeDialog } from "./dialogs";
import { longName } from "./naming";
import { pin } from "./tray/tray-actions";

const byKey: Readonly<Record<string, Rating>> = { "1": 1, "2": 2, "3": 3, "4": 4, "5": 5, x: "rejected" };

function Line({ one, all, side }: { one: Ready; all: readonly Compared[]; side: "A" | "B" | null }) {
  const { t } = useTranslation("compare");
  const { rating } = one.iteration;
  const name = longName(one, all, t);
  const pinned = one.run.pinned === one.place.iteration;
  const give = (next: Rating | null) => void rate([{ ...one.place, rating }], next);
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = byKey[event.key.toLowerCase()];
    if (next === undefined && event.key !== "0") return;
    event.preventDefault();
    give(next === rating ? null : (next ?? null));
  };
  return (
    <li onKeyDown={press} className="flex items-center gap-3 border-b border-line py-2.5 last:border-b-0">
      <StudioImage src={one.url} alt="" className="size-11 shrink-0 rounded-md bg-raised object-cover" />
      <div className="min-w-0 flex-1">
        <p className="truncate text-base font-medium">
          {side === null ? null : <span className="mr-1.5 text-accent">{side}</span>}
          {name}
        </p>
        <p className="truncate text-sm text-mute">{one.iteration.prompt}</p>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: names the row's stars, which have no legend of their own */}
      <div role="group" aria-label={name}>
        <RatingControl value={rating} onChange={give} keys={false} />
      </div>
      <Button
        size="sm"
        aria-pressed={pinned}
        aria-label={`${pinned ? t("tray.unpin") : t("rate.pin")}: ${name}`}
        icon={
          <Pin
            size={12}
            fill={pinned ? "currentColor" : "none"}
            className={pinned ? "text-accent" : "text-mute"}
          />
        }
        onClick={() => void pin(one.place, !pinned)}
      >
        {t("rate.pin")}
      </Button>
    </li>
  );
}

/** Stars, "not this one" and pins for everything laid out, A and B first. */
export function RateDialog({ all }: { all: readonly Compared[] }) {
  const { t } = useTranslation("compare");
  const { a, b } = useComparison();
  const places = useCompareTray((tray) => tray.places);
  const pair = pairOf(places, a, b);
  const ordered = useMemo(() => {
    const first = pair === null ? [] : [all[pair.a], all[pair.b]];
    return [...first, ...all.filter((one) => !first.includes(one))].filter(isReady);
  }, [all, pair]);
  const sideOf = (one: Compared) =>
    pair === null ? null : one === all[pair.a] ? "A" : one === all[pair.b] ? "B" : null;
  return (
    <Dialog title={t("rate.title")} onClose={closeDialog} className="w-[40rem]">
      <ul className="overflow-y-auto px-5 py-2">
        {ordered.map((one) => (
          <Line key={one.key} one={one} all={all} side={sideOf(one)} />
        ))}
      </ul>
    </Dialog>
  );
}
