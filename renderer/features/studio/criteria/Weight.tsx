import { useTranslation } from "react-i18next";
import { NumberStepper } from "../../../components/NumberStepper";
import { Segmented } from "../../../components/Segmented";
import { MAX_WEIGHT, MIN_WEIGHT } from "./edits";

const usual = ["1", "2", "3"] as const;

/** How much a criterion counts: once, twice, three times, or a number for those who need one. */
export function Weight({ value, onChange }: { value: number; onChange: (weight: number) => void }) {
  const { t } = useTranslation("studio");
  return (
    <span className="flex items-center gap-2">
      <Segmented
        label={t("criteria.counts")}
        value={usual.find((one) => one === String(value)) ?? null}
        onChange={(next) => onChange(Number(next))}
        options={usual.map((id) => ({ id, title: t("criteria.times", { weight: id }) }))}
      />
      <NumberStepper
        label={t("criteria.weight")}
        value={value}
        min={MIN_WEIGHT}
        max={MAX_WEIGHT}
        step={0.5}
        width="w-10"
        onChange={onChange}
      />
    </span>
  );
}
