import { useTranslation } from "react-i18next";
import { nameOfFolder } from "../../../../shared/folders";
import type { Settings } from "../../../../shared/settings";
import { Button } from "../../../components/Button";
import { Fold } from "../Fold";
import { FolderField } from "../folder/FolderField";
import { Unload } from "./SeeingEditor";
import { SeeingReport } from "./SeeingReport";
import { useSeeingFolder } from "./use-seeing-folder";

interface SimilarityFieldProps {
  readonly settings: Pick<Settings, "similarityFolder">;
  readonly onChange: (change: Pick<Settings, "similarityFolder">) => void;
}

/** The CLIP that compares images with their prompts; folded away until it is wanted. */
export function SimilarityField({ settings: { similarityFolder }, onChange }: SimilarityFieldProps) {
  const { t } = useTranslation("settings");
  return (
    <Fold
      title={t("seeing.similarity")}
      note={similarityFolder === null ? t("seeing.off") : nameOfFolder(similarityFolder)}
      begin={similarityFolder !== null}
    >
      <Clip folder={similarityFolder} onChange={onChange} />
    </Fold>
  );
}

function Clip({
  folder: inForce,
  onChange,
}: {
  folder: string | null;
  onChange: SimilarityFieldProps["onChange"];
}) {
  const { t } = useTranslation("settings");
  const folder = useSeeingFolder(inForce, "clip", (facts) => onChange({ similarityFolder: facts.folder }));
  return (
    <>
      <p className="pt-1 text-sm text-mute">{t("seeing.similarityHelp")}</p>
      <div className="divide-y divide-line">
        <FolderField folder={folder} words="seeing" label={t("seeing.similarityFolder")} />
        <SeeingReport folder={folder} inUse={inForce === null ? null : nameOfFolder(inForce)} />
        {inForce === null ? null : (
          <>
            <Unload folder={inForce} />
            <div className="flex justify-end py-2.5">
              <Button size="sm" variant="ghost" onClick={() => onChange({ similarityFolder: null })}>
                {t("seeing.similarityOff")}
              </Button>
            </div>
          </>
        )}
      </div>
    </>
  );
}
