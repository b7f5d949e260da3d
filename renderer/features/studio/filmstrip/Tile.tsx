import type { TFunction } from "i18next";
import { Crown, Pin, Wrench } from "lucide-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { imageUrl } from "../../../../shared/ipc/channels";
import type { IterationState } from "../../../../shared/run/state";
import { type Standing, scoreText } from "../../../app/runs/derive";
import { cx } from "../../../components/cx";
import { RatingMark } from "../../../components/Rating";
import { useRatingWords } from "../../../components/rating-words";
import { StudioImage } from "../../../components/StudioImage";
import { Preview } from "../viewer/Preview";

interface TileProps {
  readonly runId: string;
  readonly iteration: IterationState;
  readonly standing: Standing;
  /** "round 2, image 3 of 4"; empty where every round has one image. */
  readonly place: string;
  /** The best of a round of several images. */
  readonly leads: boolean;
  /** What a judge said of it and its equals; empty where none was asked. */
  readonly why: string;
  readonly looked: boolean;
  readonly unseen: boolean;
  readonly live: boolean;
  readonly arriving: boolean;
  readonly onLook: (n: number) => void;
}

type Words = TFunction<"studio">;

function nameOf(props: TileProps, t: Words, rated: string): string {
  const { iteration, standing, unseen, place, leads, why } = props;
  const { score, image, n, edit } = iteration;
  const parts: string[] = [t("film.iteration", { n })];
  if (image === null) parts.push(t("film.notDrawn"));
  else if (score !== null) parts.push(t("film.passed", { passed: score.passed, total: score.total }));
  if (place !== "") parts.push(place);
  if (edit !== null) parts.push(t("repair.short", { n: edit.base }));
  if (leads) parts.push(t("candidates.bestOf"));
  if (rated !== "") parts.push(rated);
  if (standing !== null) parts.push(t(`film.said.${standing}`));
  if (standing !== null && why !== "") parts.push(why);
  if (unseen) parts.push(t("film.new"));
  return parts.join(", ");
}

function Picture({ runId, iteration, live }: TileProps) {
  if (iteration.image !== null) {
    return (
      <span className={cx("block size-full", iteration.rating === "rejected" && "opacity-35 grayscale")}>
        <StudioImage
          lazy
          src={imageUrl(runId, iteration.image.ref.file)}
          alt=""
          className="size-full object-cover"
        />
      </span>
    );
  }
  const { fraction = 0, preview = null } = iteration.progress ?? {};
  return (
    <span className={cx("relative block size-full bg-hover", live && preview === null && "animate-breathe")}>
      {preview === null ? null : <Preview bytes={preview} alt="" className="size-full object-cover" />}
      <span className="absolute inset-x-2 bottom-2 h-[3px] overflow-hidden rounded-full bg-panel">
        <span className="block h-full rounded-full bg-accent" style={{ width: `${fraction * 100}%` }} />
      </span>
    </span>
  );
}

/** One attempt in the filmstrip: thumbnail, number and score. */
export const Tile = memo(function Tile(props: TileProps) {
  const { iteration, standing, leads, why, looked, unseen, arriving, onLook } = props;
  const { t } = useTranslation("studio");
  const { say } = useRatingWords();
  const { rating } = iteration;
  return (
    <button
      type="button"
      aria-label={nameOf(props, t, rating === null ? "" : say(rating))}
      aria-current={looked ? "true" : undefined}
      tabIndex={looked ? 0 : -1}
      data-iteration={iteration.n}
      onClick={() => onLook(iteration.n)}
      className={cx(
        "relative block w-[78px] rounded-[9px] border bg-panel p-1 text-left transition-colors duration-120",
        looked ? "border-accent shadow-[0_0_0_1px_var(--accent)]" : "border-line hover:border-line-strong",
        arriving && "animate-slide-in",
      )}
    >
      <span className="block size-[68px] overflow-hidden rounded-md">
        <Picture {...props} />
      </span>
      <span className="tabular flex h-5 items-center justify-between px-0.5 pt-0.5 text-xs">
        <span className="flex items-center gap-1 text-mute">
          {iteration.n}
          {iteration.edit === null ? null : (
            <Wrench size={9} aria-hidden="true" className="text-accent" data-testid="mended" />
          )}
          {leads && standing !== "best" && standing !== "pinned" ? (
            <Crown size={10} aria-hidden="true" className="text-text" data-testid="leads" />
          ) : null}
          {unseen ? <span className="size-[5px] rounded-full bg-accent" /> : null}
        </span>
        <span className="font-semibold">{iteration.image === null ? "" : scoreText(iteration)}</span>
      </span>
      {rating === null ? null : (
        <span
          aria-hidden="true"
          className="absolute top-[7px] right-[7px] rounded-sm bg-panel/90 px-1 text-2xs leading-4 text-text"
        >
          <RatingMark rating={rating} />
        </span>
      )}
      {standing === null ? null : (
        <span
          {...(why === "" ? {} : { title: why })}
          className={cx(
            "absolute -top-2 left-1.5 flex h-[17px] items-center gap-0.5 rounded-sm px-1.5 text-2xs font-bold tracking-wide uppercase",
            standing === "tie" ? "border border-line-strong bg-panel text-mute" : "bg-text text-bg",
          )}
        >
          {standing === "pinned" ? <Pin size={9} fill="currentColor" /> : null}
          {t(standing === "tie" ? "film.tie" : "film.best")}
        </span>
      )}
    </button>
  );
});
