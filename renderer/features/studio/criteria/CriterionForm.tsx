import { useId, useState } from "react";
import { Button } from "../../../components/Button";
import { NumberStepper } from "../../../components/NumberStepper";
import { type CriterionDraft, MAX_QUESTION, MAX_WEIGHT, MIN_WEIGHT } from "./edits";

interface CriterionFormProps {
  readonly label: string;
  readonly start: CriterionDraft;
  readonly submit: string;
  readonly onSubmit: (draft: CriterionDraft) => void;
  readonly onCancel: () => void;
}

/** Words and weight of one yes/no question. Enter saves, Escape leaves. */
export function CriterionForm({ label, start, submit, onSubmit, onCancel }: CriterionFormProps) {
  const [question, setQuestion] = useState(start.question);
  const [weight, setWeight] = useState(start.weight);
  const id = useId();
  const ready = question.trim() !== "";
  const save = () => {
    if (ready) onSubmit({ question, weight });
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
        Question
      </label>
      <textarea
        id={id}
        ref={(field) => {
          if (field !== null && document.activeElement?.closest("form") !== field.form) field.focus();
        }}
        rows={2}
        value={question}
        maxLength={MAX_QUESTION}
        placeholder="Is there a blue sky?"
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
      <div className="mt-2.5 flex flex-wrap items-center justify-between gap-2">
        <span className="flex items-center gap-2 text-sm text-mute">
          Weight
          <NumberStepper
            label="Weight"
            value={weight}
            min={MIN_WEIGHT}
            max={MAX_WEIGHT}
            step={0.5}
            width="w-10"
            onChange={setWeight}
          />
        </span>
        <span className="flex gap-1.5">
          <Button size="sm" variant="ghost" onClick={onCancel}>
            Cancel
          </Button>
          <Button size="sm" variant="primary" type="submit" disabled={!ready}>
            {submit}
          </Button>
        </span>
      </div>
    </form>
  );
}
