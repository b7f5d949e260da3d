import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DeletedModel } from "../../../../shared/models/library";
import { ask } from "../../../app/ipc";
import { notify } from "../../../app/toasts";
import { Button } from "../../../components/Button";
import { formatBytes, formatRelative } from "../../../i18n/format";
import { ConfirmDialog } from "./ConfirmDialog";
import { attempt } from "./shelf-actions";

/** Models in the trash: brought back, or deleted for good. */
export function DeletedModels({ models }: { models: readonly DeletedModel[] }) {
  const { t } = useTranslation("settings");
  const [leaving, setLeaving] = useState<DeletedModel | null>(null);
  const restore = ({ id, name }: DeletedModel) =>
    attempt(t("shelf.restoring"), async () => {
      await ask("models:restore", { id });
      notify(t("shelf.restored", { name }));
    });
  return (
    <div data-setting="" className="py-3">
      <h4 className="text-base font-medium">{t("shelf.trash")}</h4>
      <p className="mt-0.5 text-sm text-mute">{t("shelf.trashHelp")}</p>
      <ul aria-label={t("shelf.trash")} className="mt-1.5">
        {models.map((model) => (
          <li key={model.id} className="flex items-center gap-3 py-1 text-base">
            <span className="selectable min-w-0 flex-1 truncate">{model.name}</span>
            <span className="tabular shrink-0 text-sm text-mute">
              {formatBytes(model.bytes)} · {formatRelative(model.deletedAt)}
            </span>
            <Button
              size="sm"
              aria-label={t("shelf.restoreLabel", { name: model.name })}
              onClick={() => void restore(model)}
            >
              {t("shelf.restore")}
            </Button>
            <Button
              size="sm"
              variant="danger"
              aria-label={t("shelf.purgeLabel", { name: model.name })}
              onClick={() => setLeaving(model)}
            >
              {t("shelf.purge")}
            </Button>
          </li>
        ))}
      </ul>
      {leaving === null ? null : (
        <ConfirmDialog
          title={t("shelf.purgeAsk", { name: leaving.name })}
          words={t("shelf.purgeWhat", { size: formatBytes(leaving.bytes) })}
          yes={t("shelf.purge")}
          no={t("shelf.keep")}
          onYes={() => void attempt(t("shelf.purging"), () => ask("models:purge", { id: leaving.id }))}
          onClose={() => setLeaving(null)}
        />
      )}
    </div>
  );
}
