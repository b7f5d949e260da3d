import { useQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { PenLine, RotateCcw, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { TrashedRun } from "../../../shared/ipc/domains/library";
import { payloadOf } from "../../app/ipc";
import { askedWords } from "../../app/runs/asked";
import { restoreRuns } from "../../app/runs/trash";
import { Button } from "../../components/Button";
import { cx } from "../../components/cx";
import { Dialog } from "../../components/Dialog";
import { EmptyState } from "../../components/EmptyState";
import { ErrorCard } from "../../components/ErrorCard";
import { IconButton } from "../../components/IconButton";
import { Skeleton } from "../../components/Loading";
import { formatBytes, formatNumber } from "../../i18n/format";
import { purge, takePromptOf, trashedQuery } from "./trash-actions";
import { whenText } from "./when";

const LINE = 60;

const sum = (runs: readonly TrashedRun[], of: (run: TrashedRun) => number) =>
  runs.reduce((total, run) => total + of(run), 0);

function ConfirmPurge({ runs, onClose }: { runs: readonly TrashedRun[]; onClose: () => void }) {
  const { t } = useTranslation(["library", "common"]);
  const images = sum(runs, (run) => run.images);
  const bytes = sum(runs, (run) => run.bytes);
  const [first] = runs;
  return (
    <Dialog
      title={
        runs.length === 1 && first !== undefined
          ? t("library:trash.confirmOne", { title: first.title })
          : t("library:trash.confirm", { count: runs.length, number: formatNumber(runs.length) })
      }
      onClose={onClose}
      className="w-[30rem]"
    >
      <div className="p-5">
        <p className="text-base">
          {t("library:trash.holds", {
            count: images,
            number: formatNumber(images),
            size: formatBytes(bytes),
          })}
        </p>
        <p className="mt-2 text-base text-mute">{t("library:trash.noWayBack")}</p>
        <div className="mt-5 flex justify-end gap-2">
          <Button variant="ghost" onClick={onClose}>
            {t("common:cancel")}
          </Button>
          <Button
            variant="danger"
            icon={<Trash2 size={14} />}
            onClick={() => {
              onClose();
              void purge(runs);
            }}
          >
            {t("library:trash.delete")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

interface LineProps {
  readonly run: TrashedRun;
  readonly picked: boolean;
  readonly onPick: () => void;
  readonly onPurge: () => void;
}

function TrashLine({ run, picked, onPick, onPurge }: LineProps) {
  const { t } = useTranslation("library");
  return (
    <div
      className={cx(
        "flex h-full items-center gap-3 border-b border-line px-2",
        picked ? "bg-accent-soft" : "hover:bg-hover/60",
      )}
    >
      <input
        type="checkbox"
        checked={picked}
        onChange={onPick}
        aria-label={t("trash.pick", { title: run.title })}
        className="size-[15px] accent-[var(--accent)]"
      />
      <div className="min-w-0 flex-1">
        <p className="truncate text-base font-semibold">{run.title}</p>
        <p className="selectable truncate text-sm text-mute">{askedWords(run)}</p>
      </div>
      <span className="tabular w-20 text-right text-sm text-mute">{t("images", { count: run.images })}</span>
      <span className="tabular w-20 text-right text-sm text-mute">{formatBytes(run.bytes)}</span>
      <span className="w-36 truncate text-right text-sm text-mute">
        {whenText(run.trashedAt, Date.now())}
      </span>
      <span className="flex items-center gap-1">
        <IconButton
          label={t("trash.prompt", { title: run.title })}
          icon={<PenLine size={14} />}
          disabled={run.prompt === ""}
          onClick={() => takePromptOf(run)}
        />
        <IconButton
          label={t("trash.restoreOne", { title: run.title })}
          icon={<RotateCcw size={14} />}
          onClick={() => void restoreRuns([run])}
        />
        <IconButton
          label={t("trash.deleteOne", { title: run.title })}
          icon={<Trash2 size={14} />}
          onClick={onPurge}
        />
      </span>
    </div>
  );
}

/** What was thrown away: back to the library, or gone for good. */
export function TrashView() {
  const { t } = useTranslation(["library", "common"]);
  const { data, error, isPending, refetch } = useQuery(trashedQuery);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [doomed, setDoomed] = useState<readonly TrashedRun[] | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const all = data ?? [];
  const picked = all.filter((run) => chosen.has(run.id));
  const rows = useVirtualizer({
    count: all.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE,
    overscan: 12,
  });
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const acted = picked.length > 0 ? picked : all;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex items-center gap-2.5 px-6 pt-4 pb-3">
        <h2 className="mr-auto text-xl font-semibold">{t("library:sections.trash")}</h2>
        {all.length === 0 ? null : (
          <>
            <span role="status" className="tabular pr-2 text-sm text-mute">
              {picked.length > 0
                ? t("library:bulk.picked", { count: picked.length, number: formatNumber(picked.length) })
                : `${t("library:found.runs", { count: all.length, number: formatNumber(all.length) })} · ${formatBytes(sum(all, (run) => run.bytes))}`}
            </span>
            <Button
              size="sm"
              icon={<RotateCcw size={13} />}
              disabled={picked.length === 0}
              onClick={() => {
                setChosen(new Set());
                void restoreRuns(picked);
              }}
            >
              {t("library:trash.restore")}
            </Button>
            <Button size="sm" variant="danger" icon={<Trash2 size={13} />} onClick={() => setDoomed(acted)}>
              {picked.length > 0 ? t("library:trash.delete") : t("library:trash.empty")}
            </Button>
          </>
        )}
      </header>
      {error !== null ? (
        <div className="mx-auto w-full max-w-[34rem] p-7">
          <ErrorCard
            title={t("library:trash.failed")}
            error={payloadOf(error)}
            action={
              <Button size="sm" variant="primary" onClick={() => void refetch()}>
                {t("common:retryShort")}
              </Button>
            }
          />
        </div>
      ) : isPending ? (
        <div className="px-6">
          {[1, 2, 3].map((n) => (
            <Skeleton key={n} className="my-2 h-11" />
          ))}
        </div>
      ) : all.length === 0 ? (
        <EmptyState icon={<Trash2 size={28} strokeWidth={1.5} />} title={t("library:nothing.trash")}>
          {t("library:nothing.trashHelp")}
        </EmptyState>
      ) : (
        <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto px-6">
          <ul
            aria-label={t("library:sections.trash")}
            className="relative"
            style={{ height: rows.getTotalSize() }}
          >
            {rows.getVirtualItems().map((row) => {
              const run = all[row.index];
              if (run === undefined) return null;
              return (
                <li key={run.id} className="absolute inset-x-0" style={{ top: row.start, height: LINE }}>
                  <TrashLine
                    run={run}
                    picked={chosen.has(run.id)}
                    onPick={() => toggle(run.id)}
                    onPurge={() => setDoomed([run])}
                  />
                </li>
              );
            })}
          </ul>
        </div>
      )}
      {doomed === null ? null : <ConfirmPurge runs={doomed} onClose={() => setDoomed(null)} />}
    </div>
  );
}
