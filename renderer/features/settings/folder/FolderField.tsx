import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import { cx } from "../../../components/cx";
import { FolderForm } from "./FolderForm";
import type { Folder, FolderWords } from "./use-folder";
import { useFolderDrop } from "./use-folder-drop";

interface FolderFieldProps {
  readonly folder: Folder<unknown>;
  readonly words: FolderWords;
  readonly label: string;
  /** More folders to take up. */
  readonly children?: ReactNode;
}

/** A model's folder: chosen in the system's dialog, dropped, or typed. */
export function FolderField({ folder, words, label, children }: FolderFieldProps) {
  const { t } = useTranslation("settings");
  const id = useId();
  const { over, drops } = useFolderDrop(folder.look);
  return (
    <fieldset {...drops} aria-label={label} data-setting="" className="min-w-0 py-3">
      <div className={cx("rounded-sm outline-offset-6", over && "outline-2 outline-dashed outline-accent")}>
        <label htmlFor={id} className="text-base font-medium">
          {label}
        </label>
        <p id={`${id}-help`} className="mt-0.5 text-sm text-mute">
          {t(`${words}.folderHelp`)}
        </p>
        <FolderForm
          id={id}
          words={words}
          folder={folder}
          submit={t(`${words}.check`)}
          invalid={folder.error !== null}
          className="mt-2.5"
        />
        {children}
      </div>
    </fieldset>
  );
}
