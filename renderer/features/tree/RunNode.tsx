import { CircleAlert, CircleDashed, CirclePause, GitBranch, Square, SquareCheck } from "lucide-react";
import { memo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { RunSummary } from "../../../shared/ipc/domains/runs";
import { useSkillTitles } from "../../app/skill-titles";
import { cx } from "../../components/cx";
import { RatingMark } from "../../components/Rating";
import { StudioImage } from "../../components/StudioImage";
import { iterationWords, tagOf } from "./iteration-words";
import { NODE_HEIGHT, NODE_WIDTH, type Placed, THUMB, THUMB_GAP, THUMB_LEFT } from "./layout";

interface RunNodeProps {
  readonly placed: Placed;
  /** The iteration that is meant, when this run has the focus; else null. */
  readonly active: number | null;
  /** The iteration chosen for comparison, if there is one. */
  readonly chosen: number | null;
  /** True for the run that is open in the studio. */
  readonly open: boolean;
  readonly onActive: (runId: string, iteration: number | null) => void;
  readonly onOpen: (runId: string, iteration: number | null) => void;
  readonly onChoose: (runId: string) => void;
}

const icons: Partial<Record<RunSummary["status"], ReactNode>> = {
  running: <CircleDashed size={12} className="text-accent" />,
  paused: <CirclePause size={12} className="text-accent" />,
  interrupted: <CirclePause size={12} className="text-unsure" />,
  failed: <CircleAlert size={12} className="text-fail" />,
};

function useName({ placed, chosen, open }: RunNodeProps): string {
  const { t } = useTranslation("tree");
  const { run } = placed.node;
  return [
    run.title,
    t("images", { count: run.images }),
    run.total === 0 ? "" : t("passed", { passed: run.passed, total: run.total }),
    t(run.asks === true ? "status.asks" : `status.${run.status}`),
    run.branchOf === null ? "" : t("branchedFrom", { n: run.branchOf.iteration }),
    placed.children.length === 0 ? "" : t("branches", { count: placed.children.length }),
    open ? t("openNow") : "",
    chosen === null ? "" : t("chosen", { n: chosen }),
  ]
    .filter((part) => part !== "")
    .join(", ");
}

function Head({ placed, open }: Pick<RunNodeProps, "placed" | "open">) {
  const { t } = useTranslation("tree");
  const titleOf = useSkillTitles();
  const { run } = placed.node;
  const skill = run.skill === null ? t("noSkill") : titleOf(run.skill);
  return (
    <span className="flex gap-2.5 p-2.5 pb-2">
      <span className="size-[46px] shrink-0 overflow-hidden rounded-md bg-hover">
        {run.cover === null ? null : (
          <StudioImage lazy src={run.cover} alt="" className="size-full object-cover" />
        )}
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate pr-4 text-base font-semibold">{run.title}</span>
        <span className="tabular flex items-center gap-1.5 text-sm text-mute">
          {icons[run.status]}
          <span className="truncate">{run.reference ? t("reference") : skill}</span>
          {run.total === 0 ? null : (
            <span className="ml-auto shrink-0 font-semibold text-text">
              {run.passed}/{run.total}
            </span>
          )}
        </span>
        <span className="flex h-4 items-center gap-1.5 text-xs text-mute">
          {placed.orphan ? (
            <>
              <GitBranch size={10} aria-hidden="true" />
              {t("orphan")}
            </>
          ) : open ? (
            <span className="font-semibold text-accent">{t("openNow")}</span>
          ) : null}
        </span>
      </span>
    </span>
  );
}

interface ThumbProps {
  readonly thumb: Placed["thumbs"][number];
  readonly node: Placed["node"];
  readonly border: string;
  readonly onActive: () => void;
  readonly onOpen: () => void;
}

/** A small picture of one iteration. */
function ThumbButton({ thumb, node, border, onActive, onOpen }: ThumbProps) {
  const { t } = useTranslation("tree");
  const { url, rating } = thumb;
  const tag = tagOf(node, thumb);
  const label = iterationWords(t, node, thumb);
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={label}
      title={label}
      onClick={(event) => {
        event.stopPropagation();
        onActive();
      }}
      onDoubleClick={(event) => {
        event.stopPropagation();
        onOpen();
      }}
      className={cx("relative overflow-hidden rounded-sm border-2 bg-hover", border)}
      style={{ width: THUMB, height: THUMB }}
    >
      {url === null ? null : (
        <StudioImage
          lazy
          src={url}
          alt=""
          className={cx("size-full object-cover", rating === "rejected" && "opacity-35")}
        />
      )}
      {tag === null ? null : (
        <span
          aria-hidden="true"
          data-testid="round-tag"
          className="tabular absolute top-0 left-0 rounded-br-sm bg-panel/90 px-0.5 text-2xs leading-3 text-text"
        >
          {tag}
        </span>
      )}
      {rating === null ? null : (
        <RatingMark
          rating={rating}
          className="absolute right-0 bottom-0 rounded-tl-sm bg-panel/90 px-0.5 text-2xs leading-3"
        />
      )}
    </button>
  );
}

/** One run of the family: its best image, how it stands, and its iterations as small pictures. */
export const RunNode = memo(function RunNode(props: RunNodeProps) {
  const { placed, active, chosen, open, onActive, onOpen, onChoose } = props;
  const { t } = useTranslation("tree");
  const { id, x, y, depth, position, siblings, thumbs, node } = placed;
  const hidden = node.iterations.length - thumbs.length;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree hears Enter and Space for all its items
    <div
      role="treeitem"
      aria-label={useName(props)}
      aria-level={depth + 1}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-selected={chosen !== null}
      aria-current={open ? "true" : undefined}
      tabIndex={active === null ? -1 : 0}
      data-run={id}
      onFocus={() => active === null && onActive(id, null)}
      onClick={() => onActive(id, null)}
      onDoubleClick={() => onOpen(id, null)}
      className={cx(
        "absolute rounded-xl border bg-panel outline-none [content-visibility:auto] transition-[border-color,box-shadow] duration-120",
        active !== null
          ? "border-accent shadow-[0_0_0_2px_var(--accent)]"
          : open
            ? "border-accent"
            : "border-line-strong hover:border-mute",
      )}
      style={{ left: x, top: y, width: NODE_WIDTH, height: NODE_HEIGHT }}
    >
      <Head placed={placed} open={open} />
      <button
        type="button"
        tabIndex={-1}
        aria-label={t("choose", { title: node.run.title })}
        aria-pressed={chosen !== null}
        onClick={(event) => {
          event.stopPropagation();
          onChoose(id);
        }}
        className="absolute top-1 right-1 rounded-sm p-1 text-mute hover:text-text aria-pressed:text-accent"
      >
        {chosen === null ? <Square size={13} /> : <SquareCheck size={13} />}
      </button>
      <span className="absolute flex" style={{ left: THUMB_LEFT, bottom: 9, gap: THUMB_GAP }}>
        {thumbs.map((thumb) => (
          <ThumbButton
            key={thumb.n}
            thumb={thumb}
            node={node}
            border={
              active === thumb.n
                ? "border-accent"
                : chosen === thumb.n
                  ? "border-text"
                  : thumb.best
                    ? "border-line-strong"
                    : "border-transparent"
            }
            onActive={() => onActive(id, thumb.n)}
            onOpen={() => onOpen(id, thumb.n)}
          />
        ))}
        {hidden > 0 ? (
          <span className="tabular absolute -top-4 right-0 text-2xs text-mute">+{hidden}</span>
        ) : null}
      </span>
    </div>
  );
});
