import { ArrowDownToLine } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { IterationState, RunState } from "../../../../shared/run/state";
import { iterationOf } from "../../../app/runs/derive";
import { Badge } from "../../../components/Badge";
import { CopyButton } from "../../../components/CopyButton";
import { DiffText } from "../../../components/DiffText";
import { IconButton } from "../../../components/IconButton";
import { Skeleton } from "../../../components/Loading";
import { SectionHead } from "../../../components/SectionHead";
import { Asked } from "../clarify/Asked";
import { intoPromptBar } from "../studio-actions";
import { MemorySummary } from "./MemorySummary";
import { RepairCard } from "./RepairCard";
import { Strategy } from "./Strategy";

interface PromptCardProps {
  readonly title: string;
  readonly text: string;
  /** The prompt it grew from; the difference is marked. */
  readonly before?: string | undefined;
  readonly badge?: ReactNode;
}

function PromptCard({ title, text, before, badge }: PromptCardProps) {
  const { t } = useTranslation("studio");
  return (
    <section aria-label={title} className="group/prompt">
      <SectionHead title={title} end={badge} />
      <div className="relative mt-2 rounded-xl border border-line bg-raised">
        <div className="max-h-72 overflow-y-auto px-3.5 py-3">
          <DiffText before={before ?? text} after={text} />
        </div>
        <div className="absolute right-1 bottom-1 flex rounded-md bg-raised opacity-0 transition-opacity duration-120 group-focus-within/prompt:opacity-100 group-hover/prompt:opacity-100">
          <IconButton
            label={t("prompt.use")}
            size="xs"
            icon={<ArrowDownToLine size={13} />}
            onClick={() => intoPromptBar({ text })}
          />
          <CopyButton text={text} label={t("prompt.copy", { title })} />
        </div>
      </div>
    </section>
  );
}

/** The attempt whose prompt this one's grew from: that it mends, else the last of the round before. */
function formerOf(state: RunState, iteration: IterationState | null): IterationState | undefined {
  if (iteration === null) return undefined;
  if (iteration.edit !== null) return iterationOf(state, iteration.edit.base) ?? undefined;
  return state.iterations.filter((it) => it.round < iteration.round).at(-1);
}

/** Every prompt the run has had up to the iteration on screen; none is ever overwritten. */
export function PromptTab({ state, viewed }: { state: RunState; viewed: number | null }) {
  const { t } = useTranslation("studio");
  const header = state.header;
  if (header === null) return <Skeleton className="h-28 rounded-xl" />;
  const iteration = iterationOf(state, viewed);
  const previous = formerOf(state, iteration);
  const mine = iteration?.proposed == null ? null : iteration;
  const isRefined = iteration !== null && previous !== undefined;
  return (
    <div className="flex flex-col gap-5">
      {mine === null ? null : (
        <PromptCard
          title={t("prompt.yoursTitle", { n: mine.n })}
          text={mine.prompt}
          before={mine.proposed ?? mine.prompt}
          badge={<Badge tone="accent">{t("prompt.yours")}</Badge>}
        />
      )}
      {iteration === null ? null : <RepairCard state={state} iteration={iteration} />}
      {isRefined ? (
        <PromptCard
          title={t(mine === null ? "prompt.refined" : "prompt.proposed", { n: iteration.n })}
          text={iteration.proposed ?? iteration.prompt}
          before={previous.prompt}
          badge={<Strategy text={iteration.strategy} />}
        />
      ) : null}
      {isRefined ? <MemorySummary state={state} viewed={iteration.n} /> : null}
      {state.enhanced === null ? null : (
        <PromptCard title={t("prompt.enhanced")} text={state.enhanced.prompt} before={header.prompt} />
      )}
      <Asked state={state} />
      <PromptCard title={t("prompt.original")} text={header.prompt} />
      {!isRefined && iteration !== null ? <MemorySummary state={state} viewed={iteration.n} /> : null}
    </div>
  );
}
