import type { ReactNode } from "react";

/** One card of settings. */
export function Section({ title, about, children }: { title: string; about?: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="rounded-xl border border-line bg-panel">
      <header className="border-b border-line px-5 py-3.5">
        <h3 className="text-md font-semibold">{title}</h3>
        {about === undefined ? null : <p className="mt-0.5 text-sm text-mute">{about}</p>}
      </header>
      <div className="divide-y divide-line px-5 py-1">{children}</div>
    </section>
  );
}
