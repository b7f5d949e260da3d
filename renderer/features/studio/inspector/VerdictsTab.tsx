import { Check, CircleHelp, Undo2, X } from "lucide-react";
import type { Criterion } from "../../../../shared/run/criteria";
import type { IterationState, RunState } from "../../../../shared/run/state";
import type { Verdict } from "../../../../shared/run/verdicts";
import { overrideVerdict } from "../../../app/runs/actions";
import { iterationOf } from "../../../app/runs/derive";
import { Badge } from "../../../components/Badge";
import { cx } from "../../../components/cx";
import { IconButton } from "../../../components/IconButton";
import { Mark } from "../../../components/Mark";
import { markOf, stateWords, sureness } from "../criteria/marks";
import { select } from "../selection";

type Decision = "pass" | "fail" | "unclear";

const decisions: readonly { state: Decision; label: string; icon: React.ReactNode }[] = [
  { state: "pass", label: "I say it passes", icon: <Check size={13} /> },
  { state: "fail", label: "I say it fails", icon: <X size={13} /> },
  { state: "unclear", label: "I cannot tell", icon: <CircleHelp size={13} /> },
];

function Decide({ criterion, iteration }: { criterion: Criterion; iteration: IterationState }) {
  const override = iteration.overrides[criterion.id]?.state;
  const decide = (state: Decision | null) => void overrideVerdict(iteration.n, criterion.id, state);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of toggle buttons, not a form's fieldset
    <div
      role="group"
      aria-label={`Your verdict on “${criterion.question}”`}
      data-overridden={override !== undefined}
      className="absolute right-2 bottom-1.5 flex items-center gap-0.5 rounded-md bg-raised pl-1 opacity-0 transition-opacity duration-120 group-focus-within/verdict:opacity-100 group-hover/verdict:opacity-100 data-[overridden=true]:opacity-100"
    >
      {decisions.map(({ state, label, icon }) => (
        <IconButton
          key={state}
          label={label}
          icon={icon}
          size="xs"
          aria-pressed={override === state}
          onClick={() => decide(state)}
        />
      ))}
      <IconButton
        label="Back to the verifier"
        icon={<Undo2 size={13} />}
        size="xs"
        className={override === undefined ? "invisible" : undefined}
        onClick={() => decide(null)}
      />
    </div>
  );
}

function told(criterion: Criterion, iteration: IterationState): string {
  const verdict = iteration.verdicts[criterion.id];
  if (!criterion.enabled) return "Turned off.";
  if (verdict === undefined)
    return iteration.judged ? "Not asked of this image." : "Waiting for the verifier.";
  return verdict.answer === "" ? stateWords[verdict.state] : verdict.answer;
}

/** "97 % sure · 4 places · flatland-detector" */
function sourceOf(verdict: Verdict | undefined): string {
  if (verdict === undefined) return "";
  const places = verdict.evidence.length;
  const words = [sureness(verdict), places === 1 ? "1 place" : `${places} places`, verdict.by];
  return words.filter((word) => word !== "").join(" · ");
}

function VerdictCard({ criterion, iteration, runId, selected }: VerdictCardProps) {
  const verdict = iteration.verdicts[criterion.id];
  const { state, yours } = markOf(iteration, criterion);
  return (
    <li
      className={cx(
        "group/verdict relative rounded-xl border px-3 py-2.5",
        selected ? "border-accent/60 bg-raised" : "border-line bg-raised/60",
      )}
    >
      <div className="flex items-start gap-2.5">
        <Mark face={state} yours={yours} className="mt-px" />
        <div className="min-w-0 flex-1">
          <button
            type="button"
            aria-pressed={selected}
            onClick={() => select(runId, { criterion: selected ? null : criterion.id })}
            className="block w-full rounded-sm text-left text-base font-medium break-words"
          >
            {criterion.question}
            <span className="sr-only">: {stateWords[state]}</span>
          </button>
          <p
            className={cx(
              "selectable mt-0.5 text-sm break-words text-mute",
              yours && "line-through decoration-faint",
            )}
          >
            {told(criterion, iteration)}
          </p>
          <p
            className="tabular mt-1 flex h-[18px] items-center truncate text-xs text-mute"
            title={sourceOf(verdict)}
          >
            {yours ? <Badge tone="accent">Your verdict: {stateWords[state]}</Badge> : sourceOf(verdict)}
          </p>
        </div>
      </div>
      {iteration.image === null ? null : <Decide criterion={criterion} iteration={iteration} />}
    </li>
  );
}

interface VerdictCardProps {
  readonly criterion: Criterion;
  readonly iteration: IterationState;
  readonly runId: string;
  readonly selected: boolean;
}

/** Every verdict on the image on screen: what was seen, how sure, by whom; and the designer's word over it. */
export function VerdictsTab({ runId, state, viewed, selected }: VerdictsTabProps) {
  const iteration = iterationOf(state, viewed);
  if (iteration === null || state.criteria === null) {
    return <p className="text-base text-mute">Verdicts appear as soon as an image has been checked.</p>;
  }
  return (
    <ul aria-label={`Verdicts on iteration ${iteration.n}`} className="flex flex-col gap-2">
      {state.criteria.map((criterion) => (
        <VerdictCard
          key={criterion.id}
          criterion={criterion}
          iteration={iteration}
          runId={runId}
          selected={criterion.id === selected}
        />
      ))}
    </ul>
  );
}

interface VerdictsTabProps {
  readonly runId: string;
  readonly state: RunState;
  readonly viewed: number | null;
  readonly selected: string | null;
}
