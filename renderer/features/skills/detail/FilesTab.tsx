import { FileText } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SkillEntry } from "../../../../shared/skills";
import { CopyButton } from "../../../components/CopyButton";
import { cx } from "../../../components/cx";
import { useSkillTexts } from "../queries";

/** The files of a pack; those that are texts can be read. */
export function FilesTab({ skill, files }: { skill: SkillEntry; files: readonly string[] }) {
  const { t } = useTranslation("skills");
  const [open, setOpen] = useState<string | null>(null);
  const texts = useSkillTexts(skill.manifest.name, skill.hash !== "");
  const text = texts.data?.files.find((file) => file.path === open)?.text ?? null;
  return (
    <div className="flex flex-col gap-4">
      <ul aria-label={t("files.label")} className="flex flex-col gap-0.5">
        {files.map((file) => (
          <li key={file}>
            <button
              type="button"
              aria-expanded={file === open}
              onClick={() => setOpen(file === open ? null : file)}
              className={cx(
                "flex w-full items-center gap-2.5 rounded-md px-2 py-1 text-left",
                file === open ? "bg-raised" : "hover:bg-hover",
              )}
            >
              <FileText size={13} className="shrink-0 text-mute" aria-hidden="true" />
              <span className="min-w-0 truncate font-mono text-sm" title={file}>
                {file}
              </span>
            </button>
            {file !== open ? null : text === null ? (
              <p className="px-2 py-2 text-sm text-mute">{t("files.noText")}</p>
            ) : (
              <pre className="selectable prose-plain my-1.5 rounded-lg bg-bg px-3.5 py-3 font-mono text-sm leading-[1.2rem]">
                {text}
              </pre>
            )}
          </li>
        ))}
      </ul>
      <div className="flex items-start justify-between gap-3 border-t border-line pt-3">
        <p className="selectable font-mono text-xs break-all text-mute">
          {t("files.hash")} {skill.hash === "" ? t("files.noHash") : skill.hash}
        </p>
        {skill.hash === "" ? null : <CopyButton text={skill.hash} label={t("files.copyHash")} />}
      </div>
    </div>
  );
}
