import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { forget, pin, recover } from "../lesson-actions";
import type { ListedLesson } from "../use-lessons";
import { LessonRow } from "./LessonRow";

interface LessonListProps {
  readonly lessons: readonly ListedLesson[];
  readonly forgotten: boolean;
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (ids: ReadonlySet<string>) => void;
  readonly onNearEnd: () => void;
}

/** Rows from the end at which more are asked for. */
const NEAR = 30;

/** Lessons one under the other; only those near the screen exist. */
export function LessonList({ lessons, forgotten, chosen, onChoose, onNearEnd }: LessonListProps) {
  const { t } = useTranslation("memory");
  const scroller = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: lessons.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 104,
    getItemKey: (index) => lessons[index]?.id ?? index,
    overscan: 6,
  });
  const items = list.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= lessons.length - NEAR) onNearEnd();
  }, [last, lessons.length, onNearEnd]);
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChoose(next);
  };
  const focusRow = (index: number) => {
    if (index < 0 || index >= lessons.length) return;
    list.scrollToIndex(index, { align: "auto" });
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-lesson="${index}"]`)?.focus(),
    );
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>, index: number) => {
    const lesson = lessons[index];
    // Keys of a row, not of the buttons in it.
    if (lesson === undefined || event.target !== event.currentTarget) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = stepOf(event.key, index, lessons.length);
    if (to !== null) focusRow(to);
    else if (event.key === " ") toggle(lesson.id);
    else if (event.key === "Delete")
      void (forgotten ? recover : forget)([lesson.id]).then(() => focusRow(index));
    else if (event.key === "p" && !forgotten) void pin(lesson.id, !lesson.pinned);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto [scrollbar-gutter:stable]">
      <ul
        aria-label={t("all.label")}
        className="relative mx-auto w-full max-w-[60rem]"
        style={{ height: list.getTotalSize() }}
      >
        {items.map((item) => {
          const lesson = lessons[item.index];
          if (lesson === undefined) return null;
          return (
            <LessonRow
              key={item.key}
              lesson={lesson}
              forgotten={forgotten}
              chosen={chosen.has(lesson.id)}
              index={item.index}
              count={lessons.length}
              top={item.start}
              measure={list.measureElement}
              onToggle={() => toggle(lesson.id)}
              onKeyDown={(event) => onKeyDown(event, item.index)}
            />
          );
        })}
      </ul>
    </div>
  );
}

/** The row a key goes to; null for keys that go nowhere. */
function stepOf(key: string, index: number, count: number): number | null {
  if (key === "ArrowDown") return index + 1;
  if (key === "ArrowUp") return index - 1;
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : null;
}
