import { Check, Ellipsis, Eye, EyeOff, Pencil, Trash2, Undo2, X } from "lucide-react";
import type { Criterion } from "../../../../shared/run/criteria";
import type { IterationState } from "../../../../shared/run/state";
import { overrideVerdict } from "../../../app/runs/actions";
import { Menu, MenuItem, MenuLine } from "../../../components/Menu";

interface CriterionMenuProps {
  readonly criterion: Criterion;
  readonly iteration: IterationState | null;
  readonly onEdit: () => void;
  readonly onToggle: () => void;
  readonly onRemove: () => void;
}

function Overrides({ criterion, iteration }: { criterion: Criterion; iteration: IterationState }) {
  const decide = (state: "pass" | "fail" | "unclear" | null) =>
    void overrideVerdict(iteration.n, criterion.id, state);
  const overridden = iteration.overrides[criterion.id] !== undefined;
  return (
    <>
      <MenuItem icon={<Check size={14} />} onSelect={() => decide("pass")}>
        Passes in iteration {iteration.n}
      </MenuItem>
      <MenuItem icon={<X size={14} />} onSelect={() => decide("fail")}>
        Fails in iteration {iteration.n}
      </MenuItem>
      {overridden ? (
        <MenuItem icon={<Undo2 size={14} />} onSelect={() => decide(null)}>
          Back to the verifier
        </MenuItem>
      ) : null}
      <MenuLine />
    </>
  );
}

/** All that can be done to one criterion. */
export function CriterionMenu({ criterion, iteration, onEdit, onToggle, onRemove }: CriterionMenuProps) {
  return (
    <Menu
      label={`Criterion: ${criterion.question}`}
      align="start"
      trigger={
        <button
          type="button"
          aria-label={`Change “${criterion.question}”`}
          className="rounded-sm p-0.5 text-mute opacity-0 transition-opacity duration-120 group-focus-within/row:opacity-100 group-hover/row:opacity-100 hover:bg-hover hover:text-text focus-visible:opacity-100 data-[state=open]:opacity-100"
        >
          <Ellipsis size={14} />
        </button>
      }
    >
      {iteration?.image == null ? null : <Overrides criterion={criterion} iteration={iteration} />}
      <MenuItem icon={<Pencil size={14} />} onSelect={onEdit}>
        Edit words and weight
      </MenuItem>
      <MenuItem icon={criterion.enabled ? <EyeOff size={14} /> : <Eye size={14} />} onSelect={onToggle}>
        {criterion.enabled ? "Turn off" : "Turn on"}
      </MenuItem>
      <MenuItem icon={<Trash2 size={14} />} danger onSelect={onRemove}>
        Remove
      </MenuItem>
    </Menu>
  );
}
