import type { ReactNode } from "react";
import type { SettingsSection } from "../../app/settings-link";

interface SectionProps {
  readonly id: SettingsSection;
  readonly title: string;
  readonly about?: string;
  readonly children: ReactNode;
}

/** Where a section stands in the page, for the index and for links to it. */
export const anchorOf = (id: SettingsSection): string => `settings-${id}`;

/** One card of settings. */
export function Section({ id, title, about, children }: SectionProps) {
  return (
    <section
      id={anchorOf(id)}
      aria-label={title}
      data-section={id}
      className="rounded-xl border border-line bg-panel"
    >
      <header className="border-b border-line px-5 py-3.5">
        <h3 tabIndex={-1} className="text-md font-semibold outline-none">
          {title}
        </h3>
        {about === undefined ? null : <p className="mt-0.5 text-sm text-mute">{about}</p>}
      </header>
      <div className="divide-y divide-line px-5 py-1">{children}</div>
    </section>
  );
}
