import { Check, Columns2, Wrench, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { imageUrl } from "../../../../shared/ipc/channels";
import type { Criterion } from "../../../../shared/run/criteria";
import type { IterationState, RunState } from "../../../../shared/run/state";
import { type RepairStory, repairOf } from "../../../app/runs/repairs";
import { Badge } from "../../../components/Badge";
import { Button } from "../../../components/Button";
import { SectionHead } from "../../../components/SectionHead";
import { StudioImage } from "../../../components/StudioImage";
import { formatList } from "../../../i18n/format";
import { compareWithBase } from "../compare-actions";
import { topicOf } from "../criteria/topic";
import { look } from "../studio-actions";

const percent = (value: number) => `${value * 100}%`;

interface ThumbProps {
  readonly runId: string;
  readonly of: IterationState;
  readonly label: string;
  /** Places that were changed, shown while the picture is pointed at or has the focus. */
  readonly boxes: readonly { x: number; y: number; w: number; h: number }[];
}

/** A small picture that leads to its iteration, with the changed places over it. */
function Thumb({ runId, of, label, boxes }: ThumbProps) {
  if (of.image === null) return <span className="aspect-square rounded-md bg-hover" />;
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={() => look(of.n)}
      className="group/thumb relative block aspect-square w-full overflow-hidden rounded-md border border-line hover:border-mute"
    >
      <StudioImage
        lazy
        src={imageUrl(runId, of.image.ref.file)}
        alt=""
        className="block size-full object-cover"
      />
      {boxes.map(({ x, y, w, h }) => (
        <span
          key={`${x} ${y} ${w} ${h}`}
          aria-hidden="true"
          data-testid="mended-place"
          className="absolute rounded-[3px] border-[1.5px] border-accent bg-accent/20 opacity-70 transition-opacity duration-120 group-hover/thumb:opacity-100 group-focus-visible/thumb:opacity-100"
          style={{ left: percent(x), top: percent(y), width: percent(w), height: percent(h) }}
        />
      ))}
      <span className="tabular absolute bottom-1 left-1 rounded-sm bg-panel/90 px-1 text-2xs leading-4 font-semibold">
        {of.n}
      </span>
    </button>
  );
}

function Line({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <li className="flex items-start gap-2 text-sm">
      <span className="mt-[3px] shrink-0">{icon}</span>
      <span className="selectable min-w-0 break-words">{children}</span>
    </li>
  );
}

const topics = (criteria: readonly Criterion[]) => formatList([...new Set(criteria.map(topicOf))]);

/** What came of it: how much was mended, what of the rest stayed, and by name what was lost. */
function Outcome({ story }: { story: RepairStory }) {
  const { t } = useTranslation("studio");
  const { mend, mended, kept, lost, judged } = story;
  const yes = <Check size={12} strokeWidth={3} className="text-pass" aria-hidden="true" />;
  const no = <X size={12} strokeWidth={3} className="text-fail" aria-hidden="true" />;
  if (!judged) return <p className="mt-2 text-sm text-mute">{t("repair.checking")}</p>;
  const all = kept.length + lost.length;
  return (
    <ul className="mt-2.5 flex flex-col gap-1">
      <Line icon={mended.length === mend.length ? yes : no}>
        {t("repair.mendedOf", { done: mended.length, all: mend.length })}
      </Line>
      {all === 0 ? null : (
        <Line icon={lost.length === 0 ? yes : no}>
          {lost.length === 0
            ? t("repair.keptAll", { count: all })
            : t("repair.keptSome", { kept: kept.length, all })}
        </Line>
      )}
      {lost.length === 0 ? null : (
        <Line icon={no}>{t("repair.lost", { what: formatList(lost.map(({ question }) => question)) })}</Line>
      )}
    </ul>
  );
}

/** An image made out of an earlier one: what it mends, what came of it, and both side by side. */
export function RepairCard({ state, iteration }: { state: RunState; iteration: IterationState }) {
  const { t } = useTranslation("studio");
  const story = repairOf(state, iteration);
  const runId = state.header?.id ?? "";
  if (story === null) return null;
  const { base, baseN, mend, anew } = story;
  const title = t("repair.title", { n: baseN });
  const boxes = iteration.edit?.boxes ?? [];
  return (
    <section aria-label={title}>
      <SectionHead
        title={title}
        end={
          <Badge tone="accent">
            <Wrench size={10} aria-hidden="true" />
            {t("repair.strategy")}
          </Badge>
        }
      />
      <div className="mt-2 rounded-xl border border-line bg-raised p-3.5">
        <p className="selectable text-md font-medium break-words">
          {t("repair.mends", { n: baseN, what: topics(mend) })}
        </p>
        {anew ? <p className="mt-1 text-sm text-mute">{t("repair.anew")}</p> : null}
        {base === null ? null : (
          <div className="mt-3 grid grid-cols-2 gap-2">
            <Thumb runId={runId} of={base} label={t("repair.base", { n: baseN })} boxes={boxes} />
            <Thumb runId={runId} of={iteration} label={t("repair.after", { n: iteration.n })} boxes={[]} />
          </div>
        )}
        <p className="mt-1.5 text-xs text-mute">
          {boxes.length === 0 ? t("repair.anywhere") : t("repair.places", { count: boxes.length })}
        </p>
        {iteration.image === null ? null : <Outcome story={story} />}
        {base?.image == null || iteration.image === null ? null : (
          <Button
            size="sm"
            className="mt-3 w-full"
            icon={<Columns2 size={13} />}
            onClick={() => compareWithBase(runId, baseN, iteration.n)}
          >
            {t("repair.compare", { n: baseN })}
          </Button>
        )}
      </div>
    </section>
  );
}
