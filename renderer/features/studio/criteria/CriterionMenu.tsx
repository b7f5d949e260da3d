import { Check, Ellipsis, Eye, EyeOff, Pencil, Trash2, Undo2, X } from "lucide-react";
import { type Ref, useState } from "react";
import type { Criterion } from "../../../../shared/run/criteria";
import { overrideVerdict } from "../../../app/runs/actions";
import { iterationOf } from "../../../app/runs/derive";
import { currentRun } from "../../../app/runs/run-store";
import { Menu, MenuItem, MenuLine } from "../../../components/Menu";
import { viewedNow } from "../studio-actions";

export interface CriterionActions {
  readonly onEdit: (criterion: Criterion) => void;
  readonly onToggle: (criterion: Criterion) => void;
  readonly onRemove: (criterion: Criterion) => void;
}

function Overrides({ criterion }: { criterion: Criterion }) {
  const run = currentRun();
  const iteration = run === null ? null : iterationOf(run.state, viewedNow());
  if (iteration === null || iteration.image === null) return null;
  const decide = (state: "pass" | "fail" | "unclear" | null) =>
    void overrideVerdict(iteration.n, criterion.id, state);
  return (
    <>
      <MenuItem icon={<Check size={14} />} onSelect={() => decide("pass")}>
        Passes in iteration {iteration.n}
      </MenuItem>
      <MenuItem icon={<X size={14} />} onSelect={() => decide("fail")}>
        Fails in iteration {iteration.n}
      </MenuItem>
      {iteration.overrides[criterion.id] === undefined ? null : (
        <MenuItem icon={<Undo2 size={14} />} onSelect={() => decide(null)}>
          Back to the verifier
        </MenuItem>
      )}
      <MenuLine />
    </>
  );
}

interface DotsProps extends React.ButtonHTMLAttributes<HTMLButtonElement> {
  readonly question: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

function Dots({ question, ...rest }: DotsProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={`Change “${question}”`}
      className="rounded-sm p-0.5 text-mute opacity-0 transition-opacity duration-120 group-focus-within/row:opacity-100 group-hover/row:opacity-100 hover:bg-hover hover:text-text focus-visible:opacity-100 data-[state=open]:opacity-100"
    >
      <Ellipsis size={14} />
    </button>
  );
}

/** All that can be done to one criterion. The menu itself is only built when it is first asked for. */
export function CriterionMenu({ criterion, ...actions }: { criterion: Criterion } & CriterionActions) {
  const [built, setBuilt] = useState(false);
  const [open, setOpen] = useState(false);
  if (!built) {
    const build = () => {
      setBuilt(true);
      setOpen(true);
    };
    return <Dots question={criterion.question} aria-haspopup="menu" aria-expanded={false} onClick={build} />;
  }
  return (
    <Menu
      label={`Criterion: ${criterion.question}`}
      align="start"
      open={open}
      onOpenChange={setOpen}
      trigger={<Dots question={criterion.question} />}
    >
      <Overrides criterion={criterion} />
      <MenuItem icon={<Pencil size={14} />} onSelect={() => actions.onEdit(criterion)}>
        Edit words and weight
      </MenuItem>
      <MenuItem
        icon={criterion.enabled ? <EyeOff size={14} /> : <Eye size={14} />}
        onSelect={() => actions.onToggle(criterion)}
      >
        {criterion.enabled ? "Turn off" : "Turn on"}
      </MenuItem>
      <MenuItem icon={<Trash2 size={14} />} danger onSelect={() => actions.onRemove(criterion)}>
        Remove
      </MenuItem>
    </Menu>
  );
}
