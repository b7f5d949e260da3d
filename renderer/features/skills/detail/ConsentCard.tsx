import { ShieldQuestion } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SkillEntry } from "../../../../shared/skills";
import { payloadOf } from "../../../app/ipc";
import { Button } from "../../../components/Button";
import { ErrorCard } from "../../../components/ErrorCard";
import { Skeleton } from "../../../components/Loading";
import { useChanges } from "../queries";
import { agreeTo } from "../skill-actions";
import { ChangeList } from "../text/ChangeList";

/** A pack nobody has agreed to as it is now: what changed, and the word that lets it be used. */
export function ConsentCard({ skill }: { skill: SkillEntry }) {
  const { t } = useTranslation("skills");
  const [open, setOpen] = useState(false);
  const changes = useChanges(skill.manifest.name, "agreed", skill.hash, true);
  const known = changes.data?.since != null;
  return (
    <section aria-label={t("consent.label")} className="rounded-xl border border-unsure/50 bg-panel p-4">
      <div className="flex items-start gap-3">
        <ShieldQuestion size={18} className="mt-0.5 shrink-0 text-unsure" aria-hidden="true" />
        <div className="min-w-0 flex-1">
          <h3 className="text-md font-semibold">{t(known ? "consent.changed" : "consent.never")}</h3>
          <p className="mt-1 text-base text-mute">{t(known ? "consent.changedHelp" : "consent.neverHelp")}</p>
          <div className="mt-3 flex flex-wrap gap-2">
            <Button size="sm" variant="primary" disabled={!skill.valid} onClick={() => void agreeTo(skill)}>
              {t("consent.agree")}
            </Button>
            {known ? (
              <Button size="sm" aria-expanded={open} onClick={() => setOpen(!open)}>
                {t(open ? "consent.hide" : "consent.see")}
              </Button>
            ) : null}
          </div>
        </div>
      </div>
      {!open ? null : changes.error !== null ? (
        <ErrorCard title={t("changes.failed")} error={payloadOf(changes.error)} className="mt-4" />
      ) : changes.data === undefined ? (
        <Skeleton className="mt-4 h-24 rounded-lg" />
      ) : (
        <div className="mt-4">
          <ChangeList changes={changes.data.changes} />
        </div>
      )}
    </section>
  );
}
