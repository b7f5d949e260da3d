import {
  ArrowDown,
  ArrowUp,
  Check,
  CircleHelp,
  Ellipsis,
  Eye,
  EyeOff,
  Lock,
  LockOpen,
  Pencil,
  RotateCcw,
  Trash2,
  Undo2,
  X,
} from "lucide-react";
import { type Ref, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Criterion } from "../../../../shared/run/criteria";
import type { Override } from "../../../../shared/run/verdicts";
import { iterationOf } from "../../../app/runs/derive";
import { currentRun } from "../../../app/runs/run-store";
import { judgeAgain, overrideVerdict } from "../../../app/runs/steering";
import { Menu, MenuItem, MenuLine } from "../../../components/Menu";
import { viewedNow } from "../studio-actions";
import { unanswered } from "./marks";

export interface CriterionActions {
  readonly onEdit: (criterion: Criterion) => void;
  readonly onToggle: (criterion: Criterion) => void;
  readonly onLock: (criterion: Criterion) => void;
  readonly onMove: (criterion: Criterion, by: number) => void;
  readonly onRemove: (criterion: Criterion) => void;
}

function Overrides({ criterion }: { criterion: Criterion }) {
  const { t } = useTranslation("studio");
  const run = currentRun();
  const iteration = run === null ? null : iterationOf(run.state, viewedNow());
  if (iteration === null || iteration.image === null) return null;
  const { n } = iteration;
  const decide = (state: Override["state"] | null) => void overrideVerdict(n, criterion.id, state);
  return (
    <>
      <MenuItem icon={<Check size={14} />} onSelect={() => decide("pass")}>
        {t("criteria.passesIn", { n })}
      </MenuItem>
      <MenuItem icon={<X size={14} />} onSelect={() => decide("fail")}>
        {t("criteria.failsIn", { n })}
      </MenuItem>
      <MenuItem icon={<CircleHelp size={14} />} onSelect={() => decide("unclear")}>
        {t("criteria.unclearIn", { n })}
      </MenuItem>
      {iteration.overrides[criterion.id] === undefined ? null : (
        <MenuItem icon={<Undo2 size={14} />} onSelect={() => decide(null)}>
          {t("criteria.backToVerifier")}
        </MenuItem>
      )}
      <MenuLine />
    </>
  );
}

/** Has the verifier look again: at the image on screen, and at those that were never asked this. */
function Judging({ criterion }: { criterion: Criterion }) {
  const { t } = useTranslation("studio");
  const run = currentRun();
  const iteration = run === null ? null : iterationOf(run.state, viewedNow());
  if (run === null || !criterion.enabled) return null;
  const open = unanswered(run.state, criterion);
  if (iteration?.image == null && open.length === 0) return null;
  return (
    <>
      {iteration?.image == null ? null : (
        <MenuItem
          icon={<RotateCcw size={14} />}
          onSelect={() => void judgeAgain([iteration.n], [criterion.id])}
        >
          {t("criteria.judgeIn", { n: iteration.n })}
        </MenuItem>
      )}
      {open.length === 0 ? null : (
        <MenuItem
          icon={<RotateCcw size={14} />}
          detail={t("criteria.judgeAllDetail", { count: open.length })}
          onSelect={() => void judgeAgain(open, [criterion.id])}
        >
          {t("criteria.judgeAll")}
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
  const { t } = useTranslation("studio");
  return (
    <button
      type="button"
      {...rest}
      aria-label={t("criteria.change", { question })}
      className="rounded-sm p-0.5 text-mute opacity-0 transition-opacity duration-120 group-focus-within/row:opacity-100 group-hover/row:opacity-100 hover:bg-hover hover:text-text focus-visible:opacity-100 data-[state=open]:opacity-100"
    >
      <Ellipsis size={14} />
    </button>
  );
}

interface CriterionMenuProps extends CriterionActions {
  readonly criterion: Criterion;
  readonly first: boolean;
  readonly last: boolean;
}

function Items({ criterion, first, last, ...actions }: CriterionMenuProps) {
  const { t } = useTranslation("studio");
  const locked = criterion.locked === true;
  return (
    <>
      <Overrides criterion={criterion} />
      <Judging criterion={criterion} />
      <MenuItem icon={<Pencil size={14} />} onSelect={() => actions.onEdit(criterion)}>
        {t("criteria.edit")}
      </MenuItem>
      <MenuItem
        icon={locked ? <LockOpen size={14} /> : <Lock size={14} />}
        onSelect={() => actions.onLock(criterion)}
      >
        {t(locked ? "criteria.unlock" : "criteria.mustHold")}
      </MenuItem>
      <MenuItem
        icon={criterion.enabled ? <EyeOff size={14} /> : <Eye size={14} />}
        onSelect={() => actions.onToggle(criterion)}
      >
        {t(criterion.enabled ? "criteria.turnOff" : "criteria.turnOn")}
      </MenuItem>
      <MenuItem
        icon={<ArrowUp size={14} />}
        keys="Alt+Up"
        disabled={first}
        onSelect={() => actions.onMove(criterion, -1)}
      >
        {t("criteria.up")}
      </MenuItem>
      <MenuItem
        icon={<ArrowDown size={14} />}
        keys="Alt+Down"
        disabled={last}
        onSelect={() => actions.onMove(criterion, 1)}
      >
        {t("criteria.down")}
      </MenuItem>
      <MenuLine />
      <MenuItem icon={<Trash2 size={14} />} danger onSelect={() => actions.onRemove(criterion)}>
        {t("criteria.remove")}
      </MenuItem>
    </>
  );
}

/** All that can be done to one criterion. The menu itself is only built when it is first asked for. */
export function CriterionMenu(props: CriterionMenuProps) {
  const { criterion } = props;
  const { t } = useTranslation("studio");
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
      label={t("criteria.menu", { question: criterion.question })}
      align="start"
      open={open}
      onOpenChange={setOpen}
      trigger={<Dots question={criterion.question} />}
    >
      <Items {...props} />
    </Menu>
  );
}
