import { Lock, LockOpen } from "lucide-react";
import { RadioGroup } from "radix-ui";
import { useTranslation } from "react-i18next";
import type { Place } from "../../../shared/ipc/domains/common";
import { carriedParts } from "../../../shared/ipc/domains/exchange";
import { SectionHead } from "../../components/SectionHead";
import { formatBytes } from "../../i18n/format";
import { type Carry, useExportChoices } from "./export-choices";
import { usePlan } from "./template";

/** Template that is never shown: sizes do not depend on names. */
const ANY_NAME = "{index}";

function Size({ places, carry }: { places: readonly Place[]; carry: Carry }) {
  const { t } = useTranslation("exchange");
  const plan = usePlan(places, { kind: "png", carry }, ANY_NAME);
  return (
    <span className="tabular shrink-0 text-sm text-mute group-data-[state=checked]:text-text">
      {plan.data === undefined ? "…" : t("export.about", { size: formatBytes(plan.data.bytes) })}
    </span>
  );
}

/** How much of the run goes along in a picture's file, in plain words, with what it weighs. */
export function CarryChoice({ places, value }: { places: readonly Place[]; value: Carry }) {
  const { t } = useTranslation("exchange");
  const choose = (next: string) => {
    const carry = carriedParts.find((part) => part === next);
    if (carry !== undefined) useExportChoices.setState({ carry });
  };
  return (
    <section>
      <SectionHead title={t("export.carry")} />
      <RadioGroup.Root
        aria-label={t("export.carry")}
        value={value}
        onValueChange={choose}
        className="mt-2 flex flex-col gap-1.5"
      >
        {carriedParts.map((carry) => (
          <RadioGroup.Item
            key={carry}
            value={carry}
            aria-label={t(`export.carries.${carry}`)}
            className="group flex items-start gap-3 rounded-lg border border-line px-3 py-2 text-left hover:border-line-strong data-[state=checked]:border-accent data-[state=checked]:bg-accent-soft"
          >
            <span
              aria-hidden="true"
              className="mt-[3px] flex size-3.5 shrink-0 items-center justify-center rounded-full border border-line-strong"
            >
              <RadioGroup.Indicator className="size-2 rounded-full bg-accent" />
            </span>
            <span className="min-w-0 flex-1">
              <span className="block text-base font-medium">{t(`export.carries.${carry}`)}</span>
              <span className="block text-sm text-mute group-data-[state=checked]:text-text">
                {t(`export.carryDetails.${carry}`)}
              </span>
            </span>
            <Size places={places} carry={carry} />
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
      <p className="mt-2 flex items-start gap-2 text-sm text-mute">
        {value === "nothing" ? (
          <Lock size={14} className="mt-px shrink-0" aria-hidden="true" />
        ) : (
          <LockOpen size={14} className="mt-px shrink-0 text-unsure" aria-hidden="true" />
        )}
        {t(value === "nothing" ? "export.private" : "export.open")}
      </p>
    </section>
  );
}
