import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../components/Button";
import { Switch } from "../../../components/Switch";
import { type CriterionDraft, MAX_QUESTION } from "./edits";
import { Weight } from "./Weight";

interface CriterionFormProps {
  readonly label: string;
  readonly start: CriterionDraft;
  readonly submit: string;
  readonly onSubmit: (draft: CriterionDraft) => void;
  readonly onCancel: () => void;
}

/** Words and weight of one yes/no question, and whether it must hold. Enter saves, Escape leaves. */
export function CriterionForm({ label, start, submit, onSubmit, onCancel }: CriterionFormProps) {
  const { t } = useTranslation(["studio", "common"]);
  const [question, setQuestion] = useState(start.question);
  const [weight, setWeight] = useState(start.weight);
  const [locked, setLocked] = useState(start.locked);
  const id = useId();
  const ready = question.trim() !== "";
  const save = () => {
    if (ready) onSubmit({ question, weight, locked });
  };
  return (
    <form
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        onCancel();
      }}
    >
      <label htmlFor={id} className="sr-only">
        {t("criteria.question")}
      </label>
      <textarea
        id={id}
        ref={(field) => {
          if (field !== null && document.activeElement?.closest("form") !== field.form) field.focus();
        }}
        rows={2}
        value={question}
        maxLength={MAX_QUESTION}
        placeholder={t("criteria.example")}
        onChange={(event) => setQuestion(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey) return;
          // Ctrl+Enter means this form here, not the prompt bar.
          event.preventDefault();
          event.stopPropagation();
          save();
        }}
        className="block w-full resize-none rounded-md border border-line-strong bg-bg px-2.5 py-1.5 text-base outline-none focus:border-accent focus-visible:outline-none"
      />
      <div className="mt-3 flex items-center justify-between gap-3">
        <span className="text-base">{t("criteria.counts")}</span>
        <Weight value={weight} onChange={setWeight} />
      </div>
      <div className="mt-2.5 flex items-center justify-between gap-3">
        <span>
          <span className="block text-base">{t("criteria.mustHold")}</span>
          <span className="block text-sm text-mute">{t("criteria.mustHoldHelp")}</span>
        </span>
        <Switch label={t("criteria.mustHold")} checked={locked} onChange={setLocked} />
      </div>
      <div className="mt-3 flex justify-end gap-1.5">
        <Button size="sm" variant="ghost" onClick={onCancel}>
          {t("common:cancel")}
        </Button>
        <Button size="sm" variant="primary" type="submit" disabled={!ready}>
          {submit}
        </Button>
      </div>
    </form>
  );
}
