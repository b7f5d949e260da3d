import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SkillEntry, SkillUsage } from "../../../../shared/skills";
import { payloadOf } from "../../../app/ipc";
import { ErrorCard } from "../../../components/ErrorCard";
import { Skeleton } from "../../../components/Loading";
import { SectionHead } from "../../../components/SectionHead";
import { Segmented } from "../../../components/Segmented";
import { editSkill } from "../editor/editor-store";
import { useSkillText } from "../queries";
import { SkillSwitch } from "../shelf/SkillSwitch";
import { SkillBody } from "../text/SkillBody";
import { ConsentCard } from "./ConsentCard";
import { FilesTab } from "./FilesTab";
import { ProblemList } from "./ProblemList";
import { SkillActions } from "./SkillActions";
import { Stages } from "./Stages";
import { UsageSection } from "./UsageSection";
import { VersionsTab } from "./VersionsTab";

type Part = "body" | "files" | "versions";

function Contents({ skill }: { skill: SkillEntry }) {
  const { t } = useTranslation("skills");
  const [part, setPart] = useState<Part>("body");
  const found = useSkillText(skill.manifest.name);
  const parts: readonly { id: Part; title: string }[] = [
    { id: "body", title: t("tabs.body") },
    { id: "files", title: t("tabs.filesPlain") },
    ...(skill.source === "user" ? [{ id: "versions" as const, title: t("tabs.versions") }] : []),
  ];
  return (
    <section aria-label={t("contents")}>
      <Segmented label={t("contents")} value={part} onChange={setPart} options={parts} />
      <div className="mt-4 rounded-xl border border-line bg-panel px-5 py-4">
        {part === "versions" ? (
          <VersionsTab skill={skill} />
        ) : found.error !== null ? (
          <ErrorCard title={t("body.failed")} error={payloadOf(found.error)} />
        ) : found.data === undefined ? (
          <Skeleton className="h-64 rounded-lg" />
        ) : part === "body" ? (
          <SkillBody text={found.data.text} />
        ) : (
          <FilesTab skill={skill} files={found.data.files} />
        )}
      </div>
    </section>
  );
}

function Problems({ skill }: { skill: SkillEntry }) {
  const { t } = useTranslation("skills");
  if (skill.problems.length === 0) return null;
  const editable = skill.source === "user" && skill.hash !== "";
  return (
    <section aria-label={t("problems.label")}>
      <SectionHead title={t("problems.label")} />
      <div className="mt-2">
        <ProblemList
          problems={skill.problems}
          {...(editable ? { onGo: (problem) => void editSkill(skill.manifest.name, problem) } : {})}
        />
      </div>
    </section>
  );
}

/** One pack, opened: what it says, what it holds, what is wrong with it, whether it helps. */
export function SkillDetail({ skill, usage }: { skill: SkillEntry; usage: SkillUsage | null }) {
  const { t } = useTranslation("skills");
  const { name, title, description, license } = skill.manifest;
  const facts = [
    t(`source.${skill.source}`),
    t(`format.${skill.format}`),
    ...(license === undefined ? [] : [license]),
    ...(skill.valid && skill.hasLocalRules ? [t("offline")] : []),
  ];
  return (
    <article aria-label={title} className="mx-auto flex max-w-[50rem] flex-col gap-6 px-7 py-6">
      <header>
        <div className="flex items-start justify-between gap-4">
          <h2 className="min-w-0 text-xl font-semibold break-words">{title}</h2>
          <span className="flex shrink-0 items-center gap-2.5 pt-1.5 text-sm text-mute">
            {!skill.valid
              ? t("state.invalid")
              : skill.consent === "asked"
                ? t("state.asked")
                : t(skill.enabled ? "state.on" : "state.off")}
            <SkillSwitch skill={skill} label={t("useInRuns", { title })} />
          </span>
        </div>
        <p className="selectable mt-1.5 max-w-[42rem] text-md break-words text-mute">{description}</p>
        <p className="selectable mt-2 text-sm text-mute">
          <span className="font-mono">{name}</span> · {facts.join(" · ")}
        </p>
        <div className="mt-3">
          <SkillActions skill={skill} />
        </div>
      </header>
      {skill.valid && skill.consent === "asked" ? <ConsentCard skill={skill} /> : null}
      <Problems skill={skill} />
      {usage === null || (!skill.valid && usage.runs === 0) ? null : (
        <UsageSection usage={usage} name={name} />
      )}
      {skill.valid ? <Stages skill={skill} /> : null}
      <Contents skill={skill} />
    </article>
  );
}
