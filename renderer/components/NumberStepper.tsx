import { Minus, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { formatNumber } from "../i18n/format";

interface NumberStepperProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly onChange: (value: number) => void;
  readonly width?: string;
  readonly id?: string;
}

/** Rounds to the step's own decimals, so that 0.1 + 0.2 stays 0.3, and stays within the bounds. */
export function settle(value: number, min: number, max: number, step: number): number {
  const decimals = String(step).split(".")[1]?.length ?? 0;
  return Number(Math.min(max, Math.max(min, value)).toFixed(decimals));
}

/** With as many decimals as the step has, as the language writes them: 1.0 beside 1.1, 1,0 in German. */
function written(value: number, step: number): string {
  const decimals = String(step).split(".")[1]?.length ?? 0;
  return formatNumber(value, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    useGrouping: false,
  });
}

/** A number with buttons either side; typed text counts when it is left or Enter is pressed. */
export function NumberStepper({
  label,
  value,
  min,
  max,
  step = 1,
  onChange,
  width = "w-14",
  id,
}: NumberStepperProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string | null>(null);
  const commit = () => {
    const parsed = typed === null || typed.trim() === "" ? Number.NaN : Number(typed.replace(",", "."));
    if (Number.isFinite(parsed)) onChange(settle(parsed, min, max, step));
    setTyped(null);
  };
  const nudge = (by: number) => onChange(settle(value + by, min, max, step));
  const side =
    "inline-flex size-7 items-center justify-center text-mute transition-colors duration-120 hover:bg-hover hover:text-text";
  return (
    <div className="inline-flex items-center overflow-hidden rounded-lg border border-line-strong bg-bg focus-within:border-accent">
      <button
        type="button"
        className={side}
        aria-label={t("less", { label })}
        disabled={value <= min}
        onClick={() => nudge(-step)}
      >
        <Minus size={13} />
      </button>
      <input
        {...(id === undefined ? {} : { id })}
        type="text"
        inputMode="decimal"
        role="spinbutton"
        aria-label={label}
        aria-valuenow={value}
        aria-valuemin={min}
        aria-valuemax={max}
        value={typed ?? written(value, step)}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === "Enter") commit();
          if (event.key === "ArrowUp") nudge(step);
          if (event.key === "ArrowDown") nudge(-step);
          if (["ArrowUp", "ArrowDown"].includes(event.key)) event.preventDefault();
        }}
        className={`tabular h-7 ${width} border-x border-line bg-transparent text-center text-base outline-none`}
      />
      <button
        type="button"
        className={side}
        aria-label={t("more", { label })}
        disabled={value >= max}
        onClick={() => nudge(step)}
      >
        <Plus size={13} />
      </button>
    </div>
  );
}
