import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PackVersion, SkillEntry } from "../../../../shared/skills";
import { payloadOf } from "../../../app/ipc";
import { Badge } from "../../../components/Badge";
import { Button } from "../../../components/Button";
import { ErrorCard } from "../../../components/ErrorCard";
import { Skeleton } from "../../../components/Loading";
import { formatBytes, formatDateTime } from "../../../i18n/format";
import { useChanges, useVersions } from "../queries";
import { rollBack } from "../skill-actions";
import { ChangeList } from "../text/ChangeList";

function Since({ skill, hash }: { skill: SkillEntry; hash: string }) {
  const { t } = useTranslation("skills");
  const changes = useChanges(skill.manifest.name, hash, skill.hash, true);
  if (changes.error !== null)
    return <ErrorCard title={t("changes.failed")} error={payloadOf(changes.error)} />;
  if (changes.data === undefined) return <Skeleton className="h-24 rounded-lg" />;
  return (
    <>
      <p className="mb-2 text-sm text-mute">{t("versions.since")}</p>
      <ChangeList changes={changes.data.changes} />
    </>
  );
}

function Version({ skill, version }: { skill: SkillEntry; version: PackVersion }) {
  const { t } = useTranslation("skills");
  const [open, setOpen] = useState(false);
  const short = version.hash.slice(0, 8);
  const date = formatDateTime(version.installedAt);
  return (
    <li className="border-b border-line py-2.5 last:border-b-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <div className="min-w-0 flex-1">
          <p className="flex items-center gap-2.5 text-base">
            <span>{date}</span>
            {version.current ? <Badge tone="accent">{t("versions.current")}</Badge> : null}
          </p>
          <p className="selectable text-sm text-mute">
            <span className="font-mono">{short}</span> · {t("versions.files", { count: version.files })} ·{" "}
            {formatBytes(version.bytes)}
          </p>
        </div>
        {version.current ? null : (
          <span className="flex gap-2">
            <Button size="sm" variant="ghost" aria-expanded={open} onClick={() => setOpen(!open)}>
              {t("versions.compare")}
            </Button>
            <Button
              size="sm"
              aria-label={t("versions.rollbackTo", { date })}
              onClick={() => void rollBack(skill, version.hash)}
            >
              {t("versions.rollback")}
            </Button>
          </span>
        )}
      </div>
      {open ? (
        <div className="mt-3">
          <Since skill={skill} hash={version.hash} />
        </div>
      ) : null}
    </li>
  );
}

/** The versions kept of a pack, each a step back. */
export function VersionsTab({ skill }: { skill: SkillEntry }) {
  const { t } = useTranslation("skills");
  const versions = useVersions(skill.manifest.name, skill.hash);
  if (versions.error !== null) {
    return <ErrorCard title={t("versions.failed")} error={payloadOf(versions.error)} />;
  }
  if (versions.data === undefined) return <Skeleton className="h-28 rounded-lg" />;
  return (
    <>
      <ul aria-label={t("versions.label")} className="flex flex-col">
        {versions.data.map((version) => (
          <Version key={version.hash} skill={skill} version={version} />
        ))}
      </ul>
      {versions.data.length < 2 ? <p className="mt-1 text-sm text-mute">{t("versions.only")}</p> : null}
    </>
  );
}
