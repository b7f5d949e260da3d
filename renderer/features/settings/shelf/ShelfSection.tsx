import { Boxes, Download, FolderInput } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ModelShelf } from "../../../../shared/models/library";
import type { Settings } from "../../../../shared/settings";
import { payloadOf } from "../../../app/ipc";
import { useShelf } from "../../../app/query";
import { Button } from "../../../components/Button";
import { cx } from "../../../components/cx";
import { ErrorCard } from "../../../components/ErrorCard";
import { Skeleton } from "../../../components/Loading";
import { formatBytes } from "../../../i18n/format";
import { useFolderDrop } from "../folder/use-folder-drop";
import { Section } from "../Section";
import { DeletedModels } from "./DeletedModels";
import { DownloadRow } from "./DownloadRow";
import { DownloadDialog } from "./download/DownloadDialog";
import { ImportDialog } from "./ImportDialog";
import { ModelRow } from "./ModelRow";

type Open = { readonly kind: "import"; readonly folder: string } | { readonly kind: "download" } | null;

/** The models on this computer: linked, copied and downloaded ones. */
export function ShelfSection({ settings, safe }: { settings: Settings; safe: boolean }) {
  const { t } = useTranslation("settings");
  const shelf = useShelf();
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const { over, drops } = useFolderDrop((folder) => setOpen({ kind: "import", folder }));
  const free = shelf.data?.freeBytes ?? null;
  return (
    <Section id="models" title={t("shelf.manage")} about={t("shelf.about")}>
      <div data-setting="" className="flex items-center gap-2 py-3">
        <Button
          icon={<FolderInput size={14} className="text-mute" />}
          onClick={() => setOpen({ kind: "import", folder: "" })}
        >
          {t("shelf.import")}
        </Button>
        <Button
          icon={<Download size={14} className="text-mute" />}
          onClick={() => setOpen({ kind: "download" })}
        >
          {t("shelf.download")}
        </Button>
        <span className="tabular ml-auto text-right text-sm text-mute">
          {free === null ? "" : t("shelf.room", { free: formatBytes(free) })}
        </span>
      </div>
      <fieldset
        {...drops}
        aria-label={t("shelf.drop")}
        data-setting=""
        className={cx(
          "min-w-0 rounded-sm -outline-offset-2",
          over && "outline-2 outline-dashed outline-accent",
        )}
      >
        {shelf.error !== null ? (
          <ErrorCard
            className="my-3"
            title={t("shelf.unreadable")}
            error={payloadOf(shelf.error)}
            action={
              <Button size="sm" variant="primary" onClick={() => void shelf.refetch()}>
                {t("retryShort", { ns: "common" })}
              </Button>
            }
          />
        ) : shelf.data === undefined ? (
          <div role="status" className="py-4">
            <span className="sr-only">{t("shelf.looking")}</span>
            <Skeleton className="h-4 w-56" />
            <Skeleton className="mt-2.5 h-4 w-80" />
          </div>
        ) : (
          <Lists shelf={shelf.data} settings={settings} />
        )}
      </fieldset>
      {shelf.data === undefined || shelf.data.deleted.length === 0 ? null : (
        <DeletedModels models={shelf.data.deleted} />
      )}
      {open?.kind === "import" ? <ImportDialog begin={open.folder} onClose={close} /> : null}
      {open?.kind === "download" ? <DownloadDialog safe={safe} onClose={close} /> : null}
    </Section>
  );
}

function Lists({ shelf: { models, downloads }, settings }: { shelf: ModelShelf; settings: Settings }) {
  const { t } = useTranslation("settings");
  if (models.length + downloads.length === 0) {
    return (
      <div className="my-3 flex flex-col items-center rounded-lg border border-dashed border-line-strong px-8 py-7 text-center">
        <Boxes size={24} className="text-mute" aria-hidden="true" />
        <p className="mt-2 text-base font-medium">{t("shelf.empty")}</p>
        <p className="mt-1 max-w-96 text-sm text-mute">{t("shelf.emptyHint")}</p>
      </div>
    );
  }
  return (
    <>
      {downloads.length === 0 ? null : (
        <ul aria-label={t("shelf.downloads")} className="divide-y divide-line border-b border-line">
          {downloads.map((download) => (
            <DownloadRow key={download.id} download={download} />
          ))}
        </ul>
      )}
      <ul aria-label={t("shelf.list")} className="divide-y divide-line">
        {models.map((model) => (
          <ModelRow key={model.id} model={model} settings={settings} />
        ))}
      </ul>
    </>
  );
}
