import { beforeEach, describe, expect, it } from "vitest";
import {
  type Editing,
  goToProblem,
  isDirty,
  leaveEditor,
  markSaved,
  removeFile,
  settlePending,
  typeText,
  useEditor,
} from "../../../../../renderer/features/skills/editor/editor-store";

const files = [
  { path: "SKILL.md", text: "one" },
  { path: "references/local-rules.yaml", text: "two" },
];
const editing: Editing = { name: null, base: null, original: files, files, open: "SKILL.md" };
const now = () => useEditor.getState();

beforeEach(() => useEditor.setState({ editing, goal: null, pending: null }));

describe("the editor", () => {
  it("knows what is not saved, and forgets it when it is", () => {
    expect(isDirty(editing)).toBe(false);
    typeText("SKILL.md", "changed");
    expect(isDirty(now().editing!)).toBe(true);
    typeText("SKILL.md", "one");
    expect(isDirty(now().editing!)).toBe(false);
    removeFile("references/local-rules.yaml");
    expect(now().editing).toMatchObject({ open: "SKILL.md", files: [files[0]] });
    expect(isDirty(now().editing!)).toBe(true);
    markSaved("mine");
    expect(isDirty(now().editing!)).toBe(false);
    expect(now().editing).toMatchObject({ name: "mine", base: "mine" });
  });

  it("asks before something is lost, and only then", () => {
    leaveEditor();
    expect(now().editing).toBeNull();
    useEditor.setState({ editing });
    typeText("SKILL.md", "changed");
    leaveEditor();
    expect(now().editing).not.toBeNull();
    settlePending(false);
    expect(now()).toMatchObject({ pending: null, editing: { name: null } });
    leaveEditor();
    settlePending(true);
    expect(now().editing).toBeNull();
  });

  it("goes to the file and line of a problem, again and again", () => {
    goToProblem({ severity: "error", message: "x", file: "references/local-rules.yaml", line: 3 });
    const first = now().goal;
    expect(now().editing?.open).toBe("references/local-rules.yaml");
    expect(first).toMatchObject({ path: "references/local-rules.yaml", line: 3 });
    goToProblem({ severity: "error", message: "x", file: "references/local-rules.yaml", line: 3 });
    expect(now().goal?.turn).not.toBe(first?.turn);
    goToProblem({ severity: "warning", message: "x" });
    expect(now()).toMatchObject({ goal: { path: "SKILL.md", line: 1 }, editing: { open: "SKILL.md" } });
  });
});
