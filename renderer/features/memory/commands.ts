/** What the memory view can be told to do. */
import { type Command, command } from "../../app/command";
import { currentRun } from "../../app/runs/run-store";
import { signal } from "../../app/signals";
import { useUi, type View } from "../../app/ui-store";
import { t } from "../../i18n";
import { chooseColumn, showTab, useMemory } from "./memory-store";
import { stepTo, timelineOf } from "./trajectory";

const views: readonly View[] = ["memory"];

const onTimeline = () =>
  useMemory.getState().tab === "run" && (currentRun()?.state.iterations.length ?? 0) > 0;

/** Goes along the timeline, and takes the focus along where it is on the timeline already. */
function walk(by: number): void {
  const run = currentRun();
  if (run === null) return;
  const key = useMemory.getState().chosen[run.id] ?? null;
  const next = stepTo(timelineOf(run.state), key, by);
  if (next === null) return;
  const focused = document.activeElement?.hasAttribute("data-column") === true;
  chooseColumn(run.id, next.key);
  if (!focused) return;
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>(`[data-column="${CSS.escape(next.key)}"]`)?.focus(),
  );
}

function search(): void {
  useUi.getState().go("memory");
  showTab("all");
  signal("memory:search");
}

export const memoryCommands: readonly Command[] = [
  command(
    "Iterations",
    "memory.previous",
    () => t("memory:commands.previous"),
    () => walk(-1),
    {
      keys: ["Left"],
      views,
      available: onTimeline,
    },
  ),
  command(
    "Iterations",
    "memory.next",
    () => t("memory:commands.next"),
    () => walk(1),
    {
      keys: ["Right"],
      views,
      available: onTimeline,
    },
  ),
  command(
    "Iterations",
    "memory.first",
    () => t("memory:commands.first"),
    () => walk(Number.MIN_SAFE_INTEGER),
    {
      keys: ["Home"],
      views,
      available: onTimeline,
    },
  ),
  command(
    "Iterations",
    "memory.last",
    () => t("memory:commands.last"),
    () => walk(Number.MAX_SAFE_INTEGER),
    {
      keys: ["End"],
      views,
      available: onTimeline,
    },
  ),
  command("Library", "memory.search", () => t("memory:commands.search"), search, { keys: ["Mod+F"], views }),
];
