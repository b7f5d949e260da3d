import { CircleCheck, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ErrorPayload } from "../../../../shared/errors";
import { CopyButton } from "../../../components/CopyButton";
import { reportOf } from "../../../components/ErrorCard";
import { ErrorWords } from "../../../components/ErrorWords";
import { Skeleton } from "../../../components/Loading";
import type { Folder, FolderWords } from "./use-folder";

interface FolderReportProps {
  readonly words: FolderWords;
  readonly folder: Pick<Folder<unknown>, "error" | "looking">;
  /** Name of the model in use at the moment. */
  readonly inUse: string | null;
  /** What may help where it is refused. */
  readonly advice?: ReactNode;
  /** What it holds; null while that is not known. */
  readonly children: ReactNode;
}

/** What a folder holds, or why it cannot be used. */
export function FolderReport({ words, folder, inUse, advice, children }: FolderReportProps) {
  const { t } = useTranslation("settings");
  const { error, looking } = folder;
  return (
    <section aria-label={t(`${words}.report`)} data-setting="" className="min-h-16 py-3">
      {error !== null ? (
        <Refused words={words} error={error}>
          {advice}
          {inUse === null ? null : (
            <p className="mt-3 text-base text-mute">{t(`${words}.stays`, { name: inUse })}</p>
          )}
          <div className="mt-1.5 -ml-2.5">
            <CopyButton
              text={reportOf(t(`${words}.refused`), error)}
              label={t("copyErrorDetails", { ns: "common" })}
              words={t("copyDetails", { ns: "common" })}
            />
          </div>
        </Refused>
      ) : children !== null ? (
        children
      ) : looking ? (
        <Looking words={words} />
      ) : (
        <p className="pt-2 text-base text-mute">{t(`${words}.none`)}</p>
      )}
    </section>
  );
}

interface RefusedProps {
  readonly words: FolderWords;
  readonly error: ErrorPayload;
  readonly children?: ReactNode;
}

export function Refused({ words, error, children }: RefusedProps) {
  const { t } = useTranslation("settings");
  return (
    <div role="alert" className="flex gap-2.5">
      <TriangleAlert size={15} className="mt-0.5 shrink-0 text-fail" aria-hidden="true" />
      <div className="min-w-0 flex-1">
        <h4 className="text-base font-medium">{t(`${words}.refused`)}</h4>
        <ErrorWords error={error} />
        {children}
      </div>
    </div>
  );
}

export function Looking({ words }: { words: FolderWords }) {
  const { t } = useTranslation("settings");
  return (
    <div role="status">
      <span className="sr-only">{t(`${words}.checking`)}</span>
      <Skeleton className="h-4 w-56" />
      <Skeleton className="mt-3 h-4 w-80" />
      <Skeleton className="mt-3 h-4 w-72" />
    </div>
  );
}

/** Says above its facts that a model can draw. */
export function CanDraw({ name }: { name: string }) {
  const { t } = useTranslation("settings");
  return (
    <p role="status" className="mb-2.5 flex items-center gap-2 text-base font-medium">
      <CircleCheck size={15} className="shrink-0 text-pass" aria-hidden="true" />
      <span className="selectable min-w-0 break-words">{t("models.found", { name })}</span>
    </p>
  );
}
