import { CircleCheck, TriangleAlert, X } from "lucide-react";
import { useEffect } from "react";
import { Button } from "../components/Button";
import { CopyButton } from "../components/CopyButton";
import { reportOf } from "../components/ErrorCard";
import { IconButton } from "../components/IconButton";
import { dismiss, type Toast, useToasts } from "./toasts";

/** Long enough to read and to change one's mind. */
const LIFE_MS = 8000;

function ToastCard({ toast }: { toast: Toast }) {
  const { id, text, error, action } = toast;
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
    <li
      role={error === null ? "status" : "alert"}
      className="flex w-96 animate-arrive items-start gap-2.5 rounded-xl border border-line-strong bg-raised py-2.5 pr-2 pl-3.5 shadow-pop"
    >
      <span className="mt-1 shrink-0" aria-hidden="true">
        {error === null ? (
          <CircleCheck size={15} className="text-mute" />
        ) : (
          <TriangleAlert size={15} className="text-fail" />
        )}
      </span>
      <div className="min-w-0 flex-1 pt-0.5">
        <p className="selectable break-words text-base font-medium">{text}</p>
        {error === null ? null : (
          <>
            <p className="selectable mt-0.5 break-words text-sm text-mute">
              {error.message} {error.remedy}
            </p>
            <div className="mt-1.5 flex items-center gap-1.5">
              {action === null ? null : (
                <Button size="sm" onClick={act}>
                  {action.label}
                </Button>
              )}
              <CopyButton text={reportOf(text, error)} label="Copy error details" words="Copy details" />
            </div>
          </>
        )}
      </div>
      {error === null && action !== null ? (
        <Button size="sm" onClick={act} keys={toast.undo ? "Mod+Z" : undefined}>
          {action.label}
        </Button>
      ) : null}
      <IconButton label="Dismiss" icon={<X size={14} />} onClick={() => dismiss(id)} />
    </li>
  );
}

/** Notices at the lower right, above everything but dialogs. */
export function Toasts() {
  const toasts = useToasts((store) => store.toasts);
  return (
    <section
      aria-label="Notifications"
      className="pointer-events-none fixed right-4 bottom-[8.5rem] z-50 *:pointer-events-auto"
    >
      <ol className="flex flex-col gap-2">
        {toasts.map((toast) => (
          <ToastCard key={toast.id} toast={toast} />
        ))}
      </ol>
    </section>
  );
}
