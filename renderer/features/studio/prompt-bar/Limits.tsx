import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { BudgetChange } from "../../../../shared/run/settings";
import { useSettings } from "../../../app/query";
import { MOST } from "../limits/bounds";
import { LimitField } from "../limits/LimitField";
import { changeDraft, effective, useDraft } from "./draft";

function Cell({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <span aria-hidden="true" className="mb-1 block text-sm text-mute">
        {title}
      </span>
      {children}
    </div>
  );
}

/** What the next run may spend besides rounds. */
export function Limits() {
  const { t } = useTranslation("studio");
  const draft = useDraft();
  const settings = useSettings().data;
  const { budget } = effective(draft, settings);
  const currency = settings?.prices.currency ?? "";
  const change = (part: BudgetChange) => {
    const { images = budget.images, tokens = budget.tokens, money = budget.money } = part;
    changeDraft({ budget: { images, tokens, money } });
  };
  return (
    <section aria-label={t("limits.what")} className="border-t border-line pt-2.5">
      <h4 className="text-base font-medium">{t("limits.what")}</h4>
      <div className="mt-1.5 grid grid-cols-2 gap-x-4 gap-y-2">
        <Cell title={t("limits.images")}>
          <LimitField
            label={t("limits.imagesLabel")}
            value={budget.images}
            full
            whole
            max={MOST.images}
            onChange={(images) => change({ images })}
          />
        </Cell>
        <Cell title={t("limits.seconds")}>
          <LimitField
            label={t("limits.timeLabel")}
            value={draft.seconds === null ? null : draft.seconds / 60}
            full
            whole={false}
            max={MOST.minutes}
            unit={t("limits.minutes")}
            onChange={(minutes) => changeDraft({ seconds: minutes === null ? null : minutes * 60 })}
          />
        </Cell>
        <Cell title={t("limits.tokens")}>
          <LimitField
            label={t("limits.tokensLabel")}
            value={budget.tokens}
            full
            whole
            max={MOST.tokens}
            onChange={(tokens) => change({ tokens })}
          />
        </Cell>
        <Cell title={t("limits.money")}>
          <LimitField
            label={t("limits.moneyLabel", { currency })}
            value={budget.money}
            full
            whole={false}
            max={MOST.money}
            unit={currency}
            onChange={(money) => change({ money })}
          />
        </Cell>
      </div>
    </section>
  );
}
