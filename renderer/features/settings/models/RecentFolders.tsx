import { useId } from "react";
import { useTranslation } from "react-i18next";
import { nameOfFolder } from "../../../../shared/folders";
import { Button } from "../../../components/Button";

interface RecentFoldersProps {
  /** Chosen before, the latest first. */
  readonly folders: readonly string[];
  readonly onChoose: (folder: string) => void;
}

/** Folders to take up again. */
export function RecentFolders({ folders, onChoose }: RecentFoldersProps) {
  const { t } = useTranslation("settings");
  const id = useId();
  if (folders.length === 0) return null;
  return (
    <div className="mt-2.5 flex flex-wrap items-center gap-1.5">
      <span id={id} className="mr-1 text-sm text-mute">
        {t("models.recent")}
      </span>
      <ul aria-labelledby={id} className="contents">
        {folders.map((path) => (
          <li key={path} className="min-w-0">
            <Button
              size="sm"
              title={path}
              aria-label={t("models.use", { folder: path })}
              className="max-w-56"
              onClick={() => onChoose(path)}
            >
              <span className="truncate">{nameOfFolder(path)}</span>
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
