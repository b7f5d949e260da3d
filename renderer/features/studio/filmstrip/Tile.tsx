import { Pin } from "lucide-react";
import { memo } from "react";
import { imageUrl } from "../../../../shared/ipc/channels";
import type { IterationState } from "../../../../shared/run/state";
import { type Standing, scoreText } from "../../../app/runs/derive";
import { cx } from "../../../components/cx";
import { StudioImage } from "../../../components/StudioImage";

interface TileProps {
  readonly runId: string;
  readonly iteration: IterationState;
  readonly standing: Standing;
  readonly looked: boolean;
  readonly unseen: boolean;
  readonly live: boolean;
  readonly arriving: boolean;
  readonly onLook: (n: number) => void;
}

const badges: Record<NonNullable<Standing>, string> = { pinned: "Best", best: "Best", tie: "Tie" };

function nameOf({ iteration, standing, unseen }: TileProps): string {
  const { score, image, n } = iteration;
  const parts = [`Iteration ${n}`];
  if (image === null) parts.push("not drawn yet");
  else if (score !== null) parts.push(`${score.passed} of ${score.total} passed`);
  if (standing !== null)
    parts.push(standing === "pinned" ? "pinned as best" : badges[standing].toLowerCase());
  if (unseen) parts.push("new");
  return parts.join(", ");
}

function Picture({ runId, iteration, live }: TileProps) {
  if (iteration.image !== null) {
    return (
      <StudioImage
        lazy
        src={imageUrl(runId, iteration.image.ref.file)}
        alt=""
        className="size-full object-cover"
      />
    );
  }
  const fraction = iteration.progress?.fraction ?? 0;
  return (
    <span className={cx("relative block size-full bg-hover", live && "animate-breathe")}>
      <span className="absolute inset-x-2 bottom-2 h-[3px] overflow-hidden rounded-full bg-panel">
        <span className="block h-full rounded-full bg-accent" style={{ width: `${fraction * 100}%` }} />
      </span>
    </span>
  );
}

/** One attempt in the filmstrip: thumbnail, number and score. */
export const Tile = memo(function Tile(props: TileProps) {
  const { iteration, standing, looked, unseen, arriving, onLook } = props;
  return (
    <button
      type="button"
      aria-label={nameOf(props)}
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
          {unseen ? <span className="size-[5px] rounded-full bg-accent" /> : null}
        </span>
        <span className="font-semibold">{iteration.image === null ? "" : scoreText(iteration)}</span>
      </span>
      {standing === null ? null : (
        <span
          className={cx(
            "absolute -top-2 left-1.5 flex h-[17px] items-center gap-0.5 rounded-sm px-1.5 text-2xs font-bold tracking-wide uppercase",
            standing === "tie" ? "border border-line-strong bg-panel text-mute" : "bg-text text-bg",
          )}
        >
          {standing === "pinned" ? <Pin size={9} fill="currentColor" /> : null}
          {badges[standing]}
        </span>
      )}
    </button>
  );
});
