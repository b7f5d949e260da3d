import { Gem } from "lucide-react";
import { useTranslation } from "react-i18next";
import { CompareActions, CompareTitle } from "../../features/compare/CompareTitle";
import { RunLimits } from "../../features/studio/limits/RunLimits";
import { useCurrentRun } from "../runs/run-store";
import { useUi } from "../ui-store";
import { Meter } from "./Meter";
import { RunControl } from "./RunControl";
import { RunTitle } from "./RunTitle";
import { StageSteps } from "./StageSteps";

/** What is on, how far it is, and how to stop it. */
export function TitleBar() {
  const { t } = useTranslation("app");
  const run = useCurrentRun();
  const comparing = useUi((ui) => ui.view === "compare");
  const ready = run !== null && run.state.header !== null;
  return (
    <header className="col-span-2 flex min-w-0 items-center border-b border-line bg-panel">
      <div className="flex w-[54px] shrink-0 justify-center text-accent">
        <Gem size={20} strokeWidth={1.6} aria-hidden="true" />
      </div>
      {comparing ? (
        <div className="flex min-w-0 flex-1 items-center justify-between gap-5 pr-3 pl-3.5">
          <CompareTitle />
          <div className="flex shrink-0 items-center gap-4">
            {ready && run.live ? (
              <>
                <div className="flex items-center gap-2">
                  <Meter run={run} />
                  <RunLimits run={run} />
                </div>
                <RunControl run={run} />
              </>
            ) : null}
            <CompareActions />
          </div>
        </div>
      ) : (
        <div className="grid min-w-0 flex-1 grid-cols-[minmax(5rem,1fr)_auto_minmax(max-content,1fr)] items-center gap-5 pr-3 pl-3.5">
          <div className="min-w-0">
            {ready ? (
              <RunTitle run={run} />
            ) : (
              <h1 className="truncate text-base font-semibold">{t("name")}</h1>
            )}
          </div>
          {ready ? (
            <>
              <StageSteps run={run} />
              <div className="flex items-center justify-end gap-4">
                <div className="flex items-center gap-2">
                  <Meter run={run} />
                  <RunLimits run={run} />
                </div>
                <RunControl run={run} />
              </div>
            </>
          ) : null}
        </div>
      )}
    </header>
  );
}
