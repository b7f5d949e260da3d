import type { ReactNode } from "react";

/** The line under a field's name: its help, or what is wrong with what is in it. */
export function faultyHelp(fault: string | undefined, help: ReactNode = undefined): ReactNode {
  if (fault === undefined) return help;
  return (
    <span role="alert" className="text-fail-text">
      {fault}
    </span>
  );
}
