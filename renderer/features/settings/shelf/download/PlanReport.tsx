import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { DownloadPlan } from "../../../../../shared/models/library";
import { hostOf, sourceTitle } from "../../../../../shared/models/source";
import { ErrorWords } from "../../../../components/ErrorWords";
import { formatBytes } from "../../../../i18n/format";
import { Fact, Facts, LicenceWords } from "../../folder/FolderFacts";

/** What a download would bring, before anything is fetched. */
export function PlanReport({ plan }: { plan: DownloadPlan }) {
  const { t } = useTranslation("settings");
  const { name, source, files, leftOut, bytes, unsized, licence, freeBytes, error } = plan;
  const summed = files.filter(({ verified }) => verified === "sha256" || verified === "git").length;
  return (
    <>
      <h3 className="selectable text-md font-semibold break-words">{name}</h3>
      <p className="selectable mt-0.5 mb-3.5 text-sm break-words text-mute">
        {t("shelf.from", { title: sourceTitle(source), host: new URL(hostOf(source)).host })}
      </p>
      <Facts>
        <Fact name={t("shelf.downloading.facts.what")}>
          {t("shelf.downloading.takes", { count: files.length, size: formatBytes(bytes) })}
          {unsized === 0 ? "" : ` ${t("shelf.downloading.unsized", { count: unsized })}`}
          {leftOut.length === 0 ? null : (
            <span className="block text-sm text-mute">
              {t("shelf.downloading.leaves", { count: leftOut.length })}
            </span>
          )}
        </Fact>
        {freeBytes === null ? null : (
          <Fact name={t("shelf.downloading.facts.disk")}>
            {t("shelf.downloading.room", { free: formatBytes(freeBytes) })}
          </Fact>
        )}
        <Fact name={t("shelf.downloading.facts.licence")}>
          {licence === null ? (
            <span className="text-unsure-text">{t("shelf.downloading.noLicence")}</span>
          ) : (
            <>
              <LicenceWords words="models" licence={licence} />
              <span className="block text-sm text-mute">{t("shelf.downloading.licenceHint")}</span>
            </>
          )}
        </Fact>
        {source.kind === "hub" ? (
          <Fact name={t("shelf.downloading.facts.version")}>
            <span className="font-mono text-sm break-all">{source.revision}</span>
          </Fact>
        ) : null}
        <Fact name={t("shelf.downloading.facts.checked")}>
          {summed === files.length
            ? t("shelf.downloading.checkedAll")
            : summed === 0
              ? t("shelf.downloading.checkedNone")
              : t("shelf.downloading.checkedSome", { some: summed, all: files.length })}
        </Fact>
      </Facts>
      <FileList title={t("shelf.downloading.files")} files={files} />
      {leftOut.length === 0 ? null : <FileList title={t("shelf.downloading.left")} files={leftOut} />}
      {error === null ? null : (
        <div role="alert" className="mt-3.5 flex gap-2.5">
          <TriangleAlert size={15} className="mt-1 shrink-0 text-fail" aria-hidden="true" />
          <div className="min-w-0 flex-1">
            <ErrorWords error={error} />
          </div>
        </div>
      )}
    </>
  );
}

function FileList({
  title,
  files,
}: {
  title: string;
  files: readonly { readonly path: string; readonly bytes: number | null }[];
}) {
  return (
    <details className="mt-3 text-base">
      <summary className="w-fit rounded-sm text-mute hover:text-text">
        {title} <span className="tabular">({files.length})</span>
      </summary>
      <section
        aria-label={title}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        tabIndex={0}
        className="mt-2 max-h-44 overflow-y-auto rounded-lg bg-bg px-3 py-2"
      >
        <ul>
          {files.map(({ path, bytes }) => (
            <li key={path} className="flex justify-between gap-4 py-0.5 text-sm">
              <span className="selectable min-w-0 font-mono break-all">{path}</span>
              <span className="tabular shrink-0 text-mute">{bytes === null ? "" : formatBytes(bytes)}</span>
            </li>
          ))}
        </ul>
      </section>
    </details>
  );
}
