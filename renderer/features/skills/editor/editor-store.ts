/** The skill that is being written; kept between views and starts, so that nothing typed is lost. */
import { create } from "zustand";
import { createJSONStorage, persist } from "zustand/middleware";
import type { SkillEntry, SkillProblem } from "../../../../shared/skills";
import { ask } from "../../../app/ipc";
import { calmStorage } from "../../../app/storage";
import { notifyError } from "../../../app/toasts";
import { t } from "../../../i18n";

export const SKILL_FILE = "SKILL.md";
export const RULES_FILE = "references/local-rules.yaml";

export interface DraftFile {
  readonly path: string;
  readonly text: string;
}

export interface Editing {
  /** The installed pack that is changed; null for a new one. */
  readonly name: string | null;
  /** The pack it was made from, whose binary companions come along; null for the template. */
  readonly base: string | null;
  /** As it was opened. */
  readonly original: readonly DraftFile[];
  readonly files: readonly DraftFile[];
  readonly open: string;
}

/** A line to go to; `turn` tells one request from the next. */
export interface Goal {
  readonly path: string;
  readonly line: number;
  readonly turn: number;
}

interface EditorStore {
  readonly editing: Editing | null;
  readonly goal: Goal | null;
  /** What the designer wants to open or leave for, while the work so far is not saved. */
  readonly pending: (() => void) | null;
}

export const useEditor = create<EditorStore>()(
  persist((): EditorStore => ({ editing: null, goal: null, pending: null }), {
    name: "gems.skill-draft",
    version: 1,
    storage: createJSONStorage(() => calmStorage),
    partialize: ({ editing }) => ({ editing: editing !== null && isDirty(editing) ? editing : null }),
  }),
);

export function isDirty({ files, original }: Editing): boolean {
  return (
    files.length !== original.length ||
    files.some((file) => original.find((one) => one.path === file.path)?.text !== file.text)
  );
}

let turn = 0;

export function goTo(path: string, line: number): void {
  turn += 1;
  useEditor.setState(({ editing }) => ({
    goal: { path, line, turn },
    editing: editing?.files.some((file) => file.path === path) ? { ...editing, open: path } : editing,
  }));
}

export function goToProblem({ file, line }: SkillProblem): void {
  goTo(file ?? SKILL_FILE, line ?? 1);
}

function begin(editing: Omit<Editing, "original" | "open">): void {
  const [first] = editing.files;
  useEditor.setState({
    editing: { ...editing, original: editing.files, open: first?.path ?? SKILL_FILE },
    goal: null,
    pending: null,
  });
}

/** Does it at once when nothing would be lost, else asks first. */
function unlessUnsaved(act: () => void): void {
  const { editing } = useEditor.getState();
  if (editing === null || !isDirty(editing)) act();
  else useEditor.setState({ pending: act });
}

async function open(
  request: { readonly name: string | null; readonly as?: string },
  into: Omit<Editing, "original" | "open" | "files">,
  then: () => void = () => undefined,
): Promise<void> {
  try {
    const { files } = await ask("skills:draft", request);
    unlessUnsaved(() => {
      begin({ ...into, files });
      then();
    });
  } catch (error) {
    notifyError(t("skills:doing.edit"), error);
  }
}

export function newSkill(): Promise<void> {
  return open({ name: null }, { name: null, base: null });
}

/** @param at the fault to begin with */
export function editSkill(name: string, at?: SkillProblem): Promise<void> {
  const { editing } = useEditor.getState();
  if (editing?.name === name && at !== undefined) {
    goToProblem(at);
    return Promise.resolve();
  }
  return open({ name }, { name, base: name }, () => {
    if (at !== undefined) goToProblem(at);
  });
}

/** A bundled pack stays as it is; what is written goes into one of the designer's own. */
export async function duplicateSkill({ manifest }: SkillEntry): Promise<void> {
  const taken = new Set((await ask("skills:list")).map((one) => one.manifest.name));
  const stem = manifest.name.slice(0, 56);
  let as = `${stem}-mine`;
  for (let n = 2; taken.has(as); n += 1) as = `${stem}-mine-${n}`;
  await open({ name: manifest.name, as }, { name: null, base: manifest.name });
}

export function typeText(path: string, text: string): void {
  useEditor.setState(({ editing }) =>
    editing === null
      ? {}
      : {
          editing: {
            ...editing,
            files: editing.files.map((file) => (file.path === path ? { ...file, text } : file)),
          },
        },
  );
}

export function openFile(path: string): void {
  useEditor.setState(({ editing }) => (editing === null ? {} : { editing: { ...editing, open: path } }));
}

export async function addRules(): Promise<void> {
  const { files } = await ask("skills:draft", { name: null });
  const rules = files.find((file) => file.path === RULES_FILE);
  const { editing } = useEditor.getState();
  if (rules === undefined || editing === null) return;
  useEditor.setState({ editing: { ...editing, files: [...editing.files, rules], open: RULES_FILE } });
}

export function removeFile(path: string): void {
  useEditor.setState(({ editing }) =>
    editing === null
      ? {}
      : {
          editing: {
            ...editing,
            files: editing.files.filter((file) => file.path !== path),
            open: SKILL_FILE,
          },
        },
  );
}

/** What was written is saved as `name`: from now on changes are changes to that. */
export function markSaved(name: string): void {
  useEditor.setState(({ editing }) =>
    editing === null ? {} : { editing: { ...editing, name, base: name, original: editing.files } },
  );
}

/** Leaves the editor, asking first where something would be lost. */
export function leaveEditor(): void {
  unlessUnsaved(() => useEditor.setState({ editing: null, goal: null, pending: null }));
}

/** Answers the question whether what was written may go. */
export function settlePending(discard: boolean): void {
  const { pending } = useEditor.getState();
  useEditor.setState({ pending: null });
  if (discard) pending?.();
}
