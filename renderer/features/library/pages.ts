/** The library by pages: only what is on screen is asked for, whatever the library's size. */
import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { RunSummary } from "../../../shared/ipc/contract";
import { ask } from "../../app/ipc";
import { keys } from "../../app/query";

export const PAGE = 60;

export interface Shelf {
  readonly total: number;
  /** The run at a place in the list, or undefined while it is on its way. */
  readonly at: (index: number) => RunSummary | undefined;
  readonly pending: boolean;
  readonly error: Error | null;
  readonly refetch: () => void;
}

/** Numbers of the pages that hold the items `first` to `last`, both included. */
export function pagesFor(first: number, last: number, total: number): readonly number[] {
  if (total === 0 || last < first) return [];
  const from = Math.floor(Math.max(0, first) / PAGE);
  const to = Math.floor(Math.min(total - 1, last) / PAGE);
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function fetchPage(query: string, page: number) {
  return ask("runs:list", { query, limit: PAGE, offset: page * PAGE });
}

/** A text a moment after it stopped changing. */
export function useSettledText(text: string, pause = 140): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(text), pause);
    return () => window.clearTimeout(timer);
  }, [text, pause]);
  return settled;
}

/** Runs that match a query, as a list one can look into anywhere. */
export function useShelf(query: string, first: number, last: number): Shelf {
  const head = useQuery({
    queryKey: keys.runPage(query, 0),
    queryFn: () => fetchPage(query, 0),
    placeholderData: keepPreviousData,
  });
  const total = head.data?.total ?? 0;
  const wanted = pagesFor(first, last, total).filter((page) => page > 0);
  const pages = useQueries({
    queries: wanted.map((page) => ({
      queryKey: keys.runPage(query, page),
      queryFn: () => fetchPage(query, page),
    })),
  });
  const byPage = new Map(wanted.map((page, index) => [page, pages[index]?.data?.runs]));
  return {
    total,
    at: (index) => {
      const page = Math.floor(index / PAGE);
      return (page === 0 ? head.data?.runs : byPage.get(page))?.[index % PAGE];
    },
    pending: head.isPending,
    error: head.error,
    refetch: () => void head.refetch(),
  };
}
