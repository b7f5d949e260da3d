import { type ReactNode, useState } from "react";
import { cx } from "../../../components/cx";
import { Popover } from "../../../components/Popover";

interface ChipProps {
  /** What the chip is about: "Rounds". */
  readonly name: string;
  /** What it stands at: "5 rounds". */
  readonly value: string;
  /** True when the designer chose something other than the default. */
  readonly changed?: boolean;
  readonly children: (close: () => void) => ReactNode;
  readonly wide?: boolean;
  /** Stands for the value where room is short. */
  readonly icon?: ReactNode;
}

/** One choice for the next run, worn on the prompt bar; pressing it opens the choice. */
export function Chip({ name, value, changed = false, children, wide = false, icon }: ChipProps) {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      label={name}
      open={open}
      onOpenChange={setOpen}
      className={cx(
        "max-h-(--radix-popover-content-available-height) overflow-y-auto",
        wide ? "w-[22rem]" : "w-72",
      )}
      trigger={
        <button
          type="button"
          aria-label={`${name}: ${value}`}
          className={cx(
            "tabular inline-flex h-6 min-w-0 shrink-0 items-center gap-1.5 rounded-md border px-2 text-sm transition-colors duration-120 hover:bg-hover data-[state=open]:bg-hover",
            changed ? "border-accent/50 text-text" : "border-line-strong text-mute hover:text-text",
          )}
        >
          {icon}
          <span className={cx("max-w-40 truncate", icon !== undefined && "max-2xl:sr-only")}>{value}</span>
        </button>
      }
    >
      <h3 className="mb-3 text-base font-semibold">{name}</h3>
      {children(() => setOpen(false))}
    </Popover>
  );
}
