import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Place } from "../../../shared/ipc/domains/common";
import { defaultFilenameTemplate } from "../../../shared/settings";
import { useSetSettings, useSettings } from "../../app/query";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { SectionHead } from "../../components/SectionHead";
import { Segmented } from "../../components/Segmented";
import { contactSheet, exportImages, exportRuns } from "./actions";
import { CarryChoice } from "./CarryChoice";
import { closeExport } from "./dialogs";
import { ExportNames } from "./ExportNames";
import { type ExportKind, exportKinds, imageFormat, useExportChoices } from "./export-choices";
import { FolderChoice } from "./FolderChoice";
import { usePlan } from "./template";
import { useSubmit } from "./use-submit";

/** Iterations that one sheet has room for. */
const SHEET_LIMIT = 60;

/** What to write, what it carries, what it is called and where it goes. */
export function ExportDialog({ places }: { places: readonly Place[] }) {
  const { t } = useTranslation("exchange");
  const { kind, carry } = useExportChoices();
  const settings = useSettings();
  const save = useSetSettings();
  const saved = settings.data?.filenameTemplate ?? defaultFilenameTemplate;
  const [typed, setTyped] = useState<string | null>(null);
  const template = typed ?? saved;
  const format = imageFormat(kind, carry);
  const plan = usePlan(places, format, template);
  const runIds = [...new Set(places.map((place) => place.runId))];
  const tooMany = kind.startsWith("sheet") && places.length > SHEET_LIMIT;
  const nothing = format !== null && plan.data !== undefined && plan.data.names.length === 0;
  const ready = template.trim() !== "" && !tooMany && !nothing;

  const submit = () => {
    if (!ready) return;
    closeExport();
    if (typed !== null && typed.trim() !== saved) save.mutate({ filenameTemplate: typed.trim() });
    if (format !== null) void exportImages(places, format, { to: "folder", template: template.trim() });
    else if (kind === "zip") void exportRuns(runIds);
    else void contactSheet(places, kind === "sheet-pdf" ? "pdf" : "png");
  };
  useSubmit(submit);
  const kinds = exportKinds.map((id) => ({ id, title: t(`export.kinds.${id}`) }));
  return (
    <Dialog title={t("export.title", { count: places.length })} onClose={closeExport} className="w-[40rem]">
      <div className="flex min-h-0 flex-col">
        <div className="flex min-h-0 flex-col gap-5 overflow-y-auto p-5">
          <section>
            <SectionHead title={t("export.format")} />
            <Segmented<ExportKind>
              label={t("export.format")}
              value={kind}
              onChange={(next) => useExportChoices.setState({ kind: next })}
              options={kinds}
              className="mt-2 flex w-full"
            />
            <p className="mt-2 text-base text-mute">
              {t(`export.kindDetails.${kind}`, { count: runIds.length })}
            </p>
            {tooMany ? (
              <p role="alert" className="mt-1 text-base text-fail-text">
                {t("export.tooMany", { limit: SHEET_LIMIT })}
              </p>
            ) : null}
          </section>
          {kind === "png" ? <CarryChoice places={places} value={carry} /> : null}
          {format === null ? null : (
            <>
              <ExportNames
                template={template}
                onTemplate={setTyped}
                plan={plan.data}
                missing={plan.data?.missing.length ?? 0}
              />
              <FolderChoice />
            </>
          )}
        </div>
        <footer className="flex items-center justify-end gap-2 border-t border-line px-5 py-3">
          <Button onClick={closeExport}>{t("export.cancel")}</Button>
          <Button variant="primary" keys="Mod+Enter" disabled={!ready} onClick={submit}>
            {format === null
              ? t("export.submitAsk")
              : t("export.submit", { count: plan.data?.names.length ?? 0 })}
          </Button>
        </footer>
      </div>
    </Dialog>
  );
}
