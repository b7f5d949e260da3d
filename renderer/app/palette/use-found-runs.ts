import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import type { RunSummary } from "../../../shared/ipc/domains/runs";
import { ask } from "../ipc";

/** Letters needed before the library is asked. */
const LEAST = 2;
const SHOWN = 6;

const none: readonly RunSummary[] = [];

/** Runs of the library that fit what was typed. */
export function useFoundRuns(query: string): {
  readonly runs: readonly RunSummary[];
  readonly searching: boolean;
} {
  const asked = useDeferredValue(query.trim());
  const found = useQuery({
    queryKey: ["runs", "palette", asked],
    enabled: asked.length >= LEAST,
    placeholderData: keepPreviousData,
    staleTime: 0,
    queryFn: async () => {
      const { items } = await ask("library:search", {
        query: asked,
        shelf: "runs",
        sort: "newest",
        board: null,
        limit: SHOWN,
        offset: 0,
      });
      return items.shelf === "runs" ? items.runs : [];
    },
  });
  if (asked.length < LEAST) return { runs: none, searching: false };
  return { runs: found.data ?? none, searching: found.isFetching };
}
