import { LocateFixed, ScanSearch } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Place } from "../../../../shared/ipc/domains/common";
import type { Rating } from "../../../../shared/run/events";
import { useUi } from "../../../app/ui-store";
import { ariaKeys, useShownKeys } from "../../../components/Kbd";
import { Tooltip } from "../../../components/Tooltip";
import { CompareTool } from "./CompareTool";
import { RatingTool } from "./RatingTool";
import { toolClass } from "./tool-class";
import type { ViewportControl } from "./use-viewport";
import { percentOf } from "./viewport";

interface ToolProps {
  readonly label: string;
  /** The command it carries out; its keys are shown. */
  readonly command: string;
  readonly pressed: boolean;
  readonly onClick: () => void;
  readonly disabled?: boolean;
  readonly children: ReactNode;
}

function Tool({ label, command, pressed, onClick, disabled = false, children }: ToolProps) {
  const keys = useShownKeys(command, undefined);
  return (
    <Tooltip text={label} keys={keys}>
      <button
        type="button"
        aria-pressed={pressed}
        {...(keys === undefined ? {} : { "aria-keyshortcuts": ariaKeys(keys) })}
        disabled={disabled}
        onClick={onClick}
        className={toolClass(pressed)}
      >
        {children}
      </button>
    </Tooltip>
  );
}

interface ToolbarProps {
  readonly control: ViewportControl;
  readonly live: boolean;
  /** The image on screen; null while there is none. */
  readonly place: Place | null;
  readonly rating: Rating | null;
}

/** Zoom, evidence, rating, comparison, follow. */
export function Toolbar({ control, live, place, rating }: ToolbarProps) {
  const { t } = useTranslation("studio");
  const evidence = useUi((ui) => ui.evidence);
  const follow = useUi((ui) => ui.follow);
  const { toggleEvidence, toggleFollow } = useUi.getState();
  const { view, pixelRatio } = control;
  const none = view === null;
  const percent = view === null ? "–" : percentOf(view.scale, pixelRatio);
  return (
    <div
      role="toolbar"
      aria-label={t("viewer.tools")}
      className="absolute top-2.5 right-2.5 z-10 flex items-center gap-0.5 rounded-[9px] border border-line-strong bg-panel/95 p-[3px]"
    >
      <span className="tabular min-w-14 px-1.5 text-center text-sm text-mute" title={t("viewer.zoom")}>
        {percent}
      </span>
      <Tool
        label={t("viewer.toFit")}
        command="view.fit"
        pressed={control.fitted}
        onClick={control.toFit}
        disabled={none}
      >
        {t("viewer.fit")}
      </Tool>
      <Tool
        label={t("viewer.actual")}
        command="view.actual"
        pressed={!control.fitted && percent === "100 %"}
        onClick={control.actual}
        disabled={none}
      >
        100 %
      </Tool>
      <span aria-hidden="true" className="mx-1 h-4 w-px bg-line" />
      <Tool
        label={t("viewer.showEvidence")}
        command="view.evidence"
        pressed={evidence}
        onClick={toggleEvidence}
      >
        <ScanSearch size={13} />
        <span className="max-xl:sr-only">{t("viewer.evidence")}</span>
      </Tool>
      <RatingTool rating={rating} />
      <CompareTool place={place} />
      {live ? (
        <Tool label={t("viewer.alwaysNewest")} command="view.follow" pressed={follow} onClick={toggleFollow}>
          <LocateFixed size={13} />
          <span className="max-xl:sr-only">{t("viewer.follow")}</span>
        </Tool>
      ) : null}
    </div>
  );
}
