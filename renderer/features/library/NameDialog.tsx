import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { TextInput } from "../../components/Field";

interface NameDialogProps {
  readonly title: string;
  /** Names the field. */
  readonly label: string;
  /** Words of the button. */
  readonly action: string;
  readonly before?: string;
  readonly maxLength?: number;
  readonly onName: (name: string) => unknown;
  readonly onClose: () => void;
}

/** Asks for a name. */
export function NameDialog({
  title,
  label,
  action,
  before = "",
  maxLength = 80,
  onName,
  onClose,
}: NameDialogProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(before);
  const ready = name.trim() !== "";
  return (
    <Dialog title={title} onClose={onClose} className="w-[26rem]">
      <form
        className="p-5"
        onSubmit={(event) => {
          event.preventDefault();
          if (!ready) return;
          onClose();
          if (name.trim() !== before) void onName(name.trim());
        }}
      >
        <TextInput
          aria-label={label}
          maxLength={maxLength}
          value={name}
          onChange={(event) => setName(event.target.value)}
          onFocus={(event) => event.target.select()}
          className="w-full"
        />
        <div className="mt-5 flex justify-end gap-2">
          <Button variant="ghost" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button variant="primary" type="submit" disabled={!ready}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
