import type { ReactNode } from "react";

interface OptionRowProps {
  readonly title: string;
  readonly help?: string;
  readonly children: ReactNode;
}

/** One choice of a popover: what it is, what it means, and the control at the end of the line. */
export function OptionRow({ title, help, children }: OptionRowProps) {
  return (
    <div className="flex min-h-7 items-center justify-between gap-3">
      <span className="min-w-0">
        <span className="block text-base">{title}</span>
        {help === undefined ? null : <span className="block text-sm text-mute">{help}</span>}
      </span>
      <span className="shrink-0">{children}</span>
    </div>
  );
}
