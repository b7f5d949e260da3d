import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { isTight, type Licence } from "../../../../shared/inference/diffusion";
import { cx } from "../../../components/cx";
import { formatBytes } from "../../../i18n/format";
import type { FolderWords } from "./use-folder";

interface FactsProps {
  /** Widths of the columns, and the room between them. */
  readonly columns?: string;
  readonly children: ReactNode;
}

export function Facts({ columns = "grid-cols-[9rem_1fr] gap-x-4", children }: FactsProps) {
  return <dl className={cx("grid gap-y-1.5 text-base", columns)}>{children}</dl>;
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-mute">{name}</dt>
      <dd className="selectable tabular min-w-0 break-words">{children}</dd>
    </>
  );
}

/** Memory at the moment, in bytes. */
export interface Room {
  readonly freeBytes: number;
  /** True while the model is in memory already. */
  readonly loaded: boolean;
}

interface FolderFactsProps {
  readonly words: FolderWords;
  readonly facts: {
    readonly diskBytes: number;
    readonly modelBytes: number;
    readonly licence: Licence | null;
    readonly report: { readonly notes: readonly string[] };
  };
  readonly room?: Room | undefined;
}

/** What is told of a folder whatever kind of model it holds. */
export function FolderFacts({ words, facts, room }: FolderFactsProps) {
  const { t } = useTranslation("settings");
  const { report, diskBytes, modelBytes, licence } = facts;
  return (
    <>
      <Fact name={t(`${words}.facts.disk`)}>{formatBytes(diskBytes)}</Fact>
      <Fact name={t(`${words}.facts.memory`)}>
        {t(`${words}.takes`, { needed: formatBytes(modelBytes) })}
        {room === undefined ? null : "; "}
        {room === undefined
          ? null
          : room.loaded
            ? t(`${words}.inMemory`)
            : t(`${words}.free`, { free: formatBytes(room.freeBytes) })}
      </Fact>
      <Fact name={t(`${words}.facts.licence`)}>
        {licence === null ? (
          <span className="text-mute">{t(`${words}.noLicence`)}</span>
        ) : (
          <LicenceWords words={words} licence={licence} />
        )}
      </Fact>
      {report.notes.length === 0 ? null : (
        <Fact name={t(`${words}.facts.notes`)}>
          {report.notes.map((note) => (
            <span key={note} lang="en" className="block text-sm">
              {note}
            </span>
          ))}
        </Fact>
      )}
    </>
  );
}

/** "openrail++, see LICENSE.md" */
export function LicenceWords({ words, licence: { name, file } }: { words: FolderWords; licence: Licence }) {
  const { t } = useTranslation("settings");
  return [name, file === null ? null : t(`${words}.licenceFile`, { file })]
    .filter((part) => part !== null)
    .join(", ");
}

/** Warns where a model takes more memory than is free. */
export function TightNote({
  words,
  facts,
}: {
  words: FolderWords;
  facts: Room & { readonly modelBytes: number };
}) {
  const { t } = useTranslation("settings");
  const { modelBytes, freeBytes } = facts;
  if (!isTight(facts)) return null;
  return (
    <Caution>
      {t(`${words}.tight`, { needed: formatBytes(modelBytes), free: formatBytes(freeBytes) })}
    </Caution>
  );
}

export function Caution({ children }: { children: ReactNode }) {
  return (
    <p role="note" className="mt-3 flex gap-2 text-sm text-unsure-text">
      <TriangleAlert size={14} className="mt-0.5 shrink-0" aria-hidden="true" />
      {children}
    </p>
  );
}
