import { CirclePause, Play, RotateCcw, TriangleAlert, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Failure } from "../../../shared/run/state";
import { phaseOf } from "../../app/runs/derive";
import type { RunEntry } from "../../app/runs/entry";
import { Button } from "../../components/Button";
import { CopyButton } from "../../components/CopyButton";
import { reportOf } from "../../components/ErrorCard";
import { ErrorFix } from "../../components/ErrorFix";
import { ErrorWords } from "../../components/ErrorWords";
import { IconButton } from "../../components/IconButton";
import { goOn } from "./next/next-actions";

const frame =
  "pointer-events-auto flex animate-arrive gap-3 rounded-xl border border-line-strong bg-panel shadow-pop";

/** What failed, why, what to do, and the button that tries only the failed step again. */
function Failed({ failure, onHide }: { failure: Failure; onHide: () => void }) {
  const { t } = useTranslation(["studio", "common"]);
  const what = t(`failed.${failure.role}`);
  const title = failure.iteration === null ? what : t("failed.in", { what, n: failure.iteration });
  return (
    <div role="alert" className={`${frame} w-full max-w-[40rem] items-start py-3 pr-2.5 pl-3.5`}>
      <TriangleAlert size={16} className="mt-0.5 shrink-0 text-fail" aria-hidden="true" />
      <div className="min-w-0 flex-1">
        <h3 className="text-base font-semibold">{title}</h3>
        <ErrorWords error={failure} />
        {failure.detail === undefined ? null : (
          <details className="mt-1.5 text-sm text-mute">
            <summary className="w-fit rounded-sm hover:text-text">{t("common:details")}</summary>
            <pre className="selectable prose-plain mt-1.5 max-h-28 overflow-y-auto rounded-md bg-bg p-2.5 font-mono text-xs">
              {failure.detail}
            </pre>
          </details>
        )}
      </div>
      <div className="flex shrink-0 items-center gap-1">
        <CopyButton text={reportOf(title, failure)} label={t("common:copyErrorDetails")} />
        <IconButton label={t("failed.hide")} size="xs" icon={<X size={14} />} onClick={onHide} />
        <ErrorFix error={failure} />
        <Button
          size="sm"
          variant="primary"
          className="ml-1"
          icon={<RotateCcw size={13} />}
          onClick={() => void goOn()}
        >
          {t("common:retryShort")}
        </Button>
      </div>
    </div>
  );
}

function CutShort() {
  const { t } = useTranslation(["studio", "common"]);
  return (
    <div role="status" className={`${frame} items-center py-2 pr-2 pl-3.5`}>
      <CirclePause size={15} className="shrink-0 text-unsure" aria-hidden="true" />
      <p className="text-base">
        {t("failed.cutShort")} <span className="text-mute">{t("failed.allHere")}</span>
      </p>
      <Button size="sm" variant="primary" icon={<Play size={12} />} onClick={() => void goOn()}>
        {t("failed.resume")}
      </Button>
    </div>
  );
}

/** Over the image's lower edge: why a run stands still, and the one button that helps. */
export function RunNotice({ run }: { run: RunEntry }) {
  const [hidden, setHidden] = useState<number | null>(null);
  const phase = phaseOf(run);
  const { failure } = run.state;
  if (phase === "interrupted") return <CutShort />;
  if (phase !== "failed" || failure === null || hidden === failure.at) return null;
  return <Failed failure={failure} onHide={() => setHidden(failure.at)} />;
}
