import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { WantedSource } from "../../../../../shared/models/source";
import { say } from "../../../../app/announce";
import { ask, payloadOf } from "../../../../app/ipc";
import { Button } from "../../../../components/Button";
import { Dialog } from "../../../../components/Dialog";
import { ErrorCard } from "../../../../components/ErrorCard";
import { attempt } from "../shelf-actions";
import { PlanReport } from "./PlanReport";
import { SourceFields } from "./SourceFields";
import { emptyDraft, readSource, serverOf } from "./source-form";

interface DownloadDialogProps {
  readonly safe: boolean;
  readonly onClose: () => void;
}

/** Brings a model from a server: where from, then what and how much, then it begins. */
export function DownloadDialog({ safe, onClose }: DownloadDialogProps) {
  const { t } = useTranslation("settings");
  const [draft, setDraft] = useState(emptyDraft);
  const planning = useMutation({
    mutationFn: (source: WantedSource) => ask("models:plan", { source }),
    onSuccess: (plan) => say(plan.name),
  });
  const source = readSource(draft);
  const server = serverOf(draft);
  const host = server === "" ? "" : server.replace(/^https?:\/\//i, "");
  const plan = planning.data;
  const begin = () => {
    if (plan === undefined) return;
    onClose();
    void attempt(t("shelf.downloading.doing"), async () => {
      await ask("models:download", { token: plan.token });
      say(t("shelf.downloading.begun", { name: plan.name }));
    });
  };
  const look = () => {
    if (source !== null) planning.mutate(source);
  };
  return (
    <Dialog title={t("shelf.downloading.title")} onClose={onClose} className="w-[42rem]">
      <div className="min-h-0 flex-1 overflow-y-auto px-5 py-3">
        {plan === undefined ? (
          <>
            <SourceFields
              draft={draft}
              safe={safe}
              onEnter={look}
              onChange={(next) => {
                setDraft(next);
                if (planning.isError) planning.reset();
              }}
            />
            {planning.error === null ? null : (
              <ErrorCard
                className="mt-3"
                title={t("shelf.downloading.failed")}
                error={payloadOf(planning.error)}
              />
            )}
          </>
        ) : (
          <PlanReport plan={plan} />
        )}
      </div>
      <div className="flex items-center justify-end gap-2 border-t border-line px-5 py-3">
        {plan === undefined ? (
          <>
            <p role="status" className="mr-auto min-w-0 text-sm text-mute">
              {host === ""
                ? ""
                : t(planning.isPending ? "shelf.downloading.asking" : "shelf.downloading.told", { host })}
            </p>
            <Button onClick={onClose}>{t("cancel", { ns: "common" })}</Button>
            <Button variant="primary" disabled={source === null || planning.isPending} onClick={look}>
              {t("shelf.downloading.ask")}
            </Button>
          </>
        ) : (
          <>
            <Button className="mr-auto" onClick={() => planning.reset()}>
              {t("shelf.downloading.back")}
            </Button>
            <Button onClick={onClose}>{t("cancel", { ns: "common" })}</Button>
            <Button variant="primary" disabled={plan.error !== null} onClick={begin}>
              {t("shelf.downloading.confirm")}
            </Button>
          </>
        )}
      </div>
    </Dialog>
  );
}
