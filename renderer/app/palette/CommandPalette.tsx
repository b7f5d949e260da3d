import { Command as Palette } from "cmdk";
import { Search } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RunSummary } from "../../../shared/ipc/domains/runs";
import { Dialog } from "../../components/Dialog";
import { Kbd } from "../../components/Kbd";
import { StudioImage } from "../../components/StudioImage";
import { formatRelative } from "../../i18n/format";
import { useSetSettings, useSettings, useSkills } from "../query";
import { useRecentCommands } from "../recent-commands";
import { showRun } from "../runs/actions";
import { useUi } from "../ui-store";
import {
  commandEntries,
  type Entry,
  type EntryGroup,
  recentEntries,
  settingsEntries,
  skillEntries,
} from "./entries";
import { rank, shelve } from "./rank";
import { useFoundRuns } from "./use-found-runs";

const item =
  "flex min-h-9 items-center justify-between gap-4 rounded-lg px-3 text-base data-[selected=true]:bg-hover";

const close = () => useUi.getState().show("palette", false);

/** Does it after the dialog has given the focus back, so that commands may take it. */
function choose(run: () => void): () => void {
  return () => {
    close();
    requestAnimationFrame(() => requestAnimationFrame(run));
  };
}

function useHeading(): (group: EntryGroup) => string {
  const { t } = useTranslation("app");
  return (group) => {
    if (group === "recent" || group === "runs" || group === "settings") return t(`palette.${group}`);
    return group === "skillChoices" ? t("palette.skills") : t(`groups.${group}`);
  };
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Palette.Group
      heading={heading}
      className="pb-1 [&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-semibold [&_[cmdk-group-heading]]:text-mute"
    >
      {children}
    </Palette.Group>
  );
}

function EntryItem({ entry }: { entry: Entry }) {
  const { t } = useTranslation("app");
  return (
    <Palette.Item value={entry.id} onSelect={choose(entry.run)} className={item}>
      <span className="min-w-0 truncate">{entry.title}</span>
      {entry.current ? <span className="text-sm text-mute">{t("palette.current")}</span> : null}
      <Kbd keys={entry.keys} />
    </Palette.Item>
  );
}

function RunItem({ run }: { run: RunSummary }) {
  return (
    <Palette.Item value={`run ${run.id}`} onSelect={choose(() => void showRun(run.id))} className={item}>
      <span className="flex min-w-0 items-center gap-2.5">
        {run.cover === null ? (
          <span className="size-6 shrink-0 rounded-sm bg-raised" />
        ) : (
          <StudioImage src={run.cover} alt="" className="size-6 shrink-0 rounded-sm object-cover" />
        )}
        <span className="min-w-0 truncate">{run.title}</span>
      </span>
      <span className="tabular shrink-0 text-sm text-mute">
        {run.total === 0 ? "" : `${run.passed}/${run.total} · `}
        {formatRelative(run.createdAt)}
      </span>
    </Palette.Item>
  );
}

/** Ctrl+K: whatever makes sense right now, and every run, found by a few letters. */
export function CommandPalette() {
  const { t, i18n } = useTranslation("app");
  const [query, setQuery] = useState("");
  const settings = useSettings().data;
  const change = useSetSettings().mutate;
  const skills = useSkills().data;
  const recent = useRecentCommands((state) => state.ids);
  const { runs, searching } = useFoundRuns(query);
  const headingOf = useHeading();
  const language = i18n.language;

  // biome-ignore lint/correctness/useExhaustiveDependencies: titles are told in the language of the moment
  const shelves = useMemo(() => {
    const known = commandEntries();
    if (query.trim() === "") return shelve([...recentEntries(recent, known), ...known]);
    return rank([...known, ...settingsEntries(settings, change), ...skillEntries(skills)], query.trim());
  }, [query, recent, settings, change, skills, language]);
  const isEmpty = shelves.length === 0 && runs.length === 0;

  return (
    <Dialog title={t("palette.title")} bare onClose={close} className="mt-[12vh]">
      <Palette label={t("palette.commands")} loop shouldFilter={false} className="flex min-h-0 flex-col">
        <div className="flex items-center gap-2.5 border-b border-line px-4">
          <Search size={15} className="shrink-0 text-mute" aria-hidden="true" />
          <Palette.Input
            value={query}
            onValueChange={setQuery}
            placeholder={t("palette.placeholder")}
            className="h-12 w-full bg-transparent text-md outline-none focus-visible:outline-none"
          />
        </div>
        <Palette.List label={t("palette.commands")} className="relative max-h-[52vh] overflow-y-auto p-2">
          {shelves.map(({ group, entries }) => (
            <Group key={group} heading={headingOf(group)}>
              {entries.map((entry) => (
                <EntryItem key={entry.id} entry={entry} />
              ))}
            </Group>
          ))}
          {runs.length === 0 ? null : (
            <Group heading={headingOf("runs")}>
              {runs.map((run) => (
                <RunItem key={run.id} run={run} />
              ))}
            </Group>
          )}
          {isEmpty ? (
            // An option that cannot be chosen: a list of choices may hold nothing else.
            <Palette.Item disabled value="nothing" className="px-3 py-6 text-center text-base">
              <p className="font-medium">{searching ? t("palette.searching") : t("palette.empty")}</p>
              <p className="mt-1 text-sm text-mute">{t("palette.emptyHint")}</p>
            </Palette.Item>
          ) : null}
        </Palette.List>
      </Palette>
    </Dialog>
  );
}
