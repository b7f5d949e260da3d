import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { cx } from "../../../components/cx";

interface LimitFieldProps {
  readonly label: string;
  /** null: no limit. */
  readonly value: number | null;
  /** A whole number of things, or a sum with decimals. */
  readonly whole: boolean;
  readonly max: number;
  /** Stands behind the number: "min", "EUR". */
  readonly unit?: string;
  /** Stands in an empty field; "no limit" where nothing else is said. */
  readonly placeholder?: string;
  /** As wide as there is room. */
  readonly full?: boolean;
  readonly onChange: (value: number | null) => void;
}

/** The number a text stands for, null for an empty one; undefined when it is neither. */
export function limitIn(text: string, whole: boolean, max: number): number | null | undefined {
  const plain = text.trim().replace(",", ".");
  if (plain === "") return null;
  const value = Number(plain);
  if (!Number.isFinite(value) || value <= 0 || value > max) return undefined;
  if (whole && !Number.isInteger(value)) return undefined;
  return value;
}

/** A number that may be left out. Counts when the field is left or Enter is pressed; nonsense leaves the former. */
export function LimitField({
  label,
  value,
  whole,
  max,
  unit,
  placeholder,
  full = false,
  onChange,
}: LimitFieldProps) {
  const { t } = useTranslation("studio");
  const [typed, setTyped] = useState<string | null>(null);
  const hint = useId();
  const parsed = typed === null ? value : limitIn(typed, whole, max);
  const wrong = parsed === undefined;
  const commit = () => {
    if (wrong) return;
    setTyped(null);
    if (parsed !== value) onChange(parsed);
  };
  return (
    <span className="flex flex-col items-end">
      <span
        className={cx(
          "flex h-7 items-center rounded-lg border bg-bg px-2 focus-within:border-accent",
          full ? "w-full" : "w-[104px]",
          wrong ? "border-fail" : "border-line-strong",
        )}
      >
        <input
          type="text"
          inputMode={whole ? "numeric" : "decimal"}
          aria-label={label}
          aria-invalid={wrong}
          {...(wrong ? { "aria-describedby": hint } : {})}
          value={typed ?? (value === null ? "" : String(value))}
          placeholder={placeholder ?? t("limits.none")}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={() => (wrong ? setTyped(null) : commit())}
          onKeyDown={(event) => {
            if (event.key === "Enter") commit();
          }}
          className="tabular h-full min-w-0 flex-1 bg-transparent text-right text-base text-text outline-none placeholder:text-mute focus-visible:outline-none"
        />
        {unit === undefined || (value === null && typed === null) ? null : (
          <span className="ml-1.5 shrink-0 text-sm text-mute">{unit}</span>
        )}
      </span>
      {wrong ? (
        <span id={hint} role="alert" className="mt-1 text-xs text-fail-text">
          {t("limits.notNumber")}
        </span>
      ) : null}
    </span>
  );
}
