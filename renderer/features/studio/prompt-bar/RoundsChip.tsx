import { ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { MAX_CANDIDATES, MAX_ROUNDS } from "../../../../shared/run/settings";
import { useSettings } from "../../../app/query";
import { Button } from "../../../components/Button";
import { NumberStepper } from "../../../components/NumberStepper";
import { Switch } from "../../../components/Switch";
import { Chip } from "./Chip";
import { changeDraft, type Draft, effective, useDraft } from "./draft";
import { Limits } from "./Limits";
import { LoopOptions } from "./LoopOptions";
import { OptionRow } from "./OptionRow";

/** What this chip leaves to the settings when it is put back. */
const none = {
  rounds: null,
  temperature: null,
  keepGoing: null,
  seconds: null,
  candidates: null,
  budget: null,
  minGain: null,
  repair: null,
  ask: null,
  judgePairs: null,
} as const satisfies Partial<Draft>;

function isChanged(draft: Draft): boolean {
  return (Object.keys(none) as (keyof typeof none)[]).some((name) => draft[name] !== null);
}

/** How far the next run goes: rounds, images a round, limits, and what the loop may do on its way. */
export function RoundsChip() {
  const { t } = useTranslation("studio");
  const draft = useDraft();
  const settings = useSettings().data;
  const { rounds, temperature, keepGoing, candidates } = effective(draft, settings);
  const changed = isChanged(draft);
  const value = t("bar.roundsValue", { count: rounds });
  return (
    <Chip
      name={t("bar.rounds")}
      value={candidates === 1 ? value : `${value} × ${candidates}`}
      changed={changed}
      wide
    >
      {() => (
        <div className="flex flex-col gap-3">
          <OptionRow title={t("limits.rounds")}>
            <NumberStepper
              label={t("bar.rounds")}
              value={rounds}
              min={1}
              max={MAX_ROUNDS}
              onChange={(next) => changeDraft({ rounds: next })}
            />
          </OptionRow>
          <OptionRow title={t("candidates.label")} help={t("candidates.help")}>
            <NumberStepper
              label={t("candidates.label")}
              value={candidates}
              min={1}
              max={MAX_CANDIDATES}
              onChange={(next) => changeDraft({ candidates: next })}
            />
          </OptionRow>
          <OptionRow title={t("bar.temperature")}>
            <NumberStepper
              label={t("bar.temperature")}
              value={temperature}
              min={0}
              max={2}
              step={0.1}
              onChange={(next) => changeDraft({ temperature: next })}
            />
          </OptionRow>
          <OptionRow title={t("bar.keepGoing")} help={t("bar.keepGoingHelp")}>
            <Switch
              label={t("bar.keepGoing")}
              checked={keepGoing}
              onChange={(next) => changeDraft({ keepGoing: next })}
            />
          </OptionRow>
          <Limits />
          <details className="group/more border-t border-line pt-2.5">
            <summary className="flex w-fit cursor-default list-none items-center gap-1 rounded-sm text-base font-medium hover:text-text">
              <ChevronRight size={13} className="text-mute group-open/more:rotate-90" aria-hidden="true" />
              {t("options.more")}
            </summary>
            <LoopOptions />
          </details>
          <Button
            size="sm"
            variant="ghost"
            className="-ml-2 self-start"
            disabled={!changed}
            onClick={() => changeDraft(none)}
          >
            {t("bar.backToSettings")}
          </Button>
        </div>
      )}
    </Chip>
  );
}
