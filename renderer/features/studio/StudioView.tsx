import { FileX2 } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { awaitsAnswer } from "../../../shared/run/state";
import { phaseOf } from "../../app/runs/derive";
import type { RunEntry } from "../../app/runs/entry";
import { closeRun, useCurrentRun } from "../../app/runs/run-store";
import { type Side, useUi } from "../../app/ui-store";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { ErrorWords } from "../../components/ErrorWords";
import { Skeleton } from "../../components/Loading";
import { Splitter } from "../../components/Splitter";
import { useWidth } from "../../components/use-width";
import { BranchDialog } from "./branch/BranchDialog";
import { ClarifyCard } from "./clarify/ClarifyCard";
import { CriteriaPanel } from "./criteria/CriteriaPanel";
import { Filmstrip } from "./filmstrip/Filmstrip";
import { Inspector } from "./inspector/Inspector";
import { NewsPill } from "./NewsPill";
import { NextPromptDock } from "./next/NextPromptDock";
import { fitPanels } from "./panels";
import { PromptBar } from "./prompt-bar/PromptBar";
import { RunNotice } from "./RunNotice";
import { select, useSelection, viewedIteration } from "./selection";
import { Viewer } from "./viewer/Viewer";
import { Welcome } from "./Welcome";

function Panel({ side, width, children }: { side: Side; width: number; children: ReactNode }) {
  if (width === 0) return null;
  const body = (
    <div className="min-h-0 shrink-0" style={{ width }}>
      {children}
    </div>
  );
  return (
    <>
      {side === "left" ? body : null}
      <Splitter side={side} width={width} />
      {side === "right" ? body : null}
    </>
  );
}

function Centre({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-1 flex-col">
      <main className="flex min-h-0 flex-1 flex-col">{children}</main>
      <div className="border-t border-line bg-bg">
        <PromptBar />
      </div>
    </div>
  );
}

function OpenRun({ run }: { run: RunEntry }) {
  const { t } = useTranslation("studio");
  const selection = useSelection(run.id);
  const follow = useUi((ui) => ui.follow);
  const viewed = viewedIteration(run.state, selection, { live: run.live, follow });
  useEffect(() => {
    // What is on screen becomes the choice, so that nothing that arrives later can replace it.
    if (viewed !== null && viewed !== selection.iteration) select(run.id, { iteration: viewed });
  }, [viewed, selection.iteration, run.id]);
  const asking = awaitsAnswer(run.state);
  const room = useRef<HTMLElement>(null);
  const roomWidth = useWidth(room);
  const left = useUi((ui) => ui.left);
  const right = useUi((ui) => ui.right);
  const widths = fitPanels(roomWidth, left, right);
  return (
    <section ref={room} aria-label={t("workspace")} className="flex min-h-0 min-w-0">
      <Panel side="left" width={widths.left}>
        <CriteriaPanel run={run} viewed={viewed} width={widths.left} />
      </Panel>
      <Centre>
        <div className="@container relative flex min-h-0 flex-1 flex-col">
          {asking ? <ClarifyCard run={run} /> : <Viewer run={run} viewed={viewed} />}
          <div className="pointer-events-none absolute top-[13px] left-3 z-10 @max-[560px]:top-[54px]">
            <NewsPill run={run} viewed={viewed} />
          </div>
          <div className="pointer-events-none absolute inset-x-4 bottom-3 z-10 flex flex-col items-center">
            <RunNotice run={run} />
          </div>
        </div>
        <NextPromptDock run={run} />
        {asking ? null : <Filmstrip run={run} viewed={viewed} />}
      </Centre>
      <Panel side="right" width={widths.right}>
        <Inspector run={run} viewed={viewed} />
      </Panel>
      <BranchDialog />
    </section>
  );
}

function Opening() {
  const { t } = useTranslation("studio");
  return (
    <div role="status" aria-label={t("opening")} className="flex min-h-0 flex-1 flex-col bg-stage">
      <div className="flex min-h-0 flex-1 items-center justify-center p-7">
        <Skeleton className="aspect-square h-full max-w-full rounded-lg" />
      </div>
      <div className="flex h-[116px] justify-center gap-3 pt-2.5">
        {["a", "b", "c", "d"].map((key) => (
          <Skeleton key={key} className="h-[98px] w-[78px] rounded-[9px]" />
        ))}
      </div>
    </div>
  );
}

function Missing({ run }: { run: RunEntry }) {
  const { t } = useTranslation("studio");
  return (
    <EmptyState icon={<FileX2 size={30} />} title={t("missing")}>
      {run.error === null ? null : <ErrorWords error={run.error} />}
      <Button className="mt-4" onClick={closeRun}>
        {t("closeIt")}
      </Button>
    </EmptyState>
  );
}

/** The place of work: criteria, image, inspector, and the prompt bar beneath. */
export function StudioView() {
  const run = useCurrentRun();
  const phase = run === null ? null : phaseOf(run);
  if (run !== null && phase !== "loading" && phase !== "missing") return <OpenRun key={run.id} run={run} />;
  return (
    <div className="flex min-h-0 min-w-0">
      <Centre>
        {run === null ? <Welcome /> : phase === "loading" ? <Opening /> : <Missing run={run} />}
      </Centre>
    </div>
  );
}
