/** The library by pages: only what is near the screen is asked for, whatever the library's size. */
import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { IterationSummary, LibraryPage } from "../../../shared/ipc/domains/library";
import type { RunSummary } from "../../../shared/ipc/domains/runs";
import { ask } from "../../app/ipc";
import { keys } from "../../app/query";
import type { Item } from "./picked";
import type { Search } from "./state";

export const PAGE = 100;
/** How far beyond what is drawn pages are fetched. */
const AHEAD = 2 * PAGE;

/** One thing in the list: a run, or an image. */
export type Thing =
  | { readonly shelf: "runs"; readonly run: RunSummary }
  | { readonly shelf: "iterations"; readonly image: IterationSummary };

export interface Shelf {
  /** The search whose results are shown; the one before it until the first page has come. */
  readonly search: Search;
  readonly total: number;
  /** The thing at a place in the list, or undefined while it is on its way. */
  readonly at: (index: number) => Thing | undefined;
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

export function itemOf(thing: Thing): Item {
  if (thing.shelf === "iterations") {
    const { runId, iteration } = thing.image;
    return { runId, iteration, image: iteration };
  }
  const { id, best, cover } = thing.run;
  return { runId: id, iteration: null, image: cover === null ? null : best };
}

function pageQuery(search: Search, page: number) {
  return {
    queryKey: [...keys.runs, "page", search, page],
    queryFn: () => ask("library:search", { ...search, limit: PAGE, offset: page * PAGE }),
  };
}

/** Everything that matches, without words and pictures. */
export function matchesQuery(search: Search) {
  return {
    queryKey: [...keys.runs, "matches", search],
    queryFn: async () => (await ask("library:ids", search)).items,
    // Large, and only wanted for the moment of choosing.
    gcTime: 30_000,
  };
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

/** Each summary is one thing, and the same one every time it is asked for: what is drawn already stays as it is. */
const things = new WeakMap<object, Thing>();

function thingOf(summary: object, make: () => Thing): Thing {
  const known = things.get(summary);
  if (known !== undefined) return known;
  const made = make();
  things.set(summary, made);
  return made;
}

function thingAt(page: LibraryPage | undefined, index: number): Thing | undefined {
  if (page === undefined) return undefined;
  const { items } = page;
  if (items.shelf === "runs") {
    const run = items.runs[index];
    return run && thingOf(run, () => ({ shelf: "runs", run }));
  }
  const image = items.iterations[index];
  return image && thingOf(image, () => ({ shelf: "iterations", image }));
}

/** What a search finds, as a list one can look into anywhere; pages before and behind what is seen come along. */
export function useShelf(wanted: Search, first: number, last: number): Shelf {
  const head = useQuery({ ...pageQuery(wanted, 0), placeholderData: keepPreviousData });
  const [search, setSearch] = useState(wanted);
  const settled = head.isPlaceholderData ? search : wanted;
  useEffect(() => setSearch(settled), [settled]);
  const total = head.data?.total ?? 0;
  const near = pagesFor(first - AHEAD, last + AHEAD, total).filter((page) => page > 0);
  const pages = useQueries({ queries: near.map((page) => pageQuery(settled, page)) });
  const byPage = new Map(near.map((page, index) => [page, pages[index]?.data]));
  return {
    search: settled,
    total,
    at: (index) => {
      const page = Math.floor(index / PAGE);
      return thingAt(page === 0 ? head.data : byPage.get(page), index % PAGE);
    },
    pending: head.isPending,
    error: head.error,
    refetch: () => void head.refetch(),
  };
}
