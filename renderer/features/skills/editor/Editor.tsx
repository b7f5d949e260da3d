import { ArrowLeft, FilePlus2, X } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SkillProblem } from "../../../../shared/skills";
import { Button } from "../../../components/Button";
import { cx } from "../../../components/cx";
import { IconButton } from "../../../components/IconButton";
import { SectionHead } from "../../../components/SectionHead";
import { ProblemList } from "../detail/ProblemList";
import { CodeField } from "./CodeField";
import {
  addRules,
  type Editing,
  goToProblem,
  isDirty,
  leaveEditor,
  openFile,
  RULES_FILE,
  removeFile,
  SKILL_FILE,
  typeText,
  useEditor,
} from "./editor-store";
import { DiscardDialog, ReplaceDialog } from "./questions";
import { saveDraft } from "./save";
import { TryOut } from "./TryOut";
import { type Checked, useCheck } from "./use-check";

function FileTabs({ editing, problems }: { editing: Editing; problems: readonly SkillProblem[] }) {
  const { t } = useTranslation("skills");
  const faulty = (path: string) =>
    problems.some((one) => one.severity === "error" && (one.file ?? SKILL_FILE) === path);
  return (
    <div className="flex flex-wrap items-center gap-1">
      {editing.files.map(({ path }) => (
        <span
          key={path}
          className={cx(
            "flex items-center rounded-md",
            path === editing.open ? "bg-raised text-text" : "text-mute hover:bg-hover hover:text-text",
          )}
        >
          <button
            type="button"
            aria-current={path === editing.open ? "true" : undefined}
            onClick={() => openFile(path)}
            className="flex h-7 items-center gap-1.5 rounded-md px-2.5 font-mono text-sm"
          >
            {path}
            {faulty(path) ? (
              <span className="size-1.5 rounded-full bg-fail" role="img" aria-label={t("editor.faulty")} />
            ) : null}
          </button>
          {path === SKILL_FILE ? null : (
            <IconButton
              size="xs"
              label={t("editor.remove", { path })}
              icon={<X size={12} />}
              onClick={() => removeFile(path)}
            />
          )}
        </span>
      ))}
      {editing.files.some(({ path }) => path === RULES_FILE) ? null : (
        <Button size="sm" variant="ghost" icon={<FilePlus2 size={13} />} onClick={() => void addRules()}>
          {t("editor.addRules")}
        </Button>
      )}
    </div>
  );
}

function Faults({ checked }: { checked: Checked | null }) {
  const { t } = useTranslation("skills");
  return (
    <section aria-label={t("problems.label")} className="flex flex-col gap-2">
      <SectionHead title={t("problems.label")} />
      <div role="status">
        {checked === null ? null : checked.problems.length === 0 ? (
          <p className="text-base text-mute">{t("editor.fine")}</p>
        ) : (
          <ProblemList problems={checked.problems} onGo={goToProblem} />
        )}
      </div>
    </section>
  );
}

/** Where a skill is written: its texts, what is wrong with them, and a prompt to try it on. */
export function Editor({ editing }: { editing: Editing }) {
  const { t } = useTranslation("skills");
  const { checked, fresh } = useCheck(editing.files);
  const goal = useEditor((store) => store.goal);
  const [working, setWorking] = useState(false);
  const [asking, setAsking] = useState(false);
  const file = editing.files.find((one) => one.path === editing.open) ?? editing.files[0];
  const manifest = fresh ? (checked?.manifest ?? null) : null;
  const dirty = isDirty(editing) || editing.name === null;
  const ready = manifest !== null && dirty && !working;

  const save = async (replace: boolean) => {
    if (!ready) return;
    setWorking(true);
    const outcome = await saveDraft(editing, manifest, replace);
    setWorking(false);
    setAsking(outcome === "exists");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const mod = event.ctrlKey || event.metaKey;
    if (!mod || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    event.stopPropagation();
    void save(false);
  };
  if (file === undefined) return null;
  const mine = (checked?.problems ?? []).filter((one) => (one.file ?? SKILL_FILE) === file.path);
  const title = checked?.manifest?.title ?? editing.name ?? t("editor.untitled");
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Ctrl+S works from every part of the editor
    <div onKeyDown={onKeyDown} className="flex min-h-0 min-w-0 flex-1 flex-col">
      <header className="flex items-center gap-3 border-b border-line px-5 py-3">
        <IconButton label={t("editor.back")} icon={<ArrowLeft size={16} />} onClick={leaveEditor} />
        <h2 className="min-w-0 flex-1 truncate text-lg font-semibold">
          {t(editing.name === null ? "editor.new" : "editor.edit", { title })}
        </h2>
        <span className="text-sm text-mute" role="status">
          {!dirty
            ? t("editor.saved")
            : manifest === null && fresh
              ? t("editor.blocked")
              : t("editor.unsaved")}
        </span>
        <Button variant="primary" disabled={!ready} keys="Mod+S" onClick={() => void save(false)}>
          {t("editor.save")}
        </Button>
      </header>
      <div className="flex min-h-0 flex-1">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col gap-2.5 p-4">
          <FileTabs editing={editing} problems={checked?.problems ?? []} />
          <CodeField
            key={file.path}
            label={file.path}
            text={file.text}
            problems={mine}
            goal={goal?.path === file.path ? goal : null}
            onChange={(text) => typeText(file.path, text)}
          />
        </div>
        <aside
          aria-label={t("editor.aside")}
          className="flex w-[320px] shrink-0 flex-col gap-6 overflow-y-auto border-l border-line p-4 xl:w-[400px]"
        >
          <Faults checked={checked} />
          <TryOut files={editing.files} name={manifest?.name ?? null} ready={manifest !== null} />
        </aside>
      </div>
      {asking && manifest !== null ? (
        <ReplaceDialog
          name={manifest.name}
          onKeep={() => setAsking(false)}
          onReplace={() => {
            setAsking(false);
            void save(true);
          }}
        />
      ) : null}
      <DiscardDialog />
    </div>
  );
}
