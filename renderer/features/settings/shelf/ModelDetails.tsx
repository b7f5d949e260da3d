import { CircleCheck, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { FileCheck, ModelEntry } from "../../../../shared/models/library";
import { hostOf, sourceTitle } from "../../../../shared/models/source";
import { ask } from "../../../app/ipc";
import { Button } from "../../../components/Button";
import { formatDate, formatList, formatRelative } from "../../../i18n/format";
import { Fact, Facts } from "../folder/FolderFacts";
import { InspectionFacts } from "./InspectionFacts";
import { attempt } from "./shelf-actions";

const SHOWN = 5;

/** Everything known of a model: what it holds, where it lies, what came of the latest check. */
export function ModelDetails({ model }: { model: ModelEntry }) {
  const { t } = useTranslation("settings");
  const { folder, source, addedAt, sums, inspection, check } = model;
  return (
    <div className="mt-3 rounded-lg bg-bg p-3.5">
      <Facts>
        {inspection === null ? null : <InspectionFacts inspection={inspection} />}
        <Fact name={t("shelf.facts.folder")}>
          <span className="text-sm break-all">{folder}</span>
        </Fact>
        {source === null ? null : (
          <Fact name={t("shelf.facts.source")}>
            {t("shelf.from", { title: sourceTitle(source), host: new URL(hostOf(source)).host })}
            {source.kind === "hub" ? (
              <span className="block font-mono text-xs break-all text-mute">{source.revision}</span>
            ) : null}
          </Fact>
        )}
        <Fact name={t("shelf.facts.added")}>{formatDate(addedAt)}</Fact>
        <Fact name={t("shelf.facts.sums")}>
          {sums === null
            ? t("shelf.noSums")
            : t("shelf.sumsOf", { count: sums.files, when: formatDate(sums.at) })}
        </Fact>
        {check === null ? null : (
          <Fact name={t("shelf.facts.checked")}>
            <CheckResult id={model.id} check={check} />
          </Fact>
        )}
      </Facts>
    </div>
  );
}

/** True where the files are not as they were. */
export const hasChanged = ({ changed, missing, added }: FileCheck): boolean =>
  changed.length + missing.length + added.length > 0;

function CheckResult({ id, check }: { id: string; check: FileCheck }) {
  const { t } = useTranslation("settings");
  const when = formatRelative(check.at);
  if (!hasChanged(check)) {
    return (
      <span role="status" className="flex gap-2">
        <CircleCheck size={15} className="mt-0.5 shrink-0 text-pass" aria-hidden="true" />
        {t("shelf.same", { when })}
      </span>
    );
  }
  const named = (files: readonly string[]) =>
    formatList(files.length > SHOWN ? [...files.slice(0, SHOWN), `+${files.length - SHOWN}`] : files);
  return (
    <div role="alert">
      <p className="flex gap-2">
        <TriangleAlert size={15} className="mt-0.5 shrink-0 text-fail" aria-hidden="true" />
        {t("shelf.different")}
      </p>
      <ul className="mt-1 text-sm break-all">
        {check.changed.length === 0 ? null : (
          <li>{t("shelf.changedFiles", { files: named(check.changed) })}</li>
        )}
        {check.missing.length === 0 ? null : (
          <li>{t("shelf.missingFiles", { files: named(check.missing) })}</li>
        )}
        {check.added.length === 0 ? null : <li>{t("shelf.addedFiles", { files: named(check.added) })}</li>}
      </ul>
      <Button
        size="sm"
        className="mt-2"
        onClick={() => void attempt(t("shelf.checkingWhat"), () => ask("models:check", { id, renew: true }))}
      >
        {t("shelf.renew")}
      </Button>
    </div>
  );
}
