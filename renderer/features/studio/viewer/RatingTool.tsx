import { Star } from "lucide-react";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Rating } from "../../../../shared/run/events";
import { Popover } from "../../../components/Popover";
import { RatingControl, RatingMark } from "../../../components/Rating";
import { rateLookedAt, ratingOfKey, showRatingPanel, useRatingPanel } from "../rating-actions";
import { toolClass } from "./tool-class";

/** The rating of the image on screen; pressing it, or R, opens the panel where 1 to 5, 0 and X rate. */
export function RatingTool({ rating }: { rating: Rating | null }) {
  const { t } = useTranslation("studio");
  const open = useRatingPanel((panel) => panel.open);
  const give = (next: Rating | null) => {
    showRatingPanel(false);
    rateLookedAt(next);
  };
  const press = (event: KeyboardEvent) => {
    const next = ratingOfKey(event.key);
    if (next === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    give(next);
  };
  return (
    <Popover
      label={t("rating.label")}
      side="bottom"
      align="end"
      className="w-auto p-3"
      open={open}
      onOpenChange={showRatingPanel}
      trigger={
        <button
          type="button"
          aria-label={t("rating.rateThis")}
          aria-keyshortcuts="R"
          title={t("rating.rateThis")}
          className={toolClass(false)}
        >
          {rating === null ? <Star size={13} /> : <RatingMark rating={rating} className="text-accent" />}
          <span className="max-2xl:sr-only">{t("rating.label")}</span>
        </button>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: hears the keys of the stars within */}
      <div onKeyDown={press}>
        <p className="mb-2 text-sm text-mute">{t("rating.hint")}</p>
        <RatingControl value={rating} onChange={give} keys={false} />
      </div>
    </Popover>
  );
}
