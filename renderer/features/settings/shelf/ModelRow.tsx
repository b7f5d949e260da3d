import { ChevronRight, TriangleAlert } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ModelEntry } from "../../../../shared/models/library";
import type { Settings } from "../../../../shared/settings";
import { ask } from "../../../app/ipc";
import { useEngine } from "../../../app/query";
import { Badge } from "../../../components/Badge";
import { Button } from "../../../components/Button";
import { cx } from "../../../components/cx";
import { ErrorWords } from "../../../components/ErrorWords";
import { formatBytes, formatPercent } from "../../../i18n/format";
import { hasChanged, ModelDetails } from "./ModelDetails";
import { ModelMenu } from "./ModelMenu";
import { Progress, shareOf } from "./Progress";
import { attempt, draws, drawWith, relocateModel } from "./shelf-actions";

interface ModelRowProps {
  readonly model: ModelEntry;
  readonly settings: Settings;
}

/** One model: how it stands, what can be done with it, and all that is known of it on demand. */
export function ModelRow({ model, settings }: ModelRowProps) {
  const { t } = useTranslation("settings");
  const [open, setOpen] = useState(false);
  const id = useId();
  const { name, state, inspection, work } = model;
  const inUse = draws(model, settings);
  const known = state !== "arriving";
  return (
    <li aria-labelledby={`${id}-name`} className="py-3">
      <div className="flex items-start gap-2">
        <button
          type="button"
          aria-expanded={open}
          aria-controls={`${id}-details`}
          aria-label={t("shelf.detailsOf", { name })}
          disabled={!known}
          onClick={() => setOpen(!open)}
          className="mt-px flex size-6 shrink-0 items-center justify-center rounded-sm text-mute transition-colors duration-120 hover:bg-hover hover:text-text disabled:invisible"
        >
          <ChevronRight size={14} className={cx("transition-transform duration-120", open && "rotate-90")} />
        </button>
        <div className="min-w-0 flex-1">
          <div className="flex min-h-6 flex-wrap items-center gap-x-2 gap-y-1">
            <span
              id={`${id}-name`}
              className="selectable min-w-0 truncate text-base font-medium"
              title={name}
            >
              {name}
            </span>
            <States model={model} inUse={inUse} />
          </div>
          <p className="tabular truncate text-sm text-mute" title={model.folder}>
            {inspection === null
              ? model.folder
              : [
                  t(`models.families.${inspection.report.family}`),
                  t("models.pixels", { side: inspection.report.side }),
                  formatBytes(inspection.diskBytes),
                  inspection.licence?.name ?? inspection.licence?.file ?? t("models.noLicence"),
                ].join(" · ")}
          </p>
        </div>
        {state === "ready" && !inUse ? (
          <Button
            size="sm"
            aria-label={t("shelf.drawLabel", { name })}
            onClick={() => void drawWith(model, settings)}
          >
            {t("shelf.draw")}
          </Button>
        ) : null}
        {known ? <ModelMenu model={model} settings={settings} onCheck={() => setOpen(true)} /> : null}
      </div>
      <div className="pl-8">
        {work === null ? null : (
          <div className="mt-2 flex items-center gap-3">
            <div className="flex-1">
              <Progress label={t("shelf.detailsOf", { name })} done={work.done} total={work.total} />
            </div>
            <span className="tabular shrink-0 text-sm text-mute">
              {t("shelf.amount", { done: formatBytes(work.done), total: formatBytes(work.total) })}
            </span>
            <Button
              size="sm"
              aria-label={t("shelf.stopLabel", { name })}
              onClick={() => void attempt(t("shelf.stopping"), () => ask("models:stop", { id: model.id }))}
            >
              {t("shelf.stop")}
            </Button>
          </div>
        )}
        {model.error === null ? null : <Trouble model={model} />}
        <div id={`${id}-details`}>{open && known ? <ModelDetails model={model} /> : null}</div>
      </div>
    </li>
  );
}

function States({ model, inUse }: { model: ModelEntry; inUse: boolean }) {
  const { t } = useTranslation("settings");
  const { state, place, work, check, folder } = model;
  const loaded = useEngine().data?.models.some((one) => one.folder === folder && one.loaded) ?? false;
  const percent = work === null ? "" : formatPercent(shareOf(work.done, work.total));
  return (
    <>
      {state === "broken" || state === "missing" ? (
        <Badge tone="fail">{t(`shelf.states.${state}`)}</Badge>
      ) : state === "arriving" ? (
        <Badge tone="accent">{t("shelf.states.arriving", { percent })}</Badge>
      ) : inUse ? (
        <Badge tone="accent">{t("shelf.states.default")}</Badge>
      ) : (
        <Badge>{t("shelf.states.ready")}</Badge>
      )}
      {work === null || work.task === "copying" ? null : (
        <Badge>{t(`shelf.states.${work.task}`, { percent })}</Badge>
      )}
      {place === "linked" ? <Badge>{t("shelf.states.linked")}</Badge> : null}
      {loaded ? <Badge>{t("shelf.states.loaded")}</Badge> : null}
      {check !== null && hasChanged(check) ? (
        <Badge tone="unsure">
          <TriangleAlert size={11} aria-hidden="true" />
          {t("shelf.states.changed")}
        </Badge>
      ) : null}
    </>
  );
}

/** Why it cannot be used, and what to do. */
function Trouble({ model }: { model: ModelEntry }) {
  const { t } = useTranslation("settings");
  const { error, state, place } = model;
  if (error === null) return null;
  return (
    <div role="alert" className="mt-1.5 flex gap-2.5">
      <TriangleAlert size={15} className="mt-1 shrink-0 text-fail" aria-hidden="true" />
      <div className="min-w-0 flex-1">
        <ErrorWords error={error} small />
        {place === "linked" && state !== "ready" ? (
          <Button size="sm" className="mt-2" onClick={() => void relocateModel(model)}>
            {t("shelf.relocate")}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
