import { LocateFixed, ScanSearch } from "lucide-react";
import type { ReactNode } from "react";
import { useUi } from "../../../app/ui-store";
import { cx } from "../../../components/cx";
import { ariaKeys } from "../../../components/Kbd";
import { Tooltip } from "../../../components/Tooltip";
import type { ViewportControl } from "./use-viewport";
import { percentOf } from "./viewport";

interface ToolProps {
  readonly label: string;
  readonly keys: string;
  readonly pressed: boolean;
  readonly onClick: () => void;
  readonly disabled?: boolean;
  readonly children: ReactNode;
}

function Tool({ label, keys, pressed, onClick, disabled = false, children }: ToolProps) {
  return (
    <Tooltip text={label} keys={keys}>
      <button
        type="button"
        aria-pressed={pressed}
        aria-keyshortcuts={ariaKeys(keys)}
        disabled={disabled}
        onClick={onClick}
        className={cx(
          "inline-flex h-[26px] items-center gap-1.5 rounded-md px-2.5 text-sm font-medium transition-colors duration-120",
          pressed ? "bg-hover text-text" : "text-mute hover:text-text",
        )}
      >
        {children}
      </button>
    </Tooltip>
  );
}

/** Zoom, evidence, follow. */
export function Toolbar({ control, live }: { control: ViewportControl; live: boolean }) {
  const evidence = useUi((ui) => ui.evidence);
  const follow = useUi((ui) => ui.follow);
  const { toggleEvidence, toggleFollow } = useUi.getState();
  const { view, pixelRatio } = control;
  const none = view === null;
  const percent = view === null ? "–" : percentOf(view.scale, pixelRatio);
  return (
    <div
      role="toolbar"
      aria-label="Image tools"
      className="absolute top-2.5 right-2.5 z-10 flex items-center gap-0.5 rounded-[9px] border border-line-strong bg-panel/95 p-[3px]"
    >
      <span className="tabular min-w-14 px-1.5 text-center text-sm text-mute" title="Zoom">
        {percent}
      </span>
      <Tool label="Zoom to fit" keys="0" pressed={control.fitted} onClick={control.toFit} disabled={none}>
        Fit
      </Tool>
      <Tool
        label="One image pixel per screen pixel"
        keys="Z"
        pressed={!control.fitted && percent === "100 %"}
        onClick={control.actual}
        disabled={none}
      >
        100 %
      </Tool>
      <span aria-hidden="true" className="mx-1 h-4 w-px bg-line" />
      <Tool label="Show what the verifier looked at" keys="E" pressed={evidence} onClick={toggleEvidence}>
        <ScanSearch size={13} />
        Evidence
      </Tool>
      {live ? (
        <Tool label="Always look at the newest image" keys="F" pressed={follow} onClick={toggleFollow}>
          <LocateFixed size={13} />
          Follow
        </Tool>
      ) : null}
    </div>
  );
}
