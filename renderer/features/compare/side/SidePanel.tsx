import { useTranslation } from "react-i18next";
import { DiffText } from "../../../components/DiffText";
import { SectionHead } from "../../../components/SectionHead";
import type { Ready } from "../compared";
import { ChangedParameters } from "./ChangedParameters";
import { YourPick } from "./YourPick";

function Words({ title, before, after }: { title: string; before: string; after: string }) {
  const { t } = useTranslation("compare");
  return (
    <section aria-label={title}>
      <SectionHead title={title} />
      <div className="mt-2 max-h-80 overflow-y-auto rounded-xl border border-line bg-raised px-3.5 py-3">
        <DiffText before={before} after={after} />
      </div>
      {before === after ? <p className="mt-1.5 text-sm text-mute">{t("side.samePrompt")}</p> : null}
    </section>
  );
}

/** What sets A and B apart, and which of them the designer takes. */
export function SidePanel({ a, b }: { a: Ready | null; b: Ready | null }) {
  const { t } = useTranslation("compare");
  const yours = { before: a?.run.header?.prompt ?? "", after: b?.run.header?.prompt ?? "" };
  return (
    <section aria-label={t("side.label")} className="flex h-full min-h-0 flex-col bg-panel">
      {a === null || b === null ? (
        <p className="p-4 text-base text-mute">{t("side.needTwo")}</p>
      ) : (
        <>
          <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto px-4 py-4">
            <Words title={t("side.prompt")} before={a.iteration.prompt} after={b.iteration.prompt} />
            {yours.before === yours.after ? null : <Words title={t("side.originals")} {...yours} />}
            <ChangedParameters a={a} b={b} />
          </div>
          <div className="shrink-0 border-t border-line px-4 py-3.5">
            <YourPick a={a} b={b} />
          </div>
        </>
      )}
    </section>
  );
}
