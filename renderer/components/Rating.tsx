import { Ban, Star } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Rating } from "../../shared/run/events";
import { cx } from "./cx";
import { IconButton } from "./IconButton";
import { useRatingWords } from "./rating-words";

const stars = [1, 2, 3, 4, 5] as const;

/** A rating at a glance: a star and its number, or the sign of rejection; nothing where none was given. */
export function RatingMark({ rating, className }: { rating: Rating | null; className?: string }) {
  const { say } = useRatingWords();
  if (rating === null) return null;
  const words = say(rating);
  return (
    <span
      role="img"
      aria-label={words}
      title={words}
      data-rating={rating}
      className={cx("tabular inline-flex items-center gap-[3px] font-semibold", className)}
    >
      {rating === "rejected" ? (
        <Ban size={11} strokeWidth={2.5} aria-hidden="true" />
      ) : (
        <>
          <Star size={10} fill="currentColor" strokeWidth={0} aria-hidden="true" />
          {rating}
        </>
      )}
    </span>
  );
}

interface RatingControlProps {
  readonly value: Rating | null;
  /** Pressing what is given already takes it back: null. */
  readonly onChange: (rating: Rating | null) => void;
  readonly disabled?: boolean;
  /** Whether the stars' tooltips name the studio's own keys. */
  readonly keys?: boolean;
  readonly className?: string;
}

/** Five stars and "not this one", each a button of its own. */
export function RatingControl({
  value,
  onChange,
  disabled = false,
  keys = true,
  className,
}: RatingControlProps) {
  const { t } = useTranslation("studio");
  const { say } = useRatingWords();
  const choose = (rating: Rating) => onChange(rating === value ? null : rating);
  const given = typeof value === "number" ? value : 0;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of toggle buttons, not a form's fieldset
    <div role="group" aria-label={t("rating.label")} className={cx("flex items-center", className)}>
      {stars.map((star) => (
        <IconButton
          key={star}
          label={say(star)}
          command={keys ? `rate.${star}` : undefined}
          size="xs"
          disabled={disabled}
          aria-pressed={value === star}
          onClick={() => choose(star)}
          className="aria-pressed:bg-transparent"
          icon={
            <Star
              size={14}
              className={star <= given ? "text-accent" : "text-mute"}
              fill={star <= given ? "currentColor" : "none"}
            />
          }
        />
      ))}
      <IconButton
        label={say("rejected")}
        command={keys ? "rate.reject" : undefined}
        size="xs"
        disabled={disabled}
        aria-pressed={value === "rejected"}
        onClick={() => choose("rejected")}
        className="ml-0.5"
        icon={<Ban size={13} />}
      />
    </div>
  );
}
