/** Asks, a moment after the last keystroke, which words the engine does not know. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { MAX_PROMPT } from "../../../../shared/run/settings";
import { ask } from "../../../app/ipc";
import { keys, useSettings } from "../../../app/query";

const PAUSE_MS = 260;

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(text), PAUSE_MS);
    return () => window.clearTimeout(timer);
  }, [text]);
  return settled;
}

/** Words of the prompt that the chosen engine will leave out; empty while nothing is known. */
export function useUnknownWords(text: string): readonly string[] {
  const settled = useSettled(text.trim()).slice(0, MAX_PROMPT);
  const generator = JSON.stringify(useSettings().data?.generator ?? null);
  const inspection = useQuery({
    queryKey: keys.inspect(settled, generator),
    queryFn: () => ask("prompt:inspect", { prompt: settled }),
    enabled: settled !== "",
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
  return settled === "" || text.trim() === "" ? [] : (inspection.data?.unknownWords ?? []);
}
