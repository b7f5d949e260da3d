import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ErrorPayload } from "../../shared/errors";
import type { ShownError } from "../app/settings-link";
import { CopyButton } from "./CopyButton";
import { cx } from "./cx";
import { ErrorFix } from "./ErrorFix";
import { ErrorWords } from "./ErrorWords";

interface ErrorCardProps {
  /** What did not work: "The generator failed on iteration 3". */
  readonly title: string;
  readonly error: ShownError;
  /** The one thing to press. */
  readonly action?: ReactNode;
  readonly className?: string;
}

/** All that belongs in a bug report, and nothing secret. */
export function reportOf(title: string, error: ErrorPayload): string {
  return [title, `${error.code}: ${error.message}`, error.remedy, error.detail ?? ""]
    .filter(Boolean)
    .join("\n\n");
}

/** What failed, why, what to do, one button, and the way to the setting that mends it. */
export function ErrorCard({ title, error, action, className }: ErrorCardProps) {
  const { t } = useTranslation();
  return (
    <div
      role="alert"
      className={cx("rounded-xl border border-line-strong bg-panel p-4 text-left shadow-pop", className)}
    >
      <div className="flex gap-3">
        <TriangleAlert size={17} className="mt-0.5 shrink-0 text-fail" aria-hidden="true" />
        <div className="min-w-0 flex-1">
          <h3 className="text-md font-semibold">{title}</h3>
          <ErrorWords error={error} />
          {error.detail === undefined ? null : (
            <details className="mt-2 text-sm text-mute">
              <summary className="w-fit rounded-sm hover:text-text">{t("details")}</summary>
              <pre className="selectable prose-plain mt-2 max-h-36 overflow-y-auto rounded-md bg-bg p-2.5 font-mono text-xs">
                {error.detail}
              </pre>
            </details>
          )}
          <div className="mt-3 flex flex-wrap items-center gap-2">
            {action}
            <ErrorFix error={error} />
            <CopyButton
              text={reportOf(title, error)}
              label={t("copyErrorDetails")}
              words={t("copyDetails")}
            />
          </div>
        </div>
      </div>
    </div>
  );
}
