import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ModelFind } from "../../../../shared/models/library";
import { ask, payloadOf } from "../../../app/ipc";
import { Button } from "../../../components/Button";
import { cx } from "../../../components/cx";
import { Dialog } from "../../../components/Dialog";
import { Caution, Facts } from "../folder/FolderFacts";
import { FolderForm } from "../folder/FolderForm";
import { CanDraw, Looking, Refused } from "../folder/FolderReport";
import { useFolderDrop } from "../folder/use-folder-drop";
import { InspectionFacts } from "./InspectionFacts";
import { importModel } from "./shelf-actions";
import { type Way, WayChoice } from "./WayChoice";

interface ImportDialogProps {
  /** The folder that was dropped; empty for none yet. */
  readonly begin: string;
  readonly onClose: () => void;
}

/** Takes a folder in: chosen, dropped or typed, looked into, then linked or copied. */
export function ImportDialog({ begin, onClose }: ImportDialogProps) {
  const { t } = useTranslation("settings");
  const id = useId();
  const [typed, setTyped] = useState(begin);
  const [asked, setAsked] = useState(begin);
  const [way, setWay] = useState<Way>("link");
  const find = useQuery({
    queryKey: ["model-find", asked],
    queryFn: () => ask("models:examine", { folder: asked }),
    enabled: asked !== "",
    staleTime: 0,
    gcTime: 0,
  });
  const look = (folder: string) => {
    const given = folder.trim();
    setTyped(given);
    if (given === asked && given !== "") void find.refetch();
    setAsked(given);
  };
  const { over, drops } = useFolderDrop(look);
  const found = find.isFetching ? undefined : find.data;
  const ready = found !== undefined && found.error === null && !found.present;
  const possible = ready && (way === "link" || found.copyError === null);
  return (
    <Dialog title={t("shelf.importing.title")} onClose={onClose} className="w-[38rem]">
      <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">
        <fieldset
          {...drops}
          aria-label={t("models.folder")}
          className={cx("rounded-sm outline-offset-6", over && "outline-2 outline-dashed outline-accent")}
        >
          <label htmlFor={id} className="text-base font-medium">
            {t("models.folder")}
          </label>
          <FolderForm
            id={id}
            words="models"
            folder={{ typed, type: setTyped, look, looking: find.isFetching }}
            submit={t("shelf.importing.look")}
            className="mt-2"
          />
          <p id={`${id}-help`} className="mt-1.5 text-sm text-mute">
            {t("shelf.importing.folderHelp")}
          </p>
        </fieldset>
        <section aria-label={t("models.report")} className="mt-4 min-h-52 rounded-lg bg-bg p-4">
          <Report
            find={found}
            looking={find.isFetching}
            failure={find.isFetching ? null : find.error}
            asked={asked !== ""}
          />
        </section>
        {ready ? <WayChoice find={found} way={way} onWay={setWay} /> : null}
      </div>
      <div className="flex justify-end gap-2 border-t border-line px-5 py-3">
        <Button onClick={onClose}>{t("cancel", { ns: "common" })}</Button>
        <Button
          variant="primary"
          disabled={!possible}
          onClick={() => {
            if (found === undefined) return;
            onClose();
            void importModel(found.folder, found.name, way);
          }}
        >
          {t("shelf.importing.confirm")}
        </Button>
      </div>
    </Dialog>
  );
}

interface ReportProps {
  readonly find: ModelFind | undefined;
  readonly looking: boolean;
  readonly failure: Error | null;
  readonly asked: boolean;
}

/** What the folder holds, or why it cannot be taken in. */
function Report({ find, looking, failure, asked }: ReportProps) {
  const { t } = useTranslation("settings");
  const error = failure === null ? (find?.error ?? null) : payloadOf(failure);
  if (error !== null) return <Refused words="models" error={error} />;
  if (looking) return <Looking words="models" />;
  if (find === undefined || find.inspection === null) {
    return asked ? null : <p className="text-base text-mute">{t("models.none")}</p>;
  }
  return (
    <>
      <CanDraw name={find.name} />
      <Facts>
        <InspectionFacts inspection={find.inspection} />
      </Facts>
      {find.present ? <Caution>{t("shelf.importing.present")}</Caution> : null}
    </>
  );
}
