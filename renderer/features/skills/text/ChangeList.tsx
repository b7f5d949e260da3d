import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { PackChange } from "../../../../shared/skills";
import { Badge } from "../../../components/Badge";
import { cx } from "../../../components/cx";
import { type PatchLine, readPatch } from "./patch";

const signs = { added: "+", removed: "−", same: "", gap: "⋯" } as const;
const looks = {
  added: "bg-pass-soft text-pass-text",
  removed: "bg-fail-soft text-fail-text",
  same: "text-mute",
  gap: "text-mute",
} as const;

function Line({ line }: { line: PatchLine }) {
  const { t } = useTranslation("skills");
  const said = line.kind === "added" || line.kind === "removed" ? t(`changes.${line.kind}`) : "";
  return (
    <div className={cx("flex gap-2 px-3 font-mono text-sm leading-[1.2rem]", looks[line.kind])}>
      <span aria-hidden="true" className="tabular w-9 shrink-0 text-right opacity-70 select-none">
        {line.line ?? ""}
      </span>
      <span aria-hidden="true" className="w-2.5 shrink-0 select-none">
        {signs[line.kind]}
      </span>
      {said === "" ? null : <span className="sr-only">{said}: </span>}
      <span className="prose-plain min-w-0 flex-1">{line.text}</span>
    </div>
  );
}

function Patch({ patch }: { patch: string }) {
  const lines = useMemo(() => readPatch(patch), [patch]);
  return (
    <div className="py-1.5">
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of one difference never move
        <Line key={index} line={line} />
      ))}
    </div>
  );
}

/** Files that differ, each with its lines. */
export function ChangeList({ changes }: { changes: readonly PackChange[] }) {
  const { t } = useTranslation("skills");
  if (changes.length === 0) return <p className="text-base text-mute">{t("changes.none")}</p>;
  return (
    <ul aria-label={t("changes.label")} className="flex flex-col gap-3">
      {changes.map((change) => (
        <li key={change.path} className="overflow-hidden rounded-lg border border-line">
          <div className="flex items-center gap-2.5 bg-raised px-3 py-1.5">
            <span className="selectable min-w-0 flex-1 truncate font-mono text-sm" title={change.path}>
              {change.path}
            </span>
            <Badge tone={change.change === "added" ? "pass" : change.change === "removed" ? "fail" : "quiet"}>
              {t(`changes.${change.change}`)}
            </Badge>
          </div>
          {change.patch === null ? (
            <p className="px-3 py-2 text-sm text-mute">{t("changes.noText")}</p>
          ) : (
            <div className="selectable">
              <Patch patch={change.patch} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
