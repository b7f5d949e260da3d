import { FastForward, StepForward } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSettings } from "../../../app/query";
import { Button } from "../../../components/Button";
import { PaceChoice } from "../limits/PaceChoice";
import { Chip } from "./Chip";
import { changeDraft, effective, useDraft } from "./draft";

const icons = { flow: <FastForward size={13} />, step: <StepForward size={13} /> };

/** Whether the next run draws by itself or waits before every image. */
export function PaceChip() {
  const { t } = useTranslation("studio");
  const draft = useDraft();
  const settings = useSettings().data;
  const { pace } = effective(draft, settings);
  return (
    <Chip
      name={t("pace.label")}
      value={t(`pace.${pace}Short`)}
      changed={draft.pace !== null}
      icon={icons[pace]}
    >
      {() => (
        <>
          <PaceChoice value={pace} onChange={(next) => changeDraft({ pace: next })} />
          <p className="mt-2.5 text-sm text-mute">{t(`pace.${pace}Help`)}</p>
          <Button
            size="sm"
            variant="ghost"
            className="mt-2 -ml-2"
            disabled={draft.pace === null}
            onClick={() => changeDraft({ pace: null })}
          >
            {t("bar.backToSettings")}
          </Button>
        </>
      )}
    </Chip>
  );
}
