import { ArrowDownToLine } from "lucide-react";
import type { ReactNode } from "react";
import type { RunState } from "../../../../shared/run/state";
import { iterationOf } from "../../../app/runs/derive";
import { CopyButton } from "../../../components/CopyButton";
import { IconButton } from "../../../components/IconButton";
import { Skeleton } from "../../../components/Loading";
import { SectionHead } from "../../../components/SectionHead";
import { intoPromptBar } from "../studio-actions";
import { DiffText } from "./DiffText";
import { MemorySummary } from "./MemorySummary";
import { Strategy } from "./Strategy";

interface PromptCardProps {
  readonly title: string;
  readonly text: string;
  /** The prompt it grew from; the difference is marked. */
  readonly before?: string | undefined;
  readonly badge?: ReactNode;
}

function PromptCard({ title, text, before, badge }: PromptCardProps) {
  return (
    <section aria-label={title} className="group/prompt">
      <SectionHead title={title} end={badge} />
      <div className="relative mt-2 rounded-xl border border-line bg-raised">
        <div className="max-h-72 overflow-y-auto px-3.5 py-3">
          <DiffText before={before ?? text} after={text} />
        </div>
        <div className="absolute right-1 bottom-1 flex rounded-md bg-raised opacity-0 transition-opacity duration-120 group-focus-within/prompt:opacity-100 group-hover/prompt:opacity-100">
          <IconButton
            label="Use in the prompt bar"
            size="xs"
            icon={<ArrowDownToLine size={13} />}
            onClick={() => intoPromptBar({ text })}
          />
          <CopyButton text={text} label={`Copy ${title.toLowerCase()}`} />
        </div>
      </div>
    </section>
  );
}

/** Every prompt the run has had up to the iteration on screen; none is ever overwritten. */
export function PromptTab({ state, viewed }: { state: RunState; viewed: number | null }) {
  const header = state.header;
  if (header === null) return <Skeleton className="h-28 rounded-xl" />;
  const iteration = iterationOf(state, viewed);
  const previous = state.iterations.filter((it) => viewed !== null && it.n < viewed).at(-1);
  const isRefined = iteration !== null && previous !== undefined;
  return (
    <div className="flex flex-col gap-5">
      {isRefined ? (
        <PromptCard
          title={`Refined for iteration ${iteration.n}`}
          text={iteration.prompt}
          before={previous.prompt}
          badge={<Strategy text={iteration.strategy} />}
        />
      ) : null}
      {isRefined ? <MemorySummary state={state} viewed={iteration.n} /> : null}
      {state.enhanced === null ? null : (
        <PromptCard title="Enhanced by the planner" text={state.enhanced.prompt} before={header.prompt} />
      )}
      <PromptCard title="Your words" text={header.prompt} />
      {!isRefined && iteration !== null ? <MemorySummary state={state} viewed={iteration.n} /> : null}
    </div>
  );
}
