import { useTranslation } from "react-i18next";
import type { SeeingFacts } from "../../../../shared/inference/vision-language";
import { formatNumber } from "../../../i18n/format";
import { Fact, Facts, FolderFacts, TightNote } from "../folder/FolderFacts";
import { FolderReport } from "../folder/FolderReport";
import type { Folder } from "../folder/use-folder";
import { familyTitle, precisionsOf } from "./seeing-form";

interface SeeingReportProps {
  readonly folder: Folder<SeeingFacts>;
  /** Name of the model in use at the moment. */
  readonly inUse: string | null;
}

/** What a folder holds, or why it cannot be used. */
export function SeeingReport({ folder, inUse }: SeeingReportProps) {
  return (
    <FolderReport words="seeing" folder={folder} inUse={inUse}>
      {folder.facts === null ? null : <Found facts={folder.facts} />}
    </FolderReport>
  );
}

function Found({ facts }: { facts: SeeingFacts }) {
  const { t } = useTranslation("settings");
  const { report } = facts;
  return (
    <>
      <Facts columns="grid-cols-[max-content_minmax(0,1fr)] gap-x-6">
        <Fact name={t("seeing.facts.family")}>{familyTitle(report.family)}</Fact>
        <Fact name={t("seeing.facts.precision")}>{precisionsOf(report.files)}</Fact>
        <Fact name={t("seeing.facts.side")}>{t("seeing.pixels", { side: report.side })}</Fact>
        {report.kind === "clip" ? null : (
          <Fact name={t("seeing.facts.picture")}>
            {t("seeing.tokensAtMost", tokens(report.pictureTokens))}
          </Fact>
        )}
        <Fact name={t("seeing.facts.context")}>{t("seeing.tokens", tokens(report.contextTokens))}</Fact>
        <FolderFacts words="seeing" facts={facts} room={facts} />
      </Facts>
      <TightNote words="seeing" facts={facts} />
    </>
  );
}

const tokens = (count: number) => ({ count, amount: formatNumber(count) });
