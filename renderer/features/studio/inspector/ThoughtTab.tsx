import type { RunState } from "../../../../shared/run/state";
import { iterationOf } from "../../../app/runs/derive";
import { SectionHead } from "../../../components/SectionHead";
import { Strategy } from "./Strategy";

function Thought({ title, text, strategy }: { title: string; text: string; strategy?: string }) {
  return (
    <section aria-label={title}>
      <SectionHead title={title} end={<Strategy text={strategy ?? ""} />} />
      <p className="selectable prose-plain mt-2 text-md text-text/90">
        {text === "" ? <span className="text-mute">Nothing was noted.</span> : text}
      </p>
    </section>
  );
}

function List({ title, items }: { title: string; items: readonly string[] }) {
  if (items.length === 0) return null;
  return (
    <div>
      <h3 className="text-sm font-medium text-mute">{title}</h3>
      <ul className="selectable mt-1 list-disc pl-4 text-base marker:text-faint">
        {items.map((item) => (
          <li key={item} className="break-words">
            {item}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Why the prompt is as it is: the planner's reasons, the refiner's, and what the attempt taught. */
export function ThoughtTab({ state, viewed }: { state: RunState; viewed: number | null }) {
  const iteration = iterationOf(state, viewed);
  const first = iteration === null || iteration.n === state.iterations[0]?.n;
  return (
    <div className="flex flex-col gap-5">
      {first ? null : (
        <Thought
          title={`Refiner, for iteration ${iteration.n}`}
          text={iteration.thought}
          strategy={iteration.strategy}
        />
      )}
      {iteration?.experience == null ? null : (
        <section aria-label="Learnt from this attempt" className="flex flex-col gap-2.5">
          <SectionHead title="Learnt from this attempt" />
          <p className="selectable prose-plain text-md text-text/90">{iteration.experience.text}</p>
          <List title="Worked" items={iteration.experience.worked} />
          <List title="Failed" items={iteration.experience.failed} />
        </section>
      )}
      {state.enhanced === null ? null : <Thought title="Planner" text={state.enhanced.thought} />}
      {state.routing === null ? null : <Thought title="Choice of skill" text={state.routing.reason} />}
    </div>
  );
}
