import { useTranslation } from "react-i18next";
import type { Inspection } from "../../../../shared/models/library";
import { Fact, FolderFacts, type Room } from "../folder/FolderFacts";

interface InspectionFactsProps {
  readonly inspection: Omit<Inspection, "kind">;
  readonly room?: Room;
}

/** What the folder of a model that draws holds, as far as it can be told without loading it. */
export function InspectionFacts({ inspection, room }: InspectionFactsProps) {
  const { t } = useTranslation("settings");
  const { report } = inspection;
  return (
    <>
      <Fact name={t("models.facts.family")}>{t(`models.families.${report.family}`)}</Fact>
      <Fact name={t("models.facts.side")}>{t("models.pixels", { side: report.side })}</Fact>
      <Fact name={t("models.facts.edits")}>{t(report.edits ? "models.editsYes" : "models.editsNo")}</Fact>
      <FolderFacts words="models" facts={inspection} room={room} />
    </>
  );
}
