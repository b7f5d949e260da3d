import { Columns2, GitBranch, Maximize } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { payloadOf } from "../../app/ipc";
import { useLookedAt } from "../../app/looked-at";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { ErrorCard } from "../../components/ErrorCard";
import { Kbd } from "../../components/Kbd";
import { Skeleton } from "../../components/Loading";
import { formatPercent } from "../../i18n/format";
import { BranchDialog } from "../studio/branch/BranchDialog";
import { ActiveBar } from "./ActiveBar";
import type { TreeLayout } from "./layout";
import { TreeCanvas, usualIteration } from "./TreeCanvas";
import { compareChosen, fitTree } from "./tree-actions";
import { setActive, useTree } from "./tree-store";
import { useGraphView } from "./use-graph-view";
import { useTreeData } from "./use-tree-data";

function Head({ layout, scale }: { layout: TreeLayout; scale: number }) {
  const { t } = useTranslation("tree");
  const chosen = useTree((tree) => tree.chosen.length);
  return (
    <div className="flex h-12 shrink-0 items-center gap-3 border-b border-line px-5">
      <h2 className="text-lg font-semibold">{t("title")}</h2>
      <span className="tabular text-sm text-mute">{t("runs", { count: layout.placed.length })}</span>
      <span className="ml-auto flex items-center gap-2">
        <Button
          size="sm"
          command="tree.compare"
          disabled={chosen < 2}
          icon={<Columns2 size={13} />}
          onClick={compareChosen}
        >
          {t("compareChosen", { count: chosen })}
        </Button>
        <span className="tabular w-12 text-right text-sm text-mute" title={t("zoom")}>
          {formatPercent(scale)}
        </span>
        <Button size="sm" variant="ghost" command="tree.fit" icon={<Maximize size={13} />} onClick={fitTree}>
          {t("fit")}
        </Button>
      </span>
    </div>
  );
}

/** What to do where nothing has been branched yet. */
function NoBranches() {
  const { t } = useTranslation("tree");
  return (
    <p className="pointer-events-none absolute inset-x-0 bottom-6 mx-auto flex w-fit max-w-[34rem] items-center gap-2 rounded-lg border border-line bg-panel/95 px-4 py-2.5 text-base text-mute">
      <GitBranch size={15} className="shrink-0" aria-hidden="true" />
      <span>{t("single")}</span>
      <Kbd command="tree.branch" />
    </p>
  );
}

function Family({ layout, openId }: { layout: TreeLayout; openId: string | null }) {
  const active = useTree((tree) => tree.active);
  const control = useGraphView(layout);
  const placed = layout.placed.find((one) => one.id === active?.runId);
  useEffect(() => {
    if (placed !== undefined) return;
    const first = layout.placed.find((one) => one.id === openId) ?? layout.placed[0];
    if (first !== undefined) setActive({ runId: first.id, iteration: usualIteration(first) });
  }, [placed, layout, openId]);
  const iteration = placed?.node.iterations.find((it) => it.n === active?.iteration);
  useLookedAt("tree", () =>
    active === null || iteration === undefined || iteration.url === null
      ? []
      : [{ ...active, rating: iteration.rating }],
  );
  return (
    <div className="flex h-full min-h-0 flex-col">
      <Head layout={layout} scale={control.view.scale} />
      <div className="relative flex min-h-0 flex-1 flex-col">
        <TreeCanvas layout={layout} control={control} active={active} openId={openId} />
        {layout.placed.length === 1 ? <NoBranches /> : null}
      </div>
      {placed === undefined || active === null ? null : <ActiveBar placed={placed} active={active} />}
      <BranchDialog />
    </div>
  );
}

function Loading() {
  const { t } = useTranslation("tree");
  return (
    <div role="status" aria-label={t("loading")} className="flex h-full flex-col items-center gap-16 pt-24">
      <Skeleton className="h-[120px] w-[244px]" />
      <div className="flex gap-7">
        <Skeleton className="h-[120px] w-[244px]" />
        <Skeleton className="h-[120px] w-[244px]" />
      </div>
    </div>
  );
}

/** The runs that branched from one another, as a graph to walk. */
export function TreeView() {
  const { t } = useTranslation(["tree", "common"]);
  const { runId, layout, error, again } = useTreeData();
  if (runId === null || layout?.placed.length === 0)
    return (
      <EmptyState icon={<GitBranch size={30} />} title={t("empty")}>
        {t("emptyHelp")}
      </EmptyState>
    );
  if (layout !== null) return <Family layout={layout} openId={runId} />;
  if (error === null) return <Loading />;
  return (
    <div className="flex h-full items-center justify-center p-8">
      <ErrorCard
        title={t("failed")}
        error={payloadOf(error)}
        className="w-[30rem]"
        action={
          <Button size="sm" variant="primary" onClick={again}>
            {t("common:retryShort")}
          </Button>
        }
      />
    </div>
  );
}
