import type { Shown } from "../../../../shared/run/events";
import type { RunState } from "../../../../shared/run/state";
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

/** What was learnt up to the iteration on screen, and which of it the refiner read. */
export function MemorySummary({ state, viewed }: { state: RunState; viewed: number }) {
  const refined = shownFor(state, viewed).length > 0;
  const learnt = state.iterations
    .filter((it) => (refined ? it.n < viewed : it.n <= viewed))
    .flatMap((it) => (it.experience === null ? [] : [it.experience]));
  if (learnt.length === 0) return null;
  const shown = shownFor(state, viewed);
  const read = new Set(shown.filter((one) => one.parts.includes("experience")).map((one) => one.iteration));
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
        {learnt.map((experience) => {
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
    </section>
  );
}
