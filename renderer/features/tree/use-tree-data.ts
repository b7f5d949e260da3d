import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { ask } from "../../app/ipc";
import { keys } from "../../app/query";
import { useRuns } from "../../app/runs/run-store";
import { useUi } from "../../app/ui-store";
import { layoutOf } from "./layout";

/** The family of the open run (or of the one open last), laid out; read again whenever the library changes. */
export function useTreeData() {
  const current = useRuns((store) => store.currentId);
  const last = useUi((ui) => ui.lastRun);
  const runId = current ?? last;
  const family = useQuery({
    queryKey: [...keys.runs, "tree", runId],
    queryFn: () => ask("runs:tree", { runId: runId ?? "" }),
    enabled: runId !== null,
    placeholderData: keepPreviousData,
  });
  const nodes = family.data?.nodes;
  const layout = useMemo(() => (nodes === undefined ? null : layoutOf(nodes)), [nodes]);
  return { runId, layout, error: family.error, again: () => void family.refetch() };
}
