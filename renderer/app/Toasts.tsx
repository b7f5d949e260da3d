import { CircleCheck, TriangleAlert, X } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { ErrorPayload } from "../../shared/errors";
import { Button } from "../components/Button";
import { CopyButton } from "../components/CopyButton";
import { reportOf } from "../components/ErrorCard";
import { ErrorFix } from "../components/ErrorFix";
import { ErrorWords } from "../components/ErrorWords";
import { IconButton } from "../components/IconButton";
import { dismiss, type Toast, useToasts } from "./toasts";

/** Long enough to read and to change one's mind. */
const LIFE_MS = 8000;

function ErrorBody({ toast, error, act }: { toast: Toast; error: ErrorPayload; act: () => void }) {
  const { t } = useTranslation();
  return (
    <>
      <ErrorWords error={error} small />
      <div className="mt-2 flex flex-wrap items-center gap-1.5">
        {toast.action === null ? null : (
          <Button size="sm" onClick={act}>
            {toast.action.label}
          </Button>
        )}
        <ErrorFix error={error} onDone={() => dismiss(toast.id)} />
        <CopyButton
          text={reportOf(toast.text, error)}
          label={t("copyErrorDetails")}
          words={t("copyDetails")}
        />
      </div>
    </>
  );
}

function ToastCard({ toast }: { toast: Toast }) {
  const { id, text, error, action } = toast;
  const { t } = useTranslation();
  useEffect(() => {
    if (error !== null) return;
    const timer = window.setTimeout(() => dismiss(id), LIFE_MS);
    return () => window.clearTimeout(timer);
  }, [id, error]);
  const act = () => {
    dismiss(id);
    action?.run();
  };
  return (
    <div
      role={error === null ? "status" : "alert"}
      className="flex w-96 max-w-[calc(100vw-2rem)] animate-arrive items-start gap-2.5 rounded-xl border border-line-strong bg-raised py-2.5 pr-2 pl-3.5 shadow-pop"
    >
      <span className="mt-1 shrink-0" aria-hidden="true">
        {error === null ? (
          <CircleCheck size={15} className="text-mute" />
        ) : (
          <TriangleAlert size={15} className="text-fail" />
        )}
      </span>
      <div className="min-w-0 flex-1 pt-0.5">
        <p className="selectable text-base font-medium break-words">{text}</p>
        {error === null ? null : <ErrorBody toast={toast} error={error} act={act} />}
      </div>
      {error === null && action !== null ? (
        <Button size="sm" onClick={act} command={action.command}>
          {action.label}
        </Button>
      ) : null}
      <IconButton label={t("dismiss")} icon={<X size={14} />} onClick={() => dismiss(id)} />
    </div>
  );
}

/** Notices at the lower right, above everything but dialogs. */
export function Toasts() {
  const { t } = useTranslation();
  const toasts = useToasts((store) => store.toasts);
  return (
    <section
      aria-label={t("notifications")}
      className="pointer-events-none fixed right-4 bottom-[8.5rem] z-50 *:pointer-events-auto"
    >
      <div className="flex flex-col gap-2">
        {toasts.map((toast) => (
          <ToastCard key={toast.id} toast={toast} />
        ))}
      </div>
    </section>
  );
}
