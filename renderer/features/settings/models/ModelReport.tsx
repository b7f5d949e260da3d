import { useTranslation } from "react-i18next";
import type { ModelFacts } from "../../../../shared/inference/diffusion";
import { CopyButton } from "../../../components/CopyButton";
import { Facts, TightNote } from "../folder/FolderFacts";
import { CanDraw, FolderReport } from "../folder/FolderReport";
import type { Folder } from "../folder/use-folder";
import { InspectionFacts } from "../shelf/InspectionFacts";
import { EXPORT_COMMAND } from "./model-form";

interface ModelReportProps {
  readonly folder: Folder<ModelFacts>;
  /** Name of the model that draws at the moment. */
  readonly inUse: string | null;
}

/** What a folder holds, or why it cannot draw. */
export function ModelReport({ folder, inUse }: ModelReportProps) {
  const { facts, error } = folder;
  return (
    <FolderReport
      words="models"
      folder={folder}
      inUse={inUse}
      advice={error?.code === "model-missing" ? <HowToExport /> : null}
    >
      {facts === null ? null : (
        <>
          <CanDraw name={facts.name} />
          <Facts>
            <InspectionFacts inspection={facts} room={facts} />
          </Facts>
          <TightNote words="models" facts={facts} />
        </>
      )}
    </FolderReport>
  );
}

function HowToExport() {
  const { t } = useTranslation("settings");
  return (
    <div className="mt-3">
      <p className="text-sm text-mute">{t("models.missing")}</p>
      <p className="mt-1.5 flex items-center gap-2 rounded-md bg-bg py-1 pr-1 pl-2.5">
        <code className="selectable min-w-0 flex-1 font-mono text-sm break-words">{EXPORT_COMMAND}</code>
        <CopyButton text={EXPORT_COMMAND} label={t("models.copyCommand")} />
      </p>
    </div>
  );
}
