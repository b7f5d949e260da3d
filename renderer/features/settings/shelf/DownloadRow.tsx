import { Download, Pause, Play, TriangleAlert, X } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ModelDownload } from "../../../../shared/models/library";
import { hostOf, sourceTitle } from "../../../../shared/models/source";
import { ask } from "../../../app/ipc";
import { Badge } from "../../../components/Badge";
import { Button } from "../../../components/Button";
import { ErrorWords } from "../../../components/ErrorWords";
import { formatBytes, formatDuration, formatPercent } from "../../../i18n/format";
import { ConfirmDialog } from "./ConfirmDialog";
import { Progress, shareOf } from "./Progress";
import { attempt } from "./shelf-actions";

const tones = {
  running: "accent",
  waiting: "unsure",
  checking: "accent",
  paused: "quiet",
  failed: "fail",
} as const;

/** Below this, counting seconds would only flicker. */
const SOON_MS = 10_000;

/** A download on its way: how far, how fast, how long still; paused, gone on with, given up. */
export function DownloadRow({ download }: { download: ModelDownload }) {
  const { t } = useTranslation("settings");
  const [asking, setAsking] = useState(false);
  const id = useId();
  const { name, state, done, total, source, error } = download;
  const rests = state === "paused" || state === "failed";
  const percent = formatPercent(shareOf(done, total));
  const abandon = () => void attempt(t("shelf.abandoning"), () => ask("models:abandon", { id: download.id }));
  return (
    <li aria-labelledby={`${id}-name`} className="py-3">
      <div className="flex items-start gap-2">
        <span className="mt-px flex size-6 shrink-0 items-center justify-center text-mute" aria-hidden="true">
          <Download size={14} />
        </span>
        <div className="min-w-0 flex-1">
          <div className="flex min-h-6 flex-wrap items-center gap-x-2 gap-y-1">
            <span
              id={`${id}-name`}
              className="selectable min-w-0 truncate text-base font-medium"
              title={name}
            >
              {name}
            </span>
            <Badge tone={tones[state]}>{t(`shelf.downloadStates.${state}`, { percent })}</Badge>
          </div>
          <p className="truncate text-sm text-mute">
            {t("shelf.from", { title: sourceTitle(source), host: new URL(hostOf(source)).host })}
          </p>
        </div>
        {state === "checking" ? null : rests ? (
          <Button
            size="sm"
            icon={<Play size={12} className="text-mute" />}
            aria-label={t("shelf.continueLabel", { name })}
            onClick={() =>
              void attempt(t("shelf.continuing"), () => ask("models:continue", { id: download.id }))
            }
          >
            {t("shelf.continue")}
          </Button>
        ) : (
          <Button
            size="sm"
            icon={<Pause size={12} className="text-mute" />}
            aria-label={t("shelf.pauseLabel", { name })}
            onClick={() => void attempt(t("shelf.pausing"), () => ask("models:pause", { id: download.id }))}
          >
            {t("shelf.pause")}
          </Button>
        )}
        {state === "checking" ? null : (
          <Button
            size="sm"
            variant="ghost"
            icon={<X size={12} />}
            aria-label={t("shelf.abandonLabel", { name })}
            onClick={() => (done > 0 ? setAsking(true) : abandon())}
          >
            {t("shelf.abandon")}
          </Button>
        )}
      </div>
      <div className="mt-2 pl-8">
        <Progress label={t("shelf.downloadOf", { name })} done={done} total={total} rests={rests} />
        <p className="tabular mt-1.5 flex flex-wrap gap-x-4 text-sm text-mute">
          <Numbers download={download} />
        </p>
        {error === null ? null : (
          <div role="alert" className="mt-1 flex gap-2.5">
            <TriangleAlert size={15} className="mt-1 shrink-0 text-fail" aria-hidden="true" />
            <div className="min-w-0 flex-1">
              <ErrorWords error={error} small />
            </div>
          </div>
        )}
      </div>
      {asking ? (
        <ConfirmDialog
          title={t("shelf.abandonAsk", { name })}
          words={t("shelf.abandonWhat", { size: formatBytes(done) })}
          yes={t("shelf.abandon")}
          no={t("shelf.keep")}
          onYes={abandon}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </li>
  );
}

function Numbers({ download: { done, total, rate, state, files } }: { download: ModelDownload }) {
  const { t } = useTranslation("settings");
  const running = state === "running";
  const left =
    running && rate !== null && rate > 0 && total !== null ? ((total - done) / rate) * 1_000 : null;
  return (
    <>
      <span>
        {total === null
          ? t("shelf.amountOpen", { done: formatBytes(done) })
          : t("shelf.amount", { done: formatBytes(done), total: formatBytes(total) })}
      </span>
      <span>{t("shelf.filesDone", { done: files.done, total: files.total })}</span>
      {running && rate !== null ? <span>{t("shelf.rate", { rate: formatBytes(rate) })}</span> : null}
      {left === null ? null : (
        <span>
          {left < SOON_MS
            ? t("shelf.leftSoon")
            : t("shelf.left", { time: formatDuration(Math.round(left / 1_000) * 1_000) })}
        </span>
      )}
    </>
  );
}
