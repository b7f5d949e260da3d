import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { TextInput } from "../../components/Field";
import { MAX_TEMPLATE, templateFields } from "./template";

interface TemplateInputProps {
  readonly id?: string;
  readonly label: string;
  readonly describedBy?: string | undefined;
  readonly invalid: boolean;
  readonly value: string;
  readonly onChange: (template: string) => void;
}

/** A template with its fields at hand: a press on one puts it where the caret stands. */
export function TemplateInput({ id, label, describedBy, invalid, value, onChange }: TemplateInputProps) {
  const { t } = useTranslation("exchange");
  const box = useRef<HTMLDivElement>(null);
  const insert = (field: string) => {
    const input = box.current?.querySelector("input");
    const start = input?.selectionStart ?? value.length;
    const end = input?.selectionEnd ?? value.length;
    const next = `${value.slice(0, start)}{${field}}${value.slice(end)}`;
    if (next.length > MAX_TEMPLATE) return;
    onChange(next);
    requestAnimationFrame(() => {
      input?.focus();
      input?.setSelectionRange(start + field.length + 2, start + field.length + 2);
    });
  };
  return (
    <div ref={box}>
      <TextInput
        {...(id === undefined ? {} : { id })}
        aria-label={label}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        value={value}
        maxLength={MAX_TEMPLATE}
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        className="w-full font-mono text-sm"
      />
      <fieldset aria-label={t("template.fields")} className="mt-2 flex flex-wrap gap-1.5">
        {templateFields.map((field) => (
          <button
            key={field}
            type="button"
            title={t(`template.field.${field}`)}
            aria-label={t("template.insert", { field: t(`template.field.${field}`) })}
            onClick={() => insert(field)}
            className="h-6 rounded-sm border border-line px-2 font-mono text-xs text-mute hover:border-line-strong hover:text-text"
          >
            {field}
          </button>
        ))}
      </fieldset>
    </div>
  );
}
