import { Plus } from "lucide-react";
import { useCallback, useState } from "react";
import type { Criterion } from "../../../../shared/run/criteria";
import { editCriteria } from "../../../app/runs/actions";
import type { RunEntry } from "../../../app/runs/entry";
import { useSignal } from "../../../app/signals";
import { notifyUndo } from "../../../app/toasts";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { Skeleton } from "../../../components/Loading";
import { Popover } from "../../../components/Popover";
import { SectionHead } from "../../../components/SectionHead";
import { select, useSelection } from "../selection";
import { look, step } from "../studio-actions";
import { ColumnHeads, CriteriaGrid } from "./CriteriaGrid";
import { CriterionForm } from "./CriterionForm";
import { added, edited, freshId, removed, toggled } from "./edits";
import { SkillCard } from "./SkillCard";
import { useColumns } from "./use-columns";

const none: readonly Criterion[] = [];

/** Before there are criteria: their places while they are awaited, words when nobody is writing them. */
function NoneYet({ awaited }: { awaited: boolean }) {
  if (!awaited)
    return <p className="py-3 text-sm text-mute">None were written before the run came to rest.</p>;
  return (
    <div role="status" aria-label="The criteria are being written" className="flex flex-col gap-4 py-3">
      {["w-4/5", "w-3/5", "w-11/12", "w-2/3"].map((width) => (
        <Skeleton key={width} className={`h-4 ${width}`} />
      ))}
    </div>
  );
}

interface CriteriaPanelProps {
  readonly run: RunEntry;
  readonly viewed: number | null;
  /** Of the panel, in CSS pixels. */
  readonly width: number;
}

/** Left side: the skill and why, and every criterion with its fate in each iteration. */
export function CriteriaPanel({ run, viewed, width }: CriteriaPanelProps) {
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
  const toggle = useCallback((one: Criterion) => void editCriteria(toggled(criteria, one.id)), [criteria]);
  const remove = useCallback(
    async (one: Criterion) => {
      const done = await editCriteria(removed(criteria, one.id));
      if (done) notifyUndo(`Removed “${one.question}”`, () => void editCriteria(criteria));
    },
    [criteria],
  );
  return (
    <section aria-label="Skill and criteria" className="flex h-full min-h-0 flex-col bg-panel">
      <div className="min-h-0 flex-1 overflow-y-auto px-3.5 pt-4 pb-4">
        <SectionHead title="Skill" />
        <div className="mt-2">
          <SkillCard state={state} awaited={awaited} />
        </div>
        <div className="sticky -top-4 z-[1] -mx-3.5 mt-4 bg-panel px-3.5 pt-2 pb-1">
          <SectionHead title="Criteria" end={<ColumnHeads columns={columns} looked={viewed} />} />
        </div>
        {state.criteria === null ? (
          <NoneYet awaited={awaited} />
        ) : (
          <CriteriaGrid
            criteria={criteria}
            columns={columns}
            looked={viewed}
            selectedId={selection.criterion}
            onPick={pick}
            onStep={step}
            onEdit={setEditing}
            onToggle={toggle}
            onRemove={remove}
          />
        )}
      </div>
      <div className="border-t border-line p-3.5">
        <Popover
          label="New criterion"
          className="w-80 p-3"
          open={adding}
          onOpenChange={setAdding}
          trigger={
            <Button
              className="w-full"
              keys="C"
              aria-label="Add criterion"
              icon={<Plus size={14} className="text-mute" />}
              disabled={state.criteria === null}
            >
              Add criterion
            </Button>
          }
        >
          <CriterionForm
            label="New criterion"
            start={{ question: "", weight: 1 }}
            submit="Add"
            onCancel={() => setAdding(false)}
            onSubmit={(draft) => {
              setAdding(false);
              void editCriteria(added(criteria, freshId(criteria), draft));
            }}
          />
        </Popover>
      </div>
      {editing === null ? null : (
        <Dialog title="Edit criterion" onClose={() => setEditing(null)} className="w-[26rem]">
          <div className="p-4">
            <CriterionForm
              label="Edit criterion"
              start={editing}
              submit="Save"
              onCancel={() => setEditing(null)}
              onSubmit={(draft) => {
                setEditing(null);
                void editCriteria(edited(criteria, editing.id, draft));
              }}
            />
          </div>
        </Dialog>
      )}
    </section>
  );
}
