import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PackPreview } from "../../../../shared/skills";
import { TextInput } from "../../../components/Field";
import { Segmented } from "../../../components/Segmented";
import { Tabs } from "../../../components/Tabs";
import { formatBytes, formatNumber } from "../../../i18n/format";
import { ProblemList } from "../detail/ProblemList";
import { ChangeList } from "../text/ChangeList";
import { SkillBody } from "../text/SkillBody";
import { type Action, actionsFor, type Choice, type NameFault } from "./choices";
import { StandingBadge } from "./PackList";

interface PackDetailProps {
  readonly pack: PackPreview;
  readonly choice: Choice;
  readonly fault: NameFault | null;
  readonly onChange: (choice: Choice) => void;
}

/** What an action is called where the pack stands as it does. */
function titleOf({ standing }: PackPreview, action: Action) {
  if (standing === "shadows-bundled" && action === "install") return "actions.shadow";
  if (standing === "new" && action === "rename") return "actions.renameNew";
  return `actions.${action}` as const;
}

function ActionChoice({ pack, choice, fault, onChange }: PackDetailProps) {
  const { t } = useTranslation("skills");
  if (!pack.valid) return <p className="text-base text-fail-text">{t("preflight.invalid")}</p>;
  const options = actionsFor(pack).map((id) => ({
    id,
    title: t(titleOf(pack, id)),
  }));
  return (
    <div className="flex flex-wrap items-center gap-2.5">
      <Segmented
        label={t("actions.label")}
        value={choice.action}
        options={options}
        onChange={(action) => onChange({ ...choice, action, taken: true })}
      />
      {choice.action === "rename" ? (
        <span className="flex items-center gap-2">
          <TextInput
            aria-label={t("actions.name")}
            aria-invalid={fault !== null}
            value={choice.name}
            maxLength={64}
            spellCheck={false}
            onChange={(event) => onChange({ ...choice, name: event.target.value, taken: true })}
            className="w-52 font-mono"
          />
        </span>
      ) : null}
      <span role="status" className={fault === null ? "text-sm text-mute" : "text-sm text-fail-text"}>
        {fault === null ? t(`actions.${choice.action}Help`) : t(`actions.fault.${fault}`)}
      </span>
    </div>
  );
}

function FileList({ pack }: { pack: PackPreview }) {
  const { t } = useTranslation("skills");
  return (
    <>
      <ul aria-label={t("files.label")} className="flex flex-col">
        {pack.files.map((file) => (
          <li
            key={file.path}
            className="selectable flex justify-between gap-4 border-b border-line py-1.5 last:border-b-0"
          >
            <span className="min-w-0 font-mono text-sm break-all">{file.path}</span>
            <span className="tabular shrink-0 text-sm text-mute">{formatBytes(file.bytes)}</span>
          </li>
        ))}
      </ul>
      <p className="selectable mt-4 font-mono text-xs break-all text-mute">
        {t("files.hash")} {pack.hash}
      </p>
    </>
  );
}

type Tab = "body" | "warnings" | "files" | "changes";

/** One pack before it comes in: what it says, what it holds, what it would change. */
export function PackDetail(props: PackDetailProps) {
  const { pack } = props;
  const { t } = useTranslation("skills");
  const [tab, setTab] = useState<Tab>(pack.problems.length > 0 && !pack.valid ? "warnings" : "body");
  const tabs = [
    { id: "body" as const, title: t("tabs.body"), body: <SkillBody text={pack.body} /> },
    ...(pack.problems.length === 0
      ? []
      : [
          {
            id: "warnings" as const,
            title: t("tabs.problems", { count: pack.problems.length }),
            body: <ProblemList problems={pack.problems} />,
          },
        ]),
    {
      id: "files" as const,
      title: t("tabs.files", { count: pack.files.length }),
      body: <FileList pack={pack} />,
    },
    ...(pack.standing === "update" || pack.standing === "shadows-bundled"
      ? [
          {
            id: "changes" as const,
            title: t("tabs.changes", { count: pack.changes.length }),
            body: <ChangeList changes={pack.changes} />,
          },
        ]
      : []),
  ];
  return (
    <section aria-label={pack.manifest.title} className="flex min-h-0 flex-1 flex-col">
      <header className="flex flex-col gap-3 px-5 pt-4">
        <div>
          <h3 className="flex flex-wrap items-center gap-2.5 text-lg font-semibold">
            <span className="min-w-0 break-words">{pack.manifest.title}</span>
            <StandingBadge pack={pack} />
          </h3>
          <p className="selectable mt-1 line-clamp-3 text-base break-words text-mute">
            {pack.manifest.description}
          </p>
          <p className="selectable mt-1 text-sm break-all text-mute">
            {t("preflight.facts", {
              name: pack.manifest.name,
              files: formatNumber(pack.files.length),
              size: formatBytes(pack.bytes),
            })}{" "}
            · {pack.origin}
          </p>
        </div>
        <ActionChoice {...props} />
      </header>
      <div className="flex min-h-[18rem] flex-1 flex-col">
        <Tabs label={t("tabs.label")} value={tab} onChange={setTab} tabs={tabs} />
      </div>
    </section>
  );
}
