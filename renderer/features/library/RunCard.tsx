import { Ellipsis, FolderOpen, Images, Pencil, Play, Trash2 } from "lucide-react";
import type { RunSummary } from "../../../shared/ipc/contract";
import { resumeRun, revealRun, showRun, trashRun } from "../../app/runs/actions";
import { useSkillTitles } from "../../app/skill-titles";
import { Badge } from "../../components/Badge";
import { cx } from "../../components/cx";
import { Menu, MenuItem, MenuLine } from "../../components/Menu";
import { StudioImage } from "../../components/StudioImage";
import { whenText } from "./when";

const statusWords: Record<RunSummary["status"], string> = {
  running: "Running",
  interrupted: "Interrupted",
  stopped: "Stopped",
  failed: "Failed",
  finished: "",
};

const resumable: ReadonlySet<RunSummary["status"]> = new Set(["interrupted", "stopped", "failed"]);

async function openAndResume(id: string): Promise<void> {
  await showRun(id);
  await resumeRun();
}

export function RunMenu({ run, onRename }: { run: RunSummary; onRename: () => void }) {
  return (
    <Menu
      label={`Actions for ${run.title}`}
      trigger={
        <button
          type="button"
          aria-label={`Actions for ${run.title}`}
          className="flex size-[26px] items-center justify-center rounded-md bg-panel/90 text-mute opacity-0 transition-opacity duration-120 group-focus-within/run:opacity-100 group-hover/run:opacity-100 hover:text-text data-[state=open]:opacity-100"
        >
          <Ellipsis size={15} />
        </button>
      }
    >
      <MenuItem icon={<Images size={14} />} onSelect={() => void showRun(run.id)}>
        Open
      </MenuItem>
      {resumable.has(run.status) ? (
        <MenuItem icon={<Play size={14} />} onSelect={() => void openAndResume(run.id)}>
          Resume
        </MenuItem>
      ) : null}
      <MenuItem icon={<Pencil size={14} />} onSelect={onRename}>
        Rename…
      </MenuItem>
      <MenuItem icon={<FolderOpen size={14} />} onSelect={() => void revealRun(run.id)}>
        Show folder
      </MenuItem>
      <MenuLine />
      <MenuItem icon={<Trash2 size={14} />} danger onSelect={() => void trashRun(run.id, run.title)}>
        Delete
      </MenuItem>
    </Menu>
  );
}

export function RunStatus({ run }: { run: RunSummary }) {
  const word = statusWords[run.status];
  if (word === "") return null;
  const tone =
    run.status === "failed"
      ? "fail"
      : run.status === "interrupted"
        ? "unsure"
        : run.status === "running"
          ? "accent"
          : "quiet";
  return <Badge tone={tone}>{word}</Badge>;
}

/** `6/7` of the best image; nothing while no image was judged. */
export function RunScore({ run }: { run: RunSummary }) {
  if (run.total === 0 || run.images === 0) return null;
  const all = run.passed === run.total;
  return (
    <span
      className={cx("tabular text-sm font-semibold", all ? "text-pass-text" : "text-text")}
      title={`${run.passed} of ${run.total} criteria passed`}
    >
      {run.passed}/{run.total}
      <span className="sr-only"> criteria passed</span>
    </span>
  );
}

export function RunCover({ run, className }: { run: RunSummary; className?: string }) {
  if (run.cover === null) return <span aria-hidden="true" className={cx("block bg-raised", className)} />;
  return <StudioImage lazy src={run.cover} alt="" className={cx("object-cover", className)} />;
}

function SkillName({ run, lead = "" }: { run: RunSummary; lead?: string }) {
  const titleOf = useSkillTitles();
  return run.skill === null ? null : `${lead}${titleOf(run.skill)}`;
}

interface RunItemProps {
  readonly run: RunSummary;
  readonly now: number;
  readonly onRename: () => void;
}

function onKey(event: React.KeyboardEvent, { run, onRename }: RunItemProps): void {
  if (event.key === "Delete") void trashRun(run.id, run.title);
  else if (event.key === "F2") onRename();
  else return;
  event.preventDefault();
}

/** True when the title is more than the beginning of the prompt, so that both are worth reading. */
export function isNamed(run: Pick<RunSummary, "title" | "prompt">): boolean {
  const title = run.title.replace(/…$/, "").toLowerCase();
  return !run.prompt.toLowerCase().startsWith(title);
}

/** One run as a cover with a caption. */
export function RunCard(props: RunItemProps) {
  const { run, now, onRename } = props;
  return (
    <article className="group/run relative min-w-0">
      <button
        type="button"
        aria-label={`Open ${run.title}`}
        onClick={() => void showRun(run.id)}
        onKeyDown={(event) => onKey(event, props)}
        className="block w-full rounded-xl text-left"
      >
        <span className="block aspect-square overflow-hidden rounded-xl border border-line transition-colors duration-120 group-hover/run:border-line-strong">
          <RunCover run={run} className="size-full" />
        </span>
        <span className="mt-2 flex items-baseline justify-between gap-3">
          <span className={cx("text-base font-semibold", isNamed(run) ? "truncate" : "line-clamp-2")}>
            {run.title}
          </span>
          <RunScore run={run} />
        </span>
        {isNamed(run) ? <span className="mt-px line-clamp-1 text-sm text-mute">{run.prompt}</span> : null}
        <span className="mt-1 flex h-[18px] items-center gap-2 text-xs text-mute">
          <RunStatus run={run} />
          <span className="truncate">
            {whenText(run.createdAt, now)} · {run.images === 1 ? "1 image" : `${run.images} images`}
            <SkillName run={run} lead=" · " />
          </span>
        </span>
      </button>
      <div className="absolute top-2 right-2">
        <RunMenu run={run} onRename={onRename} />
      </div>
    </article>
  );
}

/** One run as a line. */
export function RunLine(props: RunItemProps) {
  const { run, now, onRename } = props;
  return (
    <article className="group/run flex h-full items-center gap-3 rounded-lg border-b border-line pr-1 hover:bg-hover/60">
      <button
        type="button"
        aria-label={`Open ${run.title}`}
        onClick={() => void showRun(run.id)}
        onKeyDown={(event) => onKey(event, props)}
        className="grid h-full min-w-0 flex-1 grid-cols-[40px_minmax(0,1.1fr)_minmax(0,1.6fr)_8rem_5.5rem_3.5rem_8rem] items-center gap-3 rounded-lg px-2 text-left"
      >
        <span className="block size-10 overflow-hidden rounded-md">
          <RunCover run={run} className="size-full" />
        </span>
        <span className="truncate text-base font-semibold">{run.title}</span>
        <span className="truncate text-base text-mute">{run.prompt}</span>
        <span className="truncate text-sm text-mute">
          <SkillName run={run} />
        </span>
        <span>
          <RunStatus run={run} />
        </span>
        <RunScore run={run} />
        <span className="truncate text-right text-sm text-mute">{whenText(run.createdAt, now)}</span>
      </button>
      <RunMenu run={run} onRename={onRename} />
    </article>
  );
}
