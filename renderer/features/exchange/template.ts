/** What a file name template makes of things, asked of the main side while the designer types. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Place } from "../../../shared/ipc/domains/common";
import type { ExportFormat } from "../../../shared/ipc/domains/exchange";
import { ask } from "../../app/ipc";

/** Longest template, as the settings take it. */
export const MAX_TEMPLATE = 200;

/** Fields that a template may have, in the order in which they are offered. */
export const templateFields = [
  "title",
  "iteration",
  "index",
  "prompt",
  "seed",
  "score",
  "rating",
  "skill",
  "backend",
  "date",
  "time",
  "run",
] as const;

/** Follows a value with a little delay, so that typing does not ask at every letter. */
export function useSettled<T>(value: T, ms = 120): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), ms);
    return () => window.clearTimeout(timer);
  }, [value, ms]);
  return settled;
}

/** The name a template gives an iteration, or a made-up one where there is none. */
export function useTemplateName(template: string, place: Place | null) {
  const settled = useSettled(template);
  return useQuery({
    queryKey: ["exchange", "filename", settled, place],
    queryFn: () => ask("exchange:filename", { template: settled, place }),
    enabled: settled.trim() !== "",
    placeholderData: keepPreviousData,
  });
}

/** What an export would write. */
export function usePlan(items: readonly Place[], format: ExportFormat | null, template: string) {
  const settled = useSettled(template);
  return useQuery({
    queryKey: ["exchange", "plan", items, format, settled],
    queryFn: () =>
      ask("exchange:plan", {
        items: [...items],
        format: format ?? { kind: "svg" },
        ...(settled.trim() === "" ? {} : { template: settled }),
      }),
    enabled: format !== null,
    placeholderData: keepPreviousData,
    // Names depend on the clock of ratings, titles and journals: cheap to ask anew.
    staleTime: 0,
    gcTime: 0,
  });
}
