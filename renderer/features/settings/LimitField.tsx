import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Field, TextInput } from "../../components/Field";
import { formatNumber } from "../../i18n/format";
import { faultyHelp } from "./faulty-help";

interface LimitFieldProps {
  readonly label: string;
  readonly help: string;
  /** null: no limit. */
  readonly value: number | null;
  readonly least: number;
  readonly most: number;
  readonly whole: boolean;
  /** Written beside the number. */
  readonly unit?: string;
  readonly onChange: (value: number | null) => void;
}

/** Digits may be grouped by spaces; point and comma both part the fraction. undefined: no such number. */
function limitIn(text: string, { least, most, whole }: LimitFieldProps): number | null | undefined {
  const plain = text.replace(/[\s\u00a0\u202f]/g, "").replace(",", ".");
  if (plain === "") return null;
  if (!/^\d+(\.\d+)?$/.test(plain)) return undefined;
  const value = Number(plain);
  return value < least || value > most || (whole && !Number.isInteger(value)) ? undefined : value;
}

/** A limit that need not be: an empty field means none. */
export function LimitField(props: LimitFieldProps) {
  const { label, help, value, least, most, unit, whole, onChange } = props;
  const { t } = useTranslation("settings");
  const [typed, setTyped] = useState<string | null>(null);
  const parsed = typed === null ? value : limitIn(typed, props);
  const fault =
    parsed === undefined
      ? t(whole ? "server.wholeFault" : "server.numberFault", {
          least: formatNumber(least),
          most: formatNumber(most),
        })
      : undefined;
  const commit = () => {
    if (typed === null || parsed === undefined) return;
    if (parsed !== value) onChange(parsed);
    setTyped(null);
  };
  const written = value === null ? "" : formatNumber(value, { maximumFractionDigits: 4, useGrouping: false });
  return (
    <Field label={label} help={faultyHelp(fault, help)}>
      {(id, helpId) => (
        <span className="flex items-center gap-2">
          {unit === undefined ? null : <span className="text-sm text-mute">{unit}</span>}
          <TextInput
            id={id}
            aria-describedby={helpId}
            aria-invalid={fault !== undefined}
            inputMode="decimal"
            maxLength={14}
            placeholder={t("limits.none")}
            value={typed ?? written}
            onChange={(event) => setTyped(event.target.value)}
            onBlur={commit}
            onKeyDown={(event) => {
              if (event.key === "Enter") commit();
              if (event.key === "Escape") setTyped(null);
            }}
            className="tabular w-32 text-right"
          />
        </span>
      )}
    </Field>
  );
}
