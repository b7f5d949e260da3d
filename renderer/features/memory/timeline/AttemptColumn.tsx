import { Eye, Wrench } from "lucide-react";
import { useTranslation } from "react-i18next";
import { imageUrl } from "../../../../shared/ipc/channels";
import { cx } from "../../../components/cx";
import { Mark } from "../../../components/Mark";
import { StudioImage } from "../../../components/StudioImage";
import { t as words } from "../../../i18n";
import { formatNumber } from "../../../i18n/format";
import { Strategy } from "../../studio/inspector/Strategy";
import { type AttemptColumn as Attempt, partsShown } from "../trajectory";
import { compact, partsText } from "../words";
import { PartIcons } from "./PartIcons";
import { type ColumnBox, type ColumnPlace, type LinePlace, ROWS } from "./rows";
import { ShownLine } from "./ShownLine";

/** Marks beyond this many are counted. */
const MARKS = 14;

interface AttemptColumnProps {
  readonly runId: string;
  readonly attempt: Attempt;
  /** The attempt whose refiner call is looked into. */
  readonly call: Attempt | null;
  readonly live: boolean;
  /** Place on the shown track: before, at or behind the call; and whether the line reaches further back. */
  readonly line: LinePlace;
  readonly place: ColumnPlace;
  readonly box: ColumnBox;
  readonly onChoose: () => void;
}

/** One attempt through all tracks. */
export function AttemptColumn(props: AttemptColumnProps) {
  const { t } = useTranslation("memory");
  const { attempt, call, place, box, onChoose } = props;
  const chosen = call?.key === attempt.key;
  const parts = call === null || chosen ? [] : partsShown(call, attempt);
  const quiet = call !== null && !chosen && call.shown.length > 0 && parts.length === 0;
  return (
    // The list is virtual: its true length is told here.
    <li
      aria-setsize={place.count}
      aria-posinset={place.index + 1}
      className="absolute inset-y-0 grid"
      style={{ ...box, gridTemplateRows: ROWS }}
    >
      <Head attempt={attempt} chosen={chosen} onChoose={onChoose} label={labelOf(attempt, call, parts, t)} />
      <Facts runId={props.runId} attempt={attempt} parts={parts} chosen={chosen} quiet={quiet} />
      <Experience attempt={attempt} parts={parts} live={props.live} quiet={quiet} />
      <ShownCell attempt={attempt} parts={parts} line={props.line} />
      <Cost attempt={attempt} />
    </li>
  );
}

type Translate = ReturnType<typeof useTranslation<"memory">>["t"];

function labelOf(
  attempt: Attempt,
  call: Attempt | null,
  parts: Attempt["shown"][number]["parts"],
  t: Translate,
) {
  const name = t(attempt.from === null ? "timeline.iteration" : "timeline.inheritedIteration", {
    n: attempt.n,
  });
  const score = attempt.skipped
    ? t("timeline.given")
    : t("timeline.score", { passed: attempt.passed, total: attempt.total });
  const read =
    attempt.shown.length === 0
      ? ""
      : t("timeline.read", { n: attempt.n, count: attempt.shown.length }).replace(/\.$/, "");
  const seen =
    call === null || parts.length === 0 || call.key === attempt.key
      ? ""
      : t("timeline.wasShown", { n: call.n, parts: partsText(parts) });
  const mends = attempt.mends === null ? "" : words("studio:repair.short", { n: attempt.mends });
  return [name, attempt.place, mends, score, read, seen].filter((part) => part !== "").join(", ");
}

interface HeadProps {
  readonly attempt: Attempt;
  readonly chosen: boolean;
  readonly label: string;
  readonly onChoose: () => void;
}

function Head({ attempt, chosen, label, onChoose }: HeadProps) {
  const { t } = useTranslation("memory");
  return (
    <div className="flex items-center border-b border-line px-1.5">
      <button
        type="button"
        data-column={attempt.key}
        tabIndex={chosen ? 0 : -1}
        aria-label={label}
        aria-pressed={chosen}
        onClick={onChoose}
        className={cx(
          "flex h-7 w-full items-center gap-2 rounded-md px-1.5 text-left transition-colors duration-120",
          chosen ? "bg-accent-soft" : "hover:bg-hover",
        )}
      >
        <span
          className={cx(
            "size-[9px] shrink-0 rounded-full border-2",
            attempt.from === null ? "border-accent" : "border-line-strong",
            chosen && "bg-accent",
          )}
        />
        <span className={cx("tabular text-base font-semibold", chosen && "text-accent")}>{attempt.n}</span>
        {attempt.tag === "" ? null : (
          <span className="tabular text-xs text-mute" title={attempt.place}>
            {attempt.tag}
          </span>
        )}
        {attempt.mends === null ? null : (
          <span aria-hidden="true" title={words("studio:repair.short", { n: attempt.mends })}>
            <Wrench size={11} className="text-accent" />
          </span>
        )}
        {attempt.from === null ? null : (
          <span className="truncate text-xs text-mute">{t("timeline.inherited")}</span>
        )}
        <span className="tabular ml-auto text-sm text-mute">
          {attempt.skipped ? t("timeline.given") : `${attempt.passed}/${attempt.total}`}
        </span>
      </button>
    </div>
  );
}

interface PartProps {
  readonly attempt: Attempt;
  readonly parts: Attempt["shown"][number]["parts"];
  readonly quiet: boolean;
}

function Facts({ runId, attempt, parts, chosen, quiet }: PartProps & { runId: string; chosen: boolean }) {
  const { t } = useTranslation("memory");
  const raw = parts.some((part) => part === "prompt" || part === "verdicts" || part === "failed");
  const marks = attempt.facts.slice(0, MARKS);
  return (
    <div className="min-h-0 border-b border-line p-1.5">
      <div
        className={cx(
          "flex h-full min-h-0 flex-col gap-1.5 rounded-lg border bg-panel p-2",
          raw || chosen ? "border-line-strong" : "border-line",
          attempt.from === null ? "" : "border-dashed",
        )}
      >
        <Picture
          runId={runId}
          attempt={attempt}
          shown={parts.includes("image") || parts.includes("thumbnail")}
          quiet={quiet}
        />
        <p className="line-clamp-2 shrink-0 text-xs break-words text-mute" title={attempt.prompt}>
          {attempt.prompt}
        </p>
        <div aria-hidden="true" className="flex shrink-0 flex-wrap gap-[3px]">
          {marks.map((fact) => (
            <Mark key={fact.id} face={fact.state} yours={fact.yours} className="-m-[2px] scale-[0.78]" />
          ))}
          {attempt.facts.length > MARKS ? (
            <span className="tabular text-xs text-mute">
              {t("timeline.moreMarks", { count: attempt.facts.length - MARKS })}
            </span>
          ) : null}
        </div>
      </div>
    </div>
  );
}

interface PictureProps {
  readonly runId: string;
  readonly attempt: Attempt;
  /** The call looked into was shown the picture itself. */
  readonly shown: boolean;
  /** The call was shown nothing of the attempt. */
  readonly quiet: boolean;
}

function Picture({ runId, attempt, shown, quiet }: PictureProps) {
  const { t } = useTranslation("memory");
  if (attempt.file === null) {
    return (
      <span className="flex flex-1 items-center justify-center text-center text-xs text-mute">
        {attempt.skipped ? t("timeline.given") : t("timeline.notDrawn")}
      </span>
    );
  }
  return (
    <span className="relative flex min-h-0 flex-1 items-center justify-center">
      <StudioImage
        lazy
        src={imageUrl(runId, attempt.file)}
        alt=""
        className={cx(
          "max-h-full max-w-full rounded-md object-contain",
          shown && "outline-2 outline-accent",
          quiet && "opacity-45",
        )}
      />
      {shown ? (
        <span className="absolute top-1 right-1 flex size-5 items-center justify-center rounded-md bg-accent text-on-accent">
          <Eye size={13} aria-hidden="true" />
        </span>
      ) : null}
    </span>
  );
}

function Experience({ attempt, parts, live, quiet }: PartProps & { live: boolean }) {
  const { t } = useTranslation("memory");
  const { experience } = attempt;
  const read = parts.includes("experience");
  return (
    <div className="min-h-0 border-b border-line p-1.5">
      {experience === null ? (
        <p className="flex h-full items-center justify-center rounded-lg border border-dashed border-line px-3 text-center text-xs text-mute">
          {attempt.lessonWith !== null
            ? t("timeline.lessonWith", { n: attempt.lessonWith })
            : live
              ? t("timeline.awaited")
              : t("timeline.noLesson")}
        </p>
      ) : (
        <div
          className={cx(
            "flex h-full min-h-0 flex-col gap-1.5 overflow-hidden rounded-lg border p-2",
            read ? "border-accent bg-raised" : "border-line bg-raised",
            quiet && "bg-transparent text-mute",
          )}
        >
          <span className="flex min-w-0 shrink-0">
            <Strategy text={experience.strategy} />
          </span>
          <p
            className="line-clamp-4 shrink-0 text-xs break-words [@media(min-height:800px)]:line-clamp-6"
            title={experience.text}
          >
            {experience.text}
          </p>
        </div>
      )}
    </div>
  );
}

/** What the call looked into was shown of this attempt, on a line that leads to the call. */
function ShownCell({
  attempt,
  parts,
  line,
}: Pick<PartProps, "attempt" | "parts"> & Pick<AttemptColumnProps, "line">) {
  const { t } = useTranslation("memory");
  return (
    <div className="relative flex items-center justify-center border-b border-line">
      <ShownLine place={line} />
      {line === "call" && attempt.shown.length > 0 ? (
        <span className="relative flex items-center gap-1.5 rounded-full bg-accent px-2.5 py-1 text-xs font-semibold text-on-accent">
          <Eye size={13} aria-hidden="true" />
          {t("timeline.refiner")}
        </span>
      ) : parts.length > 0 ? (
        <span
          title={partsText(parts)}
          className="relative flex items-center rounded-full border border-accent bg-bg px-2 py-1 text-accent"
        >
          <PartIcons parts={parts} />
        </span>
      ) : null}
    </div>
  );
}

function Cost({ attempt }: { attempt: Attempt }) {
  const { t } = useTranslation("memory");
  const { cost } = attempt;
  if (cost === null) return <div />;
  const share = Math.min(1, cost.raw.tokens === 0 ? 0 : cost.shown.tokens / cost.raw.tokens);
  const exact = t("timeline.costOf", {
    kept: formatNumber(cost.shown.tokens),
    raw: formatNumber(cost.raw.tokens),
  });
  return (
    <div className="flex flex-col justify-center gap-1 px-3.5" title={exact}>
      <span className="h-1 overflow-hidden rounded-full bg-hover">
        <span
          className="block h-full rounded-full bg-accent"
          style={{ width: `${Math.max(2, share * 100)}%` }}
        />
      </span>
      <span className="tabular text-xs text-mute">
        {t("timeline.costOf", { kept: compact(cost.shown.tokens), raw: compact(cost.raw.tokens) })}
      </span>
    </div>
  );
}
