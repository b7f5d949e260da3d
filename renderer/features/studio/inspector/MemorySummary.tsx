import { useTranslation } from "react-i18next";
import type { Experience, Shown } from "../../../../shared/run/events";
import type { RunState } from "../../../../shared/run/state";
import { iterationOf } from "../../../app/runs/derive";
import { refinementOf } from "../../../app/runs/rounds";
import { useUi } from "../../../app/ui-store";
import { Button } from "../../../components/Button";
import { SectionHead } from "../../../components/SectionHead";
import { t } from "../../../i18n";
import { formatPercent } from "../../../i18n/format";

/** What the refiner was given when it wrote the prompt of iteration `n`. */
export function shownFor(state: RunState, n: number): readonly Shown[] {
  return refinementOf(state, n)?.shown ?? [];
}

/** "2 of 3 experiences shown to the refiner" */
export function shownSentence(learnt: readonly number[], shown: readonly Shown[]): string {
  const given = shown.filter(
    (one) => one.parts.includes("experience") && learnt.includes(one.iteration),
  ).length;
  if (given === learnt.length) return t(given === 1 ? "studio:memory.shown" : "studio:memory.allShown");
  return t("studio:memory.someShown", { given, all: learnt.length });
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
  // Named apart from the module's own: this one hears of another language.
  const { t: say } = useTranslation("studio");
  const refined = shownFor(state, viewed).length > 0;
  const round = iterationOf(state, viewed)?.round ?? 0;
  const learnt = state.iterations
    .filter((it) => (refined ? it.n < viewed && it.round < round : it.n <= viewed))
    .flatMap((it) => (it.experience === null ? [] : [it.experience]));
  if (learnt.length === 0 && state.recalled.length === 0) return null;
  const shown = shownFor(state, viewed);
  const read = new Set(shown.filter((one) => one.parts.includes("experience")).map((one) => one.iteration));
  const told = worthShowing(learnt, read);
  return (
    <section aria-label={say("memory.title")}>
      <SectionHead
        title={say("memory.title")}
        end={
          refined && learnt.length > 0 ? (
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
                {quiet ? <span className="sr-only"> ({say("memory.notShown")})</span> : null}
              </p>
            </li>
          );
        })}
      </ol>
      <RecalledSummary state={state} />
      {told.length === learnt.length ? null : (
        <Button size="sm" variant="ghost" className="-ml-2.5" onClick={() => useUi.getState().go("memory")}>
          {say("memory.all", { count: learnt.length })}
        </Button>
      )}
    </section>
  );
}

/** The nearest lesson of other runs, which came along from the beginning; the rest is in the memory view. */
function RecalledSummary({ state }: { state: RunState }) {
  const { t: say } = useTranslation("memory");
  const [nearest] = state.recalled;
  if (nearest === undefined) return null;
  return (
    <div className="relative mt-1 pb-1 pl-[18px]">
      <span
        aria-hidden="true"
        className="absolute top-[6px] left-[1px] size-2 rotate-45 border-[1.5px] border-accent"
      />
      <p className="selectable line-clamp-3 text-sm break-words text-mute" title={nearest.text}>
        <span className="font-semibold text-text">{say("recalled.summary")}</span>{" "}
        {say("recalled.similar", { share: formatPercent(nearest.similarity) })}: {nearest.text}
      </p>
      <Button size="sm" variant="ghost" className="-ml-2.5" onClick={() => useUi.getState().go("memory")}>
        {say("recalled.all", { count: state.recalled.length })}
      </Button>
    </div>
  );
}
