import { SlidersHorizontal } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { MAX_CANDIDATES, MAX_ROUNDS } from "../../../../shared/run/settings";
import { useSettings } from "../../../app/query";
import type { RunEntry } from "../../../app/runs/entry";
import { type Limit, limitName, limitsOf, limitText, nearestOf } from "../../../app/runs/limits";
import { setBudget, setCandidates, setPace, setRounds, setSeconds } from "../../../app/runs/steering";
import { IconButton } from "../../../components/IconButton";
import { NumberStepper } from "../../../components/NumberStepper";
import { Popover } from "../../../components/Popover";
import { formatBytes, formatNumber, formatPercent } from "../../../i18n/format";
import { Bar } from "./Bar";
import { MOST } from "./bounds";
import { LimitField } from "./LimitField";
import { PaceChoice } from "./PaceChoice";
import { useWorked } from "./use-worked";

interface RowProps {
  readonly limit: Limit;
  readonly nearest: boolean;
  readonly children: ReactNode;
}

/** One limit: what it is, what was spent of it, the field that changes it, and how near its end is. */
function Row({ limit, nearest, children }: RowProps) {
  const { t } = useTranslation("studio");
  const { name, spent, share } = limit;
  return (
    <div data-testid={`limit-${name}`} data-nearest={nearest} className="pb-1.5">
      <div className="flex min-h-7 items-center gap-3">
        <span className="min-w-0 flex-1 text-base">{limitName(name)}</span>
        <span className="tabular text-base text-text">{limitText(name, spent)}</span>
        <span className="flex w-[112px] shrink-0 justify-end">{children}</span>
      </div>
      {share === null ? null : (
        <div className="mt-1 flex h-3.5 items-center gap-2">
          <Bar share={Math.min(1, share)} strong={nearest} />
          <span className="tabular shrink-0 text-xs text-mute">
            {formatPercent(share)}
            <span className="sr-only"> {t("limits.used", { share: "" })}</span>
            {nearest ? <span className="text-accent"> · {t("limits.nearest")}</span> : null}
          </span>
        </div>
      )}
    </div>
  );
}

function Rows({ run }: { run: RunEntry }) {
  const { t } = useTranslation("studio");
  const currency = useSettings().data?.prices.currency ?? "";
  const { rounds, seconds, budget } = run.state;
  const limits = limitsOf(run.state, useWorked(run) / 1000);
  const nearest = nearestOf(limits)?.name;
  const fields: Record<Limit["name"], ReactNode> = {
    rounds: (
      <NumberStepper
        label={t("limits.roundsLabel")}
        value={rounds}
        min={Math.max(1, limits[0]?.spent ?? 1)}
        max={MAX_ROUNDS}
        width="w-12"
        onChange={(value) => void setRounds(run.id, rounds, value)}
      />
    ),
    images: (
      <LimitField
        label={t("limits.imagesLabel")}
        value={budget.images}
        whole
        max={MOST.images}
        onChange={(value) => void setBudget(run.id, "images", budget.images, value)}
      />
    ),
    seconds: (
      <LimitField
        label={t("limits.timeLabel")}
        value={seconds === null ? null : seconds / 60}
        whole={false}
        max={MOST.minutes}
        unit={t("limits.minutes")}
        onChange={(value) => void setSeconds(run.id, seconds, value === null ? null : value * 60)}
      />
    ),
    tokens: (
      <LimitField
        label={t("limits.tokensLabel")}
        value={budget.tokens}
        whole
        max={MOST.tokens}
        onChange={(value) => void setBudget(run.id, "tokens", budget.tokens, value)}
      />
    ),
    money: (
      <LimitField
        label={t("limits.moneyLabel", { currency })}
        value={budget.money}
        whole={false}
        max={MOST.money}
        unit={currency}
        onChange={(value) => void setBudget(run.id, "money", budget.money, value)}
      />
    ),
  };
  return limits.map((one) => (
    <Row key={one.name} limit={one} nearest={one.name === nearest}>
      {fields[one.name]}
    </Row>
  ));
}

function Plain({ name, value }: { name: string; value: string }) {
  return (
    <div className="flex items-center justify-between gap-3 text-sm">
      <span className="text-mute">{name}</span>
      <span className="tabular">{value}</span>
    </div>
  );
}

/** Beside the meter: what the run on screen has spent and may spend, changed while it goes. */
export function RunLimits({ run }: { run: RunEntry }) {
  const { t } = useTranslation("studio");
  const { pace, candidates, usage } = run.state;
  return (
    <Popover
      label={t("limits.title")}
      side="bottom"
      align="end"
      className="max-h-(--radix-popover-content-available-height) w-[21.5rem] overflow-y-auto"
      trigger={<IconButton label={t("limits.title")} icon={<SlidersHorizontal size={14} />} />}
    >
      <h3 className="mb-2 text-base font-semibold">{t("limits.title")}</h3>
      <Rows run={run} />
      <p className="text-sm text-mute">{t("limits.empty")}</p>
      {usage.calls === 0 ? null : (
        <div className="mt-2.5 flex flex-col gap-1">
          <Plain name={t("limits.calls")} value={formatNumber(usage.calls)} />
          {usage.sentBytes === 0 ? null : (
            <Plain name={t("limits.sent")} value={formatBytes(usage.sentBytes)} />
          )}
        </div>
      )}
      <div className="mt-3 flex items-center justify-between gap-3 border-t border-line pt-3">
        <span className="min-w-0">
          <span className="block text-base">{t("candidates.label")}</span>
          <span className="block text-sm text-mute">{t("candidates.soon")}</span>
        </span>
        <NumberStepper
          label={t("candidates.labelOfRun")}
          value={candidates}
          min={1}
          max={MAX_CANDIDATES}
          width="w-12"
          onChange={(value) => void setCandidates(run.id, candidates, value)}
        />
      </div>
      <div className="mt-3 border-t border-line pt-3">
        <PaceChoice value={pace} onChange={(value) => void setPace(run.id, value)} />
        <p className="mt-2 text-sm text-mute">{t(`pace.${pace}Help`)}</p>
      </div>
    </Popover>
  );
}
