import type { ReactNode } from "react";

/** A section's small-caps head, with something quiet at its end. */
export function SectionHead({ title, end, id }: { title: string; end?: ReactNode; id?: string }) {
  return (
    <div className="flex min-h-[18px] items-center justify-between gap-3">
      <h2 {...(id === undefined ? {} : { id })} className="caps shrink-0 whitespace-nowrap">
        {title}
      </h2>
      {end}
    </div>
  );
}
