import { useTranslation } from "react-i18next";
import type { Recalled } from "../../../../shared/run/events";
import { Badge } from "../../../components/Badge";
import { cx } from "../../../components/cx";
import { formatPercent } from "../../../i18n/format";
import { LessonButtons } from "../lessons/LessonButtons";
import { type ListedLesson, useRecalled } from "../use-lessons";
import { gainText, toneOf, whyText } from "../words";
import { PartIcons } from "./PartIcons";
import { type ColumnBox, type ColumnPlace, type LinePlace, ROWS } from "./rows";
import { ShownLine } from "./ShownLine";

interface RecalledColumnProps {
  readonly recalled: readonly Recalled[];
  readonly prompt: string;
  readonly line: LinePlace;
  readonly place: ColumnPlace;
  readonly box: ColumnBox;
}

/** What other runs had to say when this one began. */
export function RecalledColumn({ recalled, prompt, line, place, box }: RecalledColumnProps) {
  const { t } = useTranslation("memory");
  const now = useRecalled(recalled);
  return (
    <li
      aria-setsize={place.count}
      aria-posinset={place.index + 1}
      className="absolute inset-y-0 grid"
      style={{ ...box, gridTemplateRows: ROWS }}
    >
      <div className="flex items-center gap-2 border-b border-line px-3">
        <span className="size-[9px] shrink-0 rotate-45 border-2 border-accent" />
        <h3 className="truncate text-base font-semibold">{t("recalled.title")}</h3>
        <span className="tabular ml-auto text-sm text-mute">
          {t("recalled.count", { count: recalled.length })}
        </span>
      </div>
      <ul
        aria-label={t("recalled.title")}
        className="row-span-2 flex min-h-0 flex-col gap-1.5 overflow-y-auto border-b border-line p-1.5"
      >
        {inOrder(recalled, now).map((one) => (
          <RecalledLesson
            key={one.id}
            recalled={one}
            prompt={prompt}
            now={now === null ? null : (now.get(one.id) ?? "gone")}
          />
        ))}
      </ul>
      <div className="relative flex items-center justify-center border-b border-line">
        <ShownLine place={line} />
        {line === "first" ? (
          <span
            title={t("detail.alsoAdvice", { count: recalled.length })}
            className="tabular relative flex items-center gap-1.5 rounded-full border border-accent bg-bg px-2 py-1 text-xs text-accent"
          >
            <PartIcons parts={["experience"]} />
            {recalled.length}
          </span>
        ) : null}
      </div>
      <div />
    </li>
  );
}

/** Pinned ones first; otherwise as they were brought up. */
function inOrder(recalled: readonly Recalled[], now: ReadonlyMap<string, ListedLesson> | null) {
  const pinned = ({ id }: Recalled) => (now?.get(id)?.pinned === true ? 1 : 0);
  return [...recalled].sort((a, b) => pinned(b) - pinned(a));
}

interface RecalledLessonProps {
  readonly recalled: Recalled;
  readonly prompt: string;
  /** How the lesson stands now; null while that is not known. */
  readonly now: ListedLesson | "gone" | null;
}

function RecalledLesson({ recalled, prompt, now }: RecalledLessonProps) {
  const { t } = useTranslation("memory");
  const gone = now === "gone";
  const { similarity, tried } = recalled;
  return (
    <li
      className={cx(
        "group rounded-lg border p-2.5",
        gone ? "border-dashed border-line" : "border-line bg-raised",
      )}
    >
      <div className="flex items-center gap-1.5">
        <Badge tone="accent">
          <span className="tabular">{t("recalled.similar", { share: formatPercent(similarity) })}</span>
        </Badge>
        {tried === undefined ? null : <Badge tone={toneOf(tried.gain)}>{gainText(tried.gain)}</Badge>}
        <span className="ml-auto flex">
          <LessonButtons
            id={recalled.id}
            runId={recalled.runId}
            iteration={recalled.iteration}
            title={now === null || gone ? recalled.prompt : now.runTitle}
            pinned={now !== null && !gone && now.pinned}
            forgotten={gone}
          />
        </span>
      </div>
      <p className={cx("mt-1.5 text-sm", gone && "text-mute")}>{whyText(recalled, prompt)}</p>
      <p className="selectable mt-0.5 line-clamp-1 text-xs break-words text-mute" title={recalled.prompt}>
        “{recalled.prompt}”
      </p>
      {gone ? (
        <p className="mt-1 text-xs text-mute">{t("recalled.forgotten")}</p>
      ) : (
        <p className="selectable mt-1 line-clamp-3 text-xs break-words" title={recalled.text}>
          {recalled.text}
          {tried === undefined ? null : (
            <span className="text-mute">
              {" "}
              {t("lesson.thenTried")} “{tried.strategy}”
            </span>
          )}
        </p>
      )}
    </li>
  );
}
