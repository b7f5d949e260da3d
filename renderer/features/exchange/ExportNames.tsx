import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Output } from "../../../shared/ipc/contract";
import { SectionHead } from "../../components/SectionHead";
import { TemplateInput } from "./TemplateInput";

/** Names written out; the rest are counted. */
const SHOWN = 3;

interface ExportNamesProps {
  readonly template: string;
  readonly onTemplate: (template: string) => void;
  readonly plan: Output<"exchange:plan"> | undefined;
  /** Iterations that have no such picture. */
  readonly missing: number;
}

/** The template and the names it gives these very files. */
export function ExportNames({ template, onTemplate, plan, missing }: ExportNamesProps) {
  const { t } = useTranslation("exchange");
  const helpId = useId();
  const names = plan?.names ?? [];
  const rest = names.length - SHOWN;
  const problems = plan?.problems ?? [];
  return (
    <section>
      <SectionHead title={t("export.names")} />
      <div className="mt-2">
        <TemplateInput
          label={t("template.label")}
          describedBy={helpId}
          invalid={problems.length > 0 || template.trim() === ""}
          value={template}
          onChange={onTemplate}
        />
      </div>
      <div id={helpId} aria-live="polite" className="mt-2 min-h-[3.2rem] text-sm">
        <ul aria-label={t("export.names")}>
          {names.slice(0, SHOWN).map((name) => (
            <li key={name} className="selectable truncate">
              {name}
            </li>
          ))}
        </ul>
        {rest > 0 ? <p className="text-mute">{t("export.more", { count: rest })}</p> : null}
        {missing > 0 ? <p className="text-unsure-text">{t("export.missing", { count: missing })}</p> : null}
        {problems.map((problem) => (
          <p key={problem} lang="en" className="text-unsure-text">
            {problem}
          </p>
        ))}
      </div>
    </section>
  );
}
