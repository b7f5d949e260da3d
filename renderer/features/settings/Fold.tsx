import { ChevronRight } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { cx } from "../../components/cx";

interface FoldProps {
  readonly title: string;
  /** What is set, in a few words. */
  readonly note: string;
  readonly begin: boolean;
  readonly children: ReactNode;
}

/** Settings folded away until they are wanted. */
export function Fold({ title, note, begin, children }: FoldProps) {
  const [open, setOpen] = useState(begin);
  const body = useId();
  return (
    <div className="py-1.5" data-setting="">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={body}
        onClick={() => setOpen(!open)}
        className="flex w-full items-center gap-2 rounded-md py-2 text-left text-base font-medium hover:bg-hover"
      >
        <ChevronRight
          size={14}
          aria-hidden="true"
          className={cx("shrink-0 text-mute transition-transform duration-120", open && "rotate-90")}
        />
        {title}
        <span className="min-w-0 truncate text-sm font-normal text-mute">{note}</span>
      </button>
      <div id={body} hidden={!open} className="pl-6">
        {open ? children : null}
      </div>
    </div>
  );
}
