import { Pin } from "lucide-react";
import { type KeyboardEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Badge } from "../../../components/Badge";
import { cx } from "../../../components/cx";
import { StudioImage } from "../../../components/StudioImage";
import { formatPercent, formatRelative } from "../../../i18n/format";
import { Strategy } from "../../studio/inspector/Strategy";
import type { ListedLesson } from "../use-lessons";
import { gainText, toneOf } from "../words";
import { LessonButtons } from "./LessonButtons";

interface LessonRowProps {
  readonly lesson: ListedLesson;
  readonly forgotten: boolean;
  readonly chosen: boolean;
  readonly index: number;
  readonly count: number;
  /** In CSS pixels from the list's top. */
  readonly top: number;
  readonly measure: (element: HTMLElement | null) => void;
  readonly onToggle: () => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

/** One lesson: from which prompt, what it says, what was tried on its strength and what that brought. */
export function LessonRow(props: LessonRowProps) {
  const { t } = useTranslation("memory");
  const { lesson, forgotten, chosen, index, onToggle } = props;
  const [whole, setWhole] = useState(false);
  const prompt = useId();
  return (
    <li
      ref={props.measure}
      data-index={index}
      aria-setsize={props.count}
      aria-posinset={index + 1}
      className="absolute inset-x-0 px-5 pb-2"
      style={{ top: props.top }}
    >
      <article
        aria-labelledby={prompt}
        data-lesson={index}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: rows are walked with the arrow keys.
        tabIndex={0}
        onKeyDown={props.onKeyDown}
        className={cx(
          "flex gap-3 rounded-xl border bg-panel p-3 transition-colors duration-120",
          chosen ? "border-accent" : "border-line hover:border-line-strong",
        )}
      >
        <input
          type="checkbox"
          checked={chosen}
          onChange={onToggle}
          aria-label={t("lesson.choose", { prompt: lesson.prompt })}
          className="mt-[3px] size-4 shrink-0 accent-accent"
        />
        <span className="size-[60px] shrink-0 overflow-hidden rounded-md border border-line bg-raised">
          {lesson.image === null ? null : (
            <StudioImage lazy src={lesson.image} alt="" className="size-full object-cover" />
          )}
        </span>
        <div className="min-w-0 flex-1">
          <div className="flex items-center gap-2">
            {lesson.pinned ? (
              <Badge tone="accent">
                <Pin size={11} aria-hidden="true" />
                {t("lesson.pinned")}
              </Badge>
            ) : null}
            <p
              id={prompt}
              className="selectable min-w-0 truncate text-base font-medium"
              title={lesson.prompt}
            >
              {lesson.prompt}
            </p>
            <span className="ml-auto flex shrink-0">
              <LessonButtons
                id={lesson.id}
                runId={lesson.runId}
                iteration={lesson.iteration}
                title={lesson.runTitle}
                pinned={lesson.pinned}
                forgotten={forgotten}
              />
            </span>
          </div>
          <p className={cx("selectable mt-0.5 text-sm break-words", !whole && "line-clamp-2")}>
            {lesson.text}
          </p>
          {lesson.text.length > 170 ? (
            <button
              type="button"
              aria-expanded={whole}
              onClick={() => setWhole(!whole)}
              className="rounded-sm text-sm text-mute hover:text-text"
            >
              {t(whole ? "lesson.less" : "lesson.more")}
            </button>
          ) : null}
          <Facts lesson={lesson} />
        </div>
      </article>
    </li>
  );
}

function Facts({ lesson }: { lesson: ListedLesson }) {
  const { t } = useTranslation("memory");
  const { similarity, tried, gain, recalls, ids, createdAt, strategy } = lesson;
  const notes = [
    recalls === 0 ? "" : t("lesson.recalls", { count: recalls }),
    ids.length === 1 ? "" : t("lesson.duplicates", { count: ids.length - 1 }),
    formatRelative(createdAt),
  ].filter((note) => note !== "");
  return (
    <div className="mt-1.5 flex min-w-0 flex-wrap items-center gap-1.5">
      {similarity === null ? null : (
        <Badge tone="accent">
          <span className="tabular">
            {t("recalled.similar", { share: formatPercent(Math.max(0, similarity)) })}
          </span>
        </Badge>
      )}
      <Strategy text={strategy} />
      {tried === null ? null : (
        <>
          <span className="text-xs text-mute">{t("lesson.thenTried")}</span>
          <Strategy text={tried} />
        </>
      )}
      {gain === null ? null : <Badge tone={toneOf(gain)}>{gainText(gain)}</Badge>}
      <span className="tabular ml-auto truncate text-xs text-mute">{notes.join(" · ")}</span>
    </div>
  );
}
