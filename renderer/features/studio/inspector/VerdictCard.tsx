import { Check, CircleHelp, CornerDownRight, RotateCcw, Undo2, X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Criterion } from "../../../../shared/run/criteria";
import type { IterationState } from "../../../../shared/run/state";
import { NOT_ASKED, type Override, type Verdict } from "../../../../shared/run/verdicts";
import { judgeAgain, overrideVerdict } from "../../../app/runs/steering";
import { Badge } from "../../../components/Badge";
import { cx } from "../../../components/cx";
import { IconButton } from "../../../components/IconButton";
import { Mark } from "../../../components/Mark";
import { markOf } from "../criteria/marks";
import { needsText, stateWord, sureness, unaskedBecause } from "../criteria/words";
import { select } from "../selection";

type Decision = Override["state"];

const MAX_NOTE = 500;

const decisions: readonly {
  state: Decision;
  label: "sayPass" | "sayFail" | "sayUnclear";
  icon: ReactNode;
}[] = [
  { state: "pass", label: "sayPass", icon: <Check size={13} /> },
  { state: "fail", label: "sayFail", icon: <X size={13} /> },
  { state: "unclear", label: "sayUnclear", icon: <CircleHelp size={13} /> },
];

interface DecideProps {
  readonly criterion: Criterion;
  readonly iteration: IterationState;
}

/** The designer's word, the way back to the verifier's, and the verifier once more. */
function Decide({ criterion, iteration }: DecideProps) {
  const { t } = useTranslation("studio");
  const override = iteration.overrides[criterion.id];
  const decide = (state: Decision | null) =>
    void overrideVerdict(iteration.n, criterion.id, state, override?.note ?? "");
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of toggle buttons, not a form's fieldset
    <div
      role="group"
      aria-label={t("verdicts.decide", { question: criterion.question })}
      data-overridden={override !== undefined}
      className="absolute right-2 bottom-1.5 flex items-center gap-0.5 rounded-md bg-raised pl-1 opacity-0 transition-opacity duration-120 group-focus-within/verdict:opacity-100 group-hover/verdict:opacity-100 data-[overridden=true]:opacity-100"
    >
      <IconButton
        label={t("verdicts.judge")}
        icon={<RotateCcw size={12} />}
        size="xs"
        disabled={!criterion.enabled}
        onClick={() => void judgeAgain([iteration.n], [criterion.id])}
      />
      {decisions.map(({ state, label, icon }) => (
        <IconButton
          key={state}
          label={t(`verdicts.${label}`)}
          icon={icon}
          size="xs"
          aria-pressed={override?.state === state}
          onClick={() => decide(state)}
        />
      ))}
      <IconButton
        label={t("criteria.backToVerifier")}
        icon={<Undo2 size={13} />}
        size="xs"
        className={override === undefined ? "invisible" : undefined}
        onClick={() => decide(null)}
      />
    </div>
  );
}

/** Why the designer sees it differently; the refiner reads it too. Saved when it is left or Enter is pressed. */
function Note({ criterion, iteration, override }: DecideProps & { override: Override }) {
  const { t } = useTranslation("studio");
  const [typed, setTyped] = useState<string | null>(null);
  const former = override.note ?? "";
  const save = () => {
    if (typed !== null && typed.trim() !== former)
      void overrideVerdict(iteration.n, criterion.id, override.state, typed);
    setTyped(null);
  };
  return (
    <input
      aria-label={t("verdicts.note", { question: criterion.question })}
      placeholder={t("verdicts.notePlaceholder")}
      maxLength={MAX_NOTE}
      value={typed ?? former}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        setTyped(null);
      }}
      className="mt-1.5 h-[26px] w-full rounded-md border border-transparent bg-bg/60 px-2 text-sm text-text outline-none transition-colors duration-120 hover:border-line focus:border-accent focus-visible:outline-none"
    />
  );
}

interface VerdictCardProps extends DecideProps {
  readonly criteria: readonly Criterion[];
  readonly runId: string;
  readonly selected: boolean;
}

/** One criterion's verdict on one image: what was seen, how sure, by whom; and the designer's word over it. */
export function VerdictCard({ criterion, criteria, iteration, runId, selected }: VerdictCardProps) {
  const { t } = useTranslation("studio");
  const verdict = iteration.verdicts[criterion.id];
  const override = iteration.overrides[criterion.id];
  const { state, yours } = markOf(iteration, criterion);
  const source = useSource(state === "unasked" ? undefined : verdict);
  const told = useTold(criterion, iteration, criteria);
  const needs = needsText(criterion, criteria);
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
            <span className="sr-only">: {stateWord(state)}</span>
          </button>
          <p
            className={cx(
              "selectable mt-0.5 text-sm break-words text-mute",
              yours && "line-through decoration-faint",
            )}
          >
            {told}
          </p>
          {needs === "" || state === "unasked" ? null : (
            <p className="mt-1 flex items-start gap-1 text-xs text-mute">
              <CornerDownRight size={11} className="mt-0.5 shrink-0" aria-hidden="true" />
              <span className="min-w-0 break-words">{needs}</span>
            </p>
          )}
          {override === undefined ? null : (
            <Note criterion={criterion} iteration={iteration} override={override} />
          )}
          <p className="tabular mt-1 flex h-[18px] items-center truncate text-xs text-mute" title={source}>
            {yours ? <Badge tone="accent">{t("verdicts.yours", { state: stateWord(state) })}</Badge> : source}
          </p>
        </div>
      </div>
      {iteration.image === null ? null : <Decide criterion={criterion} iteration={iteration} />}
    </li>
  );
}

/** "97 % sure · 4 places · flatland-detector" */
function useSource(verdict: Verdict | undefined): string {
  const { t } = useTranslation("studio");
  if (verdict === undefined) return "";
  const places = t("verdicts.places", { count: verdict.evidence.length });
  return [sureness(verdict), places, verdict.by].filter((word) => word !== "").join(" · ");
}

function useTold(criterion: Criterion, iteration: IterationState, criteria: readonly Criterion[]): string {
  const { t } = useTranslation("studio");
  const verdict = iteration.verdicts[criterion.id];
  if (!criterion.enabled) return t("verdicts.turnedOff");
  if (verdict === undefined) return t(iteration.judged ? "verdicts.notAsked" : "verdicts.waiting");
  if (verdict.by === NOT_ASKED) return unaskedBecause(iteration, criterion, criteria);
  return verdict.answer === "" ? stateWord(verdict.state) : verdict.answer;
}
