import { Dices } from "lucide-react";
import { useTranslation } from "react-i18next";
import { defaultRunSettings, MAX_SEED } from "../../../../shared/run/settings";
import { randomSeed } from "../../../app/runs/actions";
import { Button } from "../../../components/Button";
import { NumberStepper } from "../../../components/NumberStepper";
import { Chip } from "./Chip";
import { changeDraft, useDraft } from "./draft";

/** The throw of the dice: the same words and the same seed give the same picture. */
export function SeedChip() {
  const { t } = useTranslation("studio");
  const seed = useDraft((draft) => draft.seed);
  return (
    <Chip
      name={t("bar.seed")}
      value={t("bar.seedValue", { seed })}
      changed={seed !== defaultRunSettings.seed}
    >
      {() => (
        <>
          <div className="flex items-center justify-between gap-2">
            <NumberStepper
              label={t("bar.seed")}
              value={seed}
              min={0}
              max={MAX_SEED}
              width="w-28"
              onChange={(value) => changeDraft({ seed: value })}
            />
            <Button size="sm" icon={<Dices size={14} />} onClick={() => changeDraft({ seed: randomSeed() })}>
              {t("bar.roll")}
            </Button>
          </div>
          <p className="mt-2.5 text-sm text-mute">{t("bar.seedHelp")}</p>
        </>
      )}
    </Chip>
  );
}
