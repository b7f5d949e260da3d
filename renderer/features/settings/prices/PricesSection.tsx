import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Price } from "../../../../shared/prices";
import type { Settings } from "../../../../shared/settings";
import { notifyUndo } from "../../../app/toasts";
import { Button } from "../../../components/Button";
import { Field, TextInput } from "../../../components/Field";
import { IconButton } from "../../../components/IconButton";
import { Section } from "../Section";
import { PriceInput } from "./PriceInput";
import { freePrice, unpriced, withoutPrice, withPrice } from "./price-form";

interface SectionProps {
  readonly settings: Settings;
  readonly onChange: (change: Partial<Settings>) => void;
}

const columns = ["input", "output", "image"] as const satisfies readonly (keyof Price)[];

/** What models cost, by the designer's own word; runs add it up and can be bounded by it. */
export function PricesSection({ settings, onChange }: SectionProps) {
  const { t } = useTranslation("settings");
  const { prices } = settings;
  const known = Object.keys(prices.models);
  const suggested = unpriced(settings);
  const set = (model: string, price: Price) => onChange({ prices: withPrice(prices, model, price) });
  const remove = (model: string) => {
    onChange({ prices: withoutPrice(prices, model) });
    notifyUndo(
      t("prices.removed", { model }),
      () => onChange({ prices }),
      () => onChange({ prices: withoutPrice(prices, model) }),
    );
  };
  return (
    <Section id="prices" title={t("sections.prices")} about={t("prices.about")}>
      <Currency
        value={prices.currency}
        onChange={(currency) => onChange({ prices: { ...prices, currency } })}
      />
      <div className="overflow-x-auto py-3" data-setting="">
        {known.length + suggested.length === 0 ? (
          <p className="text-sm text-mute">{t("prices.none")}</p>
        ) : (
          <table className="w-full border-separate border-spacing-y-1 text-base">
            <thead>
              <tr className="text-left text-sm text-mute">
                <th scope="col" className="pr-3 font-normal">
                  {t("prices.model")}
                </th>
                {columns.map((column) => (
                  <th key={column} scope="col" className="w-28 pr-2 text-right font-normal">
                    {t(`prices.columns.${column}`)}
                  </th>
                ))}
                <th scope="col" className="w-8">
                  <span className="sr-only">{t("prices.actions")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {known.map((model) => (
                <Row
                  key={model}
                  model={model}
                  price={prices.models[model] ?? freePrice}
                  onChange={(price) => set(model, price)}
                  onRemove={() => remove(model)}
                />
              ))}
              {suggested.map((model) => (
                <Row key={model} model={model} price={null} onChange={(price) => set(model, price)} />
              ))}
            </tbody>
          </table>
        )}
      </div>
      <AddModel onAdd={(model) => set(model, prices.models[model] ?? freePrice)} />
    </Section>
  );
}

interface RowProps {
  readonly model: string;
  /** null: in use, but without a price. */
  readonly price: Price | null;
  readonly onChange: (price: Price) => void;
  readonly onRemove?: () => void;
}

function Row({ model, price, onChange, onRemove }: RowProps) {
  const { t } = useTranslation("settings");
  return (
    <tr>
      <th scope="row" className="max-w-48 truncate pr-3 text-left font-medium" title={model}>
        {model}
        {price === null ? (
          <span className="block text-sm font-normal text-unsure-text">{t("prices.unpriced")}</span>
        ) : null}
      </th>
      {columns.map((column) => (
        <td key={column} className="pr-2 text-right">
          <PriceInput
            label={`${model}: ${t(`prices.columns.${column}`)}`}
            column={column}
            value={price?.[column] ?? null}
            onChange={(value) => onChange({ ...(price ?? freePrice), [column]: value })}
          />
        </td>
      ))}
      <td>
        {onRemove === undefined ? null : (
          <IconButton label={t("prices.remove", { model })} icon={<Trash2 size={14} />} onClick={onRemove} />
        )}
      </td>
    </tr>
  );
}

function Currency({ value, onChange }: { value: string; onChange: (currency: string) => void }) {
  const { t } = useTranslation("settings");
  const [typed, setTyped] = useState<string | null>(null);
  const commit = () => {
    const next = typed?.trim() ?? "";
    if (next !== "" && next !== value) onChange(next);
    setTyped(null);
  };
  return (
    <Field label={t("prices.currency")} help={t("prices.currencyHelp")}>
      {(id, helpId) => (
        <TextInput
          id={id}
          aria-describedby={helpId}
          maxLength={8}
          value={typed ?? value}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === "Enter") commit();
          }}
          className="w-24"
        />
      )}
    </Field>
  );
}

function AddModel({ onAdd }: { onAdd: (model: string) => void }) {
  const { t } = useTranslation("settings");
  const [name, setName] = useState("");
  return (
    <Field label={t("prices.other")} help={t("prices.otherHelp")}>
      {(id, helpId) => (
        <form
          className="flex gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() === "") return;
            onAdd(name.trim());
            setName("");
          }}
        >
          <TextInput
            id={id}
            aria-describedby={helpId}
            maxLength={200}
            spellCheck={false}
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.target.value)}
            className="w-56"
          />
          <Button type="submit" icon={<Plus size={13} />} disabled={name.trim() === ""}>
            {t("prices.add")}
          </Button>
        </form>
      )}
    </Field>
  );
}
