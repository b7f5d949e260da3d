/** Lessons of all runs, by pages; and those brought up for one run. */
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { Output } from "../../../shared/ipc/contract";
import type { Recalled } from "../../../shared/run/events";
import { ask } from "../../app/ipc";
import { keys } from "../../app/query";

export type ListedLesson = Output<"memory:list">["lessons"][number];

const PAGE = 200;

/** @param forgotten the forgotten lessons instead of the kept ones */
export function useLessons(query: string, forgotten: boolean) {
  return useInfiniteQuery({
    queryKey: [...keys.memory, "list", forgotten, query],
    queryFn: ({ pageParam }) => ask("memory:list", { query, forgotten, limit: PAGE, offset: pageParam }),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const seen = pages.reduce((sum, page) => sum + page.lessons.length, 0);
      return seen < last.total && last.lessons.length > 0 ? seen : undefined;
    },
    placeholderData: keepPreviousData,
  });
}

/** How recalled lessons stand now: by the id they were recalled under. Missing ones are forgotten, or their run is gone. */
export function useRecalled(recalled: readonly Recalled[]): ReadonlyMap<string, ListedLesson> | null {
  const ids = recalled.map(({ id }) => id);
  const { data } = useQuery({
    queryKey: [...keys.memory, "recalled", ids],
    queryFn: () => ask("memory:list", { query: "", ids, limit: 500, offset: 0 }),
    enabled: ids.length > 0,
  });
  if (data === undefined) return null;
  const found = data.lessons.flatMap((lesson) => lesson.ids.map((id) => [id, lesson] as const));
  return new Map(found.filter(([id]) => ids.includes(id)));
}
