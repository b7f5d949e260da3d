import { useState } from "react";
import type { Price } from "../../../../shared/prices";
import { TextInput } from "../../../components/Field";
import { formatNumber } from "../../../i18n/format";
import { MOST, priceIn } from "./price-form";

interface PriceInputProps {
  readonly label: string;
  readonly column: keyof Price;
  /** null: nothing entered yet. */
  readonly value: number | null;
  readonly onChange: (value: number) => void;
}

/** One price; it counts when the field is left or Enter is pressed, and what is no price is not taken. */
export function PriceInput({ label, column, value, onChange }: PriceInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const parsed = typed === null ? value : priceIn(typed, MOST[column]);
  const commit = () => {
    if (typed === null || parsed === null) return;
    if (parsed !== (value ?? 0) || (value === null && typed.trim() !== "")) onChange(parsed);
    setTyped(null);
  };
  return (
    <TextInput
      aria-label={label}
      aria-invalid={typed !== null && parsed === null}
      inputMode="decimal"
      maxLength={12}
      placeholder="–"
      value={
        typed ?? (value === null ? "" : formatNumber(value, { maximumFractionDigits: 6, useGrouping: false }))
      }
      onChange={(event) => setTyped(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === "Enter") commit();
        if (event.key === "Escape") setTyped(null);
      }}
      className="tabular w-24 text-right"
    />
  );
}
