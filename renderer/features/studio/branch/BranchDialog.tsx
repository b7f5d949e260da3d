import { GitBranch } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { imageUrl } from "../../../../shared/ipc/channels";
import type { Place } from "../../../../shared/ipc/domains/common";
import type { Settings } from "../../../../shared/settings";
import { useSettings } from "../../../app/query";
import { startRun } from "../../../app/runs/actions";
import { useRuns } from "../../../app/runs/run-store";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { Skeleton } from "../../../components/Loading";
import { StudioImage } from "../../../components/StudioImage";
import { BranchChanges } from "./BranchChanges";
import { ChoiceFields, WordFields } from "./BranchFields";
import { formOf, habitsOf, isReady, type Parent, parentOf, requestOfBranch } from "./branch-form";
import { closeBranchDialog, useBranchDialog, useBranchHabits } from "./branch-store";

function Origin({ from, parent, title }: { from: Place; parent: Parent; title: string }) {
  const { t } = useTranslation(["studio", "common"]);
  const { image } = parent.iteration;
  return (
    <div className="flex items-center gap-3">
      {image === null ? null : (
        <StudioImage
          src={imageUrl(from.runId, image.ref.file)}
          alt=""
          className="size-12 shrink-0 rounded-md object-cover"
        />
      )}
      <p className="min-w-0 text-sm text-mute">
        <span className="block truncate text-base font-medium text-text">{title}</span>
        {t("branch.from", { n: from.iteration })}
      </p>
    </div>
  );
}

interface BodyProps {
  readonly from: Place;
  readonly parent: Parent;
  readonly title: string;
  readonly settings: Settings;
}

function Body({ from, parent, title, settings }: BodyProps) {
  const { t } = useTranslation(["studio", "common"]);
  const [form, setForm] = useState(() => formOf(parent, useBranchHabits.getState(), settings));
  const [starting, setStarting] = useState(false);
  const ready = isReady(form) && !starting;
  const start = async () => {
    if (!ready) return;
    setStarting(true);
    useBranchHabits.setState(habitsOf(form));
    const done = await startRun(requestOfBranch(form, parent, from));
    setStarting(false);
    if (done) closeBranchDialog();
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void start();
  };
  const change = (part: Partial<typeof form>) => setForm((before) => ({ ...before, ...part }));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears Ctrl+Enter from the fields within
    <div className="flex min-h-0 flex-1 flex-col" onKeyDown={press}>
      <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1.15fr)_minmax(0,1fr)] overflow-y-auto">
        <div className="flex flex-col gap-3 p-5">
          <WordFields form={form} onChange={change} />
          <ChoiceFields form={form} onChange={change} />
        </div>
        <div className="flex flex-col gap-4 border-l border-line bg-bg/40 p-5">
          <Origin from={from} parent={parent} title={title} />
          <BranchChanges form={form} parent={parent} />
        </div>
      </div>
      <div className="flex justify-end gap-2 border-t border-line px-5 py-3">
        <Button variant="ghost" onClick={closeBranchDialog}>
          {t("common:cancel")}
        </Button>
        <Button
          variant="primary"
          keys="Mod+Enter"
          icon={<GitBranch size={14} />}
          disabled={!ready}
          onClick={() => void start()}
        >
          {t("branch.start")}
        </Button>
      </div>
    </div>
  );
}

function Contents({ from }: { from: Place }) {
  const { t } = useTranslation(["studio", "common"]);
  const entry = useRuns((store) => store.entries[from.runId]);
  const settings = useSettings().data;
  const there = entry?.phase === "ready" && settings !== undefined;
  const parent = there ? parentOf(entry.state, from.iteration, settings) : null;
  if (there && parent !== null)
    return <Body from={from} parent={parent} title={entry.state.header?.title ?? ""} settings={settings} />;
  if (there || entry?.phase === "missing")
    return <p className="p-5 text-base text-mute">{t("branch.gone")}</p>;
  return (
    <div role="status" aria-label={t("branch.opening")} className="flex flex-col gap-4 p-5">
      <Skeleton className="h-16" />
      <Skeleton className="h-28" />
      <Skeleton className="h-40" />
    </div>
  );
}

/** Another way on from an iteration: other words, another throw, another skill. Ctrl+Enter starts. */
export function BranchDialog() {
  const { t } = useTranslation(["studio", "common"]);
  const from = useBranchDialog((dialog) => dialog.from);
  if (from === null) return null;
  return (
    <Dialog title={t("branch.title")} onClose={closeBranchDialog} className="w-[60rem]">
      <Contents key={`${from.runId}/${from.iteration}`} from={from} />
    </Dialog>
  );
}
