import { X } from "lucide-react";
import { type MouseEvent, type ReactNode, useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { giveFocusBack } from "../app/view-focus";
import { cx } from "./cx";
import { IconButton } from "./IconButton";

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly className?: string;
  /** Leaves the visible head out; the title still names the dialog. */
  readonly bare?: boolean;
}

/**
 * A modal dialog on the platform's own `<dialog>`: focus, Escape and the inert rest of the page come from the
 * browser, and nothing has to insert styles. Mounted means open.
 */
export function Dialog({ title, onClose, children, className, bare = false }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const { t } = useTranslation();
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    dialog?.showModal();
    // The first field takes the focus; without one it belongs to the dialog and not to its close button.
    (dialog?.querySelector<HTMLElement>("input,textarea") ?? dialog)?.focus();
    return () => {
      dialog?.close();
      giveFocusBack(before);
    };
  }, []);
  const closeOnBackdrop = (event: MouseEvent) => {
    if (event.target === ref.current) onClose();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard's way out is Escape, the click is on the backdrop
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      tabIndex={-1}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={closeOnBackdrop}
      className={cx(
        "m-auto max-h-[82vh] w-[34rem] max-w-[calc(100vw-3rem)] animate-arrive overflow-hidden rounded-xl border border-line-strong bg-panel p-0 text-text shadow-pop outline-none",
        className,
      )}
    >
      <div className="flex max-h-[82vh] flex-col">
        <div
          className={
            bare ? "sr-only" : "flex items-center justify-between gap-3 border-b border-line py-3 pr-3 pl-5"
          }
        >
          <h2 id={titleId} className="text-lg font-semibold">
            {title}
          </h2>
          {bare ? null : <IconButton label={t("close")} icon={<X size={16} />} onClick={onClose} />}
        </div>
        {children}
      </div>
    </dialog>
  );
}
