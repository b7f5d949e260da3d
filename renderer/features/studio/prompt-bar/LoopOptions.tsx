import { useTranslation } from "react-i18next";
import { useSettings } from "../../../app/query";
import { Switch } from "../../../components/Switch";
import { LimitField } from "../limits/LimitField";
import { changeDraft, effective, useDraft } from "./draft";
import { OptionRow } from "./OptionRow";

const HUNDRED = 100;

/** What the loop may do on its way, for those who want to say. */
export function LoopOptions() {
  const { t } = useTranslation("studio");
  const draft = useDraft();
  const settings = useSettings().data;
  const { minGain, repair, ask, judgePairs } = effective(draft, settings);
  return (
    <div className="mt-2.5 flex flex-col gap-3">
      <OptionRow title={t("options.minGain")} help={t("options.minGainHelp")}>
        <LimitField
          label={t("options.minGainLabel")}
          value={minGain === null ? null : Number((minGain * HUNDRED).toFixed(1))}
          whole={false}
          max={HUNDRED}
          unit="%"
          placeholder="–"
          onChange={(percent) => changeDraft({ minGain: percent === null ? 0 : percent / HUNDRED })}
        />
      </OptionRow>
      <OptionRow title={t("options.repair")} help={t("options.repairHelp")}>
        <Switch label={t("options.repair")} checked={repair} onChange={(on) => changeDraft({ repair: on })} />
      </OptionRow>
      <OptionRow title={t("options.ask")} help={t("options.askHelp")}>
        <Switch label={t("options.ask")} checked={ask} onChange={(on) => changeDraft({ ask: on })} />
      </OptionRow>
      <OptionRow title={t("options.judgePairs")} help={t("options.judgePairsHelp")}>
        <Switch
          label={t("options.judgePairs")}
          checked={judgePairs}
          onChange={(on) => changeDraft({ judgePairs: on })}
        />
      </OptionRow>
    </div>
  );
}
