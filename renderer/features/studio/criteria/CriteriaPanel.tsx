import { Plus } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Criterion } from "../../../../shared/run/criteria";
import { awaitsAnswer } from "../../../../shared/run/state";
import type { RunEntry } from "../../../app/runs/entry";
import { changeCriteria } from "../../../app/runs/steering";
import { useSignal } from "../../../app/signals";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { Skeleton } from "../../../components/Loading";
import { Popover } from "../../../components/Popover";
import { SectionHead } from "../../../components/SectionHead";
import { select, useSelection } from "../selection";
import { look, step } from "../studio-actions";
import { ColumnHeads, CriteriaGrid } from "./CriteriaGrid";
import { CriterionForm } from "./CriterionForm";
import type { CriterionActions } from "./CriterionMenu";
import { added, edited, freshId, lockToggled, removed, shifted, toggled } from "./edits";
import { SkillCard } from "./SkillCard";
import { useColumns } from "./use-columns";

const none: readonly Criterion[] = [];
const blank = { question: "", weight: 1, locked: false };

/** Before there are criteria: their places while they are awaited, words when nobody is writing them. */
function NoneYet({ awaited, asking }: { awaited: boolean; asking: boolean }) {
  const { t } = useTranslation(["studio", "common"]);
  if (asking) return <p className="py-3 text-sm text-mute">{t("clarify.waiting")}</p>;
  if (!awaited) return <p className="py-3 text-sm text-mute">{t("criteria.none")}</p>;
  return (
    <div role="status" aria-label={t("criteria.awaited")} className="flex flex-col gap-4 py-3">
      {["w-4/5", "w-3/5", "w-11/12", "w-2/3"].map((width) => (
        <Skeleton key={width} className={`h-4 ${width}`} />
      ))}
    </div>
  );
}

/** What the menus of the rows do to the list; each is one step back with Ctrl+Z. */
function useActions(
  criteria: readonly Criterion[],
  onEdit: (criterion: Criterion) => void,
): CriterionActions {
  const { t } = useTranslation(["studio", "common"]);
  return useMemo(() => {
    const told =
      (what: "turnedOff" | "turnedOn" | "lockedNow" | "unlockedNow" | "moved" | "removed") =>
      (one: Criterion) =>
        t(`criteria.told.${what}`, { question: one.question });
    const change = (next: readonly Criterion[], sentence: string) => void changeCriteria(next, sentence);
    return {
      onEdit,
      onToggle: (one) => change(toggled(criteria, one.id), told(one.enabled ? "turnedOff" : "turnedOn")(one)),
      onLock: (one) =>
        change(lockToggled(criteria, one.id), told(one.locked === true ? "unlockedNow" : "lockedNow")(one)),
      onMove: (one, by) => change(shifted(criteria, one.id, by), told("moved")(one)),
      onRemove: (one) => change(removed(criteria, one.id), told("removed")(one)),
    };
  }, [criteria, onEdit, t]);
}

interface CriteriaPanelProps {
  readonly run: RunEntry;
  readonly viewed: number | null;
  /** Of the panel, in CSS pixels. */
  readonly width: number;
}

/** Left side: the skill and why, and every criterion with its fate in each iteration. */
export function CriteriaPanel({ run, viewed, width }: CriteriaPanelProps) {
  const { t } = useTranslation(["studio", "common"]);
  const { state } = run;
  const awaited = state.status === "running" && run.live;
  const criteria = state.criteria ?? none;
  const selection = useSelection(run.id);
  const columns = useColumns(state.iterations, width, viewed);
  const [adding, setAdding] = useState(false);
  const [editing, setEditing] = useState<Criterion | null>(null);
  useSignal(
    "criteria:add",
    useCallback(() => setAdding(true), []),
  );
  const pick = useCallback(
    (criterion: string, iteration: number | null) => {
      select(run.id, { criterion });
      if (iteration !== null) look(iteration);
    },
    [run.id],
  );
  const actions = useActions(criteria, setEditing);
  return (
    <section aria-label={t("criteria.panel")} className="flex h-full min-h-0 flex-col bg-panel">
      <div className="min-h-0 flex-1 overflow-y-auto px-3.5 pt-4 pb-4">
        <SectionHead title={t("skill.title")} />
        <div className="mt-2">
          <SkillCard state={state} awaited={awaited} />
        </div>
        <div className="sticky -top-4 z-[1] -mx-3.5 mt-4 bg-panel px-3.5 pt-2 pb-1">
          <SectionHead title={t("criteria.title")} end={<ColumnHeads columns={columns} looked={viewed} />} />
        </div>
        {state.criteria === null ? (
          <NoneYet awaited={awaited} asking={awaitsAnswer(state)} />
        ) : (
          <CriteriaGrid
            criteria={criteria}
            columns={columns}
            looked={viewed}
            selectedId={selection.criterion}
            onPick={pick}
            onStep={step}
            {...actions}
          />
        )}
      </div>
      <div className="border-t border-line p-3.5">
        <Popover
          label={t("criteria.new")}
          className="w-80 p-3"
          open={adding}
          onOpenChange={setAdding}
          trigger={
            <Button
              className="w-full"
              command="criterion.add"
              aria-label={t("criteria.add")}
              icon={<Plus size={14} className="text-mute" />}
              disabled={state.criteria === null}
            >
              {t("criteria.add")}
            </Button>
          }
        >
          <CriterionForm
            label={t("criteria.new")}
            start={blank}
            submit={t("criteria.submit")}
            onCancel={() => setAdding(false)}
            onSubmit={(draft) => {
              setAdding(false);
              const told = t("criteria.told.added", { question: draft.question.trim() });
              void changeCriteria(added(criteria, freshId(criteria), draft), told);
            }}
          />
        </Popover>
      </div>
      {editing === null ? null : (
        <Dialog title={t("criteria.editing")} onClose={() => setEditing(null)} className="w-[26rem]">
          <div className="p-4">
            <CriterionForm
              label={t("criteria.editing")}
              start={{ ...editing, locked: editing.locked === true }}
              submit={t("common:save")}
              onCancel={() => setEditing(null)}
              onSubmit={(draft) => {
                setEditing(null);
                const told = t("criteria.told.edited", { question: draft.question.trim() });
                void changeCriteria(edited(criteria, editing.id, draft), told);
              }}
            />
          </div>
        </Dialog>
      )}
    </section>
  );
}
