import { useQuery } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { cx } from "../../components/cx";
import { ask } from "../ipc";
import { renameRun, showRun } from "../runs/actions";
import type { RunEntry } from "../runs/entry";
import { useSignal } from "../signals";

/** Where a branched run comes from, as a way back. */
function Origin({ runId, iteration }: { runId: string; iteration: number }) {
  const { t } = useTranslation("app");
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
    return <span className="truncate text-sm text-mute">{t("title.branch", { n: iteration })}</span>;
  return (
    <button
      type="button"
      onClick={() => void showRun(runId)}
      className="min-w-0 flex-1 truncate rounded-sm text-left text-sm text-mute hover:text-text"
    >
      {t("title.branchedFrom", { title: source.data, n: iteration })}
    </button>
  );
}

/** The run's title; a click, or F2, lets it be changed. */
export function RunTitle({ run }: { run: RunEntry }) {
  const { t } = useTranslation("app");
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
        aria-label={t("title.label")}
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
    <div className="-ml-1.5 flex min-w-0 items-baseline gap-2 overflow-hidden">
      <h1 className={cx("min-w-0 shrink-0", header.branchOf === undefined ? "max-w-full" : "max-w-[65%]")}>
        <button
          type="button"
          title={header.title}
          aria-label={t("title.rename", { title: header.title })}
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
