import { useQuery } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import { ask } from "../ipc";
import { renameRun, showRun } from "../runs/actions";
import type { RunEntry } from "../runs/entry";
import { useSignal } from "../signals";

/** Where a branched run comes from, as a way back. */
function Origin({ runId, iteration }: { runId: string; iteration: number }) {
  const source = useQuery({
    queryKey: ["run-title", runId],
    queryFn: async () => {
      const { events } = await ask("runs:get", { runId });
      const titles = events.flatMap((event) =>
        event.type === "run-created" ? [event.run.title] : event.type === "run-renamed" ? [event.title] : [],
      );
      return titles.at(-1) ?? "";
    },
  });
  if (source.data === undefined)
    return <span className="truncate text-sm text-mute">branch · iteration {iteration}</span>;
  return (
    <button
      type="button"
      onClick={() => void showRun(runId)}
      className="min-w-0 truncate rounded-sm text-sm text-mute hover:text-text"
    >
      branched from “{source.data}” · iteration {iteration}
    </button>
  );
}

/** The run's title; a click, or F2, lets it be changed. */
export function RunTitle({ run }: { run: RunEntry }) {
  const [editing, setEditing] = useState(false);
  const cancelled = useRef(false);
  useSignal(
    "title:rename",
    useCallback(() => setEditing(true), []),
  );
  const header = run.state.header;
  if (header === null) return null;

  const finish = (value: string) => {
    setEditing(false);
    const title = value.trim();
    if (!cancelled.current && title !== "" && title !== header.title) void renameRun(run.id, title);
    cancelled.current = false;
  };
  if (editing) {
    return (
      <input
        aria-label="Run title"
        defaultValue={header.title}
        maxLength={200}
        ref={(field) => field?.select()}
        onBlur={(event) => finish(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" && event.key !== "Escape") return;
          event.preventDefault();
          cancelled.current = event.key === "Escape";
          event.currentTarget.blur();
        }}
        className="h-7 w-full max-w-80 rounded-md border border-accent bg-bg px-2 text-base font-semibold outline-none focus-visible:outline-none"
      />
    );
  }
  return (
    <div className="-ml-1.5 flex min-w-0 items-baseline gap-2">
      <h1 className="min-w-0 shrink-[2]">
        <button
          type="button"
          title={header.title}
          aria-label={`Rename run: ${header.title}`}
          onClick={() => setEditing(true)}
          className="block max-w-full truncate rounded-md px-1.5 py-0.5 text-base font-semibold hover:bg-hover"
        >
          {header.title}
        </button>
      </h1>
      {header.branchOf === undefined ? null : <Origin {...header.branchOf} />}
    </div>
  );
}
