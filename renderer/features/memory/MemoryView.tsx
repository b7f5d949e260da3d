import { useVirtualizer } from "@tanstack/react-virtual";
import { Eye, Waypoints } from "lucide-react";
import { useMemo, useRef } from "react";
import { imageUrl } from "../../../shared/ipc/channels";
import { scoreText } from "../../app/runs/derive";
import type { RunEntry } from "../../app/runs/entry";
import { useCurrentRun } from "../../app/runs/run-store";
import { useUi } from "../../app/ui-store";
import { Badge } from "../../components/Badge";
import { EmptyState } from "../../components/EmptyState";
import { Mark } from "../../components/Mark";
import { StudioImage } from "../../components/StudioImage";
import { stateWords } from "../studio/criteria/marks";
import { Strategy } from "../studio/inspector/Strategy";
import { look } from "../studio/studio-actions";
import { type MemoryStep, memorySteps, shownText } from "./trajectory";

/** Facts beyond this many are folded away. */
const FACTS_SHOWN = 6;

function ShownRow({ step }: { step: MemoryStep }) {
  if (step.shown.length === 0) return null;
  return (
    <div className="flex items-center gap-2 pb-4 pl-[60px]">
      <Eye size={13} className="shrink-0 text-accent" aria-hidden="true" />
      <p className="shrink-0 text-sm text-mute">Shown to the refiner for {step.iteration.n}:</p>
      <ul className="flex flex-wrap gap-1">
        {step.shown.map((shown) => (
          <li key={shown.iteration}>
            <Badge tone="accent">{shownText(shown)}</Badge>
          </li>
        ))}
      </ul>
    </div>
  );
}

function FactsCard({ step }: { step: MemoryStep }) {
  const first = step.facts.slice(0, FACTS_SHOWN);
  const rest = step.facts.slice(FACTS_SHOWN);
  const line = (fact: MemoryStep["facts"][number]) => (
    <li key={fact.question} className="flex items-start gap-2 py-[3px]">
      <Mark face={fact.state} yours={fact.yours} />
      <span className="selectable min-w-0 text-sm break-words">
        {fact.question} <span className="sr-only">{stateWords[fact.state]}.</span>
        <span className="text-mute">{fact.answer}</span>
      </span>
    </li>
  );
  return (
    <div className="min-w-0 rounded-xl border border-line bg-panel p-3.5">
      <p className="selectable mb-2 line-clamp-3 text-sm text-mute" title={step.iteration.prompt}>
        {step.iteration.prompt}
      </p>
      <ul>{first.map(line)}</ul>
      {rest.length === 0 ? null : (
        <details className="mt-1">
          <summary className="w-fit rounded-sm text-sm text-mute hover:text-text">{rest.length} more</summary>
          <ul className="mt-1">{rest.map(line)}</ul>
        </details>
      )}
    </div>
  );
}

function Points({ title, items, face }: { title: string; items: readonly string[]; face: "pass" | "fail" }) {
  if (items.length === 0) return null;
  return (
    <ul aria-label={title} className="mt-2">
      {items.map((item) => (
        <li key={item} className="flex items-start gap-2 py-[2px] text-sm">
          <Mark face={face} className="scale-[0.78]" />
          <span className="selectable min-w-0 break-words">{item}</span>
        </li>
      ))}
    </ul>
  );
}

function ExperienceCard({ step, awaited }: { step: MemoryStep; awaited: boolean }) {
  const { experience } = step;
  if (experience === null) {
    return (
      <div className="flex items-center justify-center rounded-xl border border-dashed border-line-strong p-3.5 text-sm text-mute">
        {awaited ? "Nothing distilled yet" : "Nothing to learn for: no attempt followed"}
      </div>
    );
  }
  return (
    <div className="min-w-0 rounded-xl border border-line bg-raised p-3.5">
      <p className="selectable text-md break-words">{experience.text}</p>
      <div className="mt-2 flex">
        <Strategy text={experience.strategy} />
      </div>
      <Points title="Worked" items={experience.worked} face="pass" />
      <Points title="Failed" items={experience.failed} face="fail" />
    </div>
  );
}

function Step({ run, step }: { run: RunEntry; step: MemoryStep }) {
  const { iteration } = step;
  const open = () => {
    look(iteration.n);
    useUi.getState().go("studio");
  };
  return (
    <article aria-label={`Iteration ${iteration.n}`} className="pb-5">
      <ShownRow step={step} />
      <div className="grid grid-cols-[44px_minmax(0,1fr)_minmax(0,1fr)] items-start gap-4">
        <button
          type="button"
          aria-label={`Look at iteration ${iteration.n}`}
          onClick={open}
          className="flex h-fit flex-col items-center gap-1 rounded-lg"
        >
          <span className="block size-11 overflow-hidden rounded-lg border border-line hover:border-accent">
            {iteration.image === null ? (
              <span className="skeleton block size-full" />
            ) : (
              <StudioImage
                lazy
                src={imageUrl(run.id, iteration.image.ref.file)}
                alt=""
                className="size-full object-cover"
              />
            )}
          </span>
          <span className="tabular text-center text-xs text-mute">
            {iteration.n}
            <span className="block font-semibold text-text">{scoreText(iteration)}</span>
          </span>
        </button>
        <FactsCard step={step} />
        <ExperienceCard step={step} awaited={run.live} />
      </div>
    </article>
  );
}

function Timeline({ run }: { run: RunEntry }) {
  const steps = useMemo(() => memorySteps(run.state), [run.state]);
  const scroller = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: steps.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 240,
    overscan: 4,
  });
  return (
    <div ref={scroller} className="h-full overflow-y-auto">
      <div className="mx-auto max-w-[68rem] px-7 pt-6">
        <h2 className="text-xl font-semibold">Memory</h2>
        <p className="mt-1 max-w-[40rem] text-base text-mute">
          What this run has seen and what it made of it. Facts are kept as they are; experiences are the
          lessons the refiner reads.
        </p>
        <div className="sticky top-0 z-[1] mt-4 grid grid-cols-[44px_minmax(0,1fr)_minmax(0,1fr)] gap-4 bg-bg py-2.5">
          <span />
          <h3 className="caps">Facts, raw</h3>
          <h3 className="caps">Experience, compressed</h3>
        </div>
        <div className="relative" style={{ height: list.getTotalSize() }}>
          {list.getVirtualItems().map((item) => {
            const step = steps[item.index];
            if (step === undefined) return null;
            return (
              <div
                key={step.iteration.n}
                ref={list.measureElement}
                data-index={item.index}
                className="absolute inset-x-0"
                style={{ top: item.start }}
              >
                <Step run={run} step={step} />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** How the current run remembers. */
export function MemoryView() {
  const run = useCurrentRun();
  if (run === null || run.state.iterations.length === 0) {
    return (
      <EmptyState icon={<Waypoints size={30} strokeWidth={1.5} />} title="Nothing to remember yet">
        Start a run or open one from the library. Each attempt leaves its facts here and, once distilled, what
        it taught.
      </EmptyState>
    );
  }
  return <Timeline key={run.id} run={run} />;
}
