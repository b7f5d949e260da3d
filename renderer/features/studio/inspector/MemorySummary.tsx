import type { Experience, Shown } from "../../../../shared/run/events";
import type { RunState } from "../../../../shared/run/state";
import { useUi } from "../../../app/ui-store";
import { Button } from "../../../components/Button";
import { SectionHead } from "../../../components/SectionHead";

/** What the refiner was given when it wrote the prompt of iteration `n`. */
export function shownFor(state: RunState, n: number): readonly Shown[] {
  return state.refinements.find((one) => one.iteration === n)?.shown ?? [];
}

/** "2 of 3 experiences shown to the refiner" */
export function shownSentence(learnt: readonly number[], shown: readonly Shown[]): string {
  const given = shown.filter(
    (one) => one.parts.includes("experience") && learnt.includes(one.iteration),
  ).length;
  if (given === learnt.length) return given === 1 ? "shown to the refiner" : "all shown to the refiner";
  return `${given} of ${learnt.length} shown to the refiner`;
}

/** More than these are left to the memory view. */
const MANY = 6;
const RECENT = 3;

/** The experiences worth showing beside a prompt: all of a few, else those the refiner read and the latest. */
export function worthShowing(
  learnt: readonly Experience[],
  read: ReadonlySet<number>,
): readonly Experience[] {
  if (learnt.length <= MANY) return learnt;
  return learnt.filter((one, index) => read.has(one.iteration) || index >= learnt.length - RECENT);
}

/** What was learnt up to the iteration on screen, and which of it the refiner read. */
export function MemorySummary({ state, viewed }: { state: RunState; viewed: number }) {
  const refined = shownFor(state, viewed).length > 0;
  const learnt = state.iterations
    .filter((it) => (refined ? it.n < viewed : it.n <= viewed))
    .flatMap((it) => (it.experience === null ? [] : [it.experience]));
  if (learnt.length === 0) return null;
  const shown = shownFor(state, viewed);
  const read = new Set(shown.filter((one) => one.parts.includes("experience")).map((one) => one.iteration));
  const told = worthShowing(learnt, read);
  return (
    <section aria-label="Memory">
      <SectionHead
        title="Memory"
        end={
          refined ? (
            <span className="truncate text-xs text-mute">
              {shownSentence(
                learnt.map((one) => one.iteration),
                shown,
              )}
            </span>
          ) : null
        }
      />
      <ol className="mt-2 flex flex-col">
        {told.map((experience) => {
          const quiet = refined && !read.has(experience.iteration);
          return (
            <li
              key={experience.iteration}
              className="relative pb-2.5 pl-[18px] before:absolute before:top-[7px] before:left-[2px] before:size-[6px] before:rounded-full before:bg-accent not-last:after:absolute not-last:after:top-[16px] not-last:after:bottom-[-4px] not-last:after:left-[4.5px] not-last:after:w-px not-last:after:bg-line-strong data-[quiet=true]:before:bg-line-strong"
              data-quiet={quiet}
            >
              <p className="selectable text-sm break-words text-mute">
                <span className="tabular font-semibold text-text">{experience.iteration}</span>{" "}
                {experience.text}
                {quiet ? <span className="sr-only"> (not shown to the refiner)</span> : null}
              </p>
            </li>
          );
        })}
      </ol>
      {told.length === learnt.length ? null : (
        <Button size="sm" variant="ghost" className="-ml-2.5" onClick={() => useUi.getState().go("memory")}>
          All {learnt.length} in memory
        </Button>
      )}
    </section>
  );
}
