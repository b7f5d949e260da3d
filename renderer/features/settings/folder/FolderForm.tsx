import { FolderOpen } from "lucide-react";
import { useTranslation } from "react-i18next";
import { ask } from "../../../app/ipc";
import { notifyError } from "../../../app/toasts";
import { Button } from "../../../components/Button";
import { cx } from "../../../components/cx";
import { TextInput } from "../../../components/Field";
import type { Folder, FolderWords } from "./use-folder";

interface FolderFormProps {
  /** Of the text field; its help has the same with "-help" behind it. */
  readonly id: string;
  readonly words: FolderWords;
  readonly folder: Pick<Folder<unknown>, "typed" | "type" | "look" | "looking">;
  /** What looks into the folder. */
  readonly submit: string;
  readonly invalid?: boolean;
  readonly className: string;
}

/** A folder typed, or chosen in the system's dialog. */
export function FolderForm({ id, words, folder, submit, invalid, className }: FolderFormProps) {
  const { t } = useTranslation("settings");
  const choose = async () => {
    const chosen = await ask("models:choose");
    if (chosen.folder !== null) folder.look(chosen.folder);
  };
  return (
    <form
      className={cx("flex gap-2", className)}
      onSubmit={(event) => {
        event.preventDefault();
        folder.look(folder.typed);
      }}
    >
      <TextInput
        id={id}
        aria-describedby={`${id}-help`}
        aria-invalid={invalid}
        className="min-w-0 flex-1 font-mono text-sm"
        spellCheck={false}
        autoComplete="off"
        maxLength={4096}
        placeholder={t(`${words}.example`)}
        value={folder.typed}
        onChange={(event) => folder.type(event.target.value)}
      />
      <Button type="submit" disabled={folder.typed.trim() === "" || folder.looking}>
        {submit}
      </Button>
      <Button
        icon={<FolderOpen size={14} className="text-mute" />}
        onClick={() => {
          choose().catch((error: unknown) => notifyError(t(`${words}.choosing`), error));
        }}
      >
        {t(`${words}.choose`)}
      </Button>
    </form>
  );
}
