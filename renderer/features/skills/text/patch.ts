/** A unified diff, line by line, ready to be shown. */

export interface PatchLine {
  readonly kind: "added" | "removed" | "same" | "gap";
  readonly text: string;
  /** 1-based, in the new text; in the old one for lines that are gone. null for gaps. */
  readonly line: number | null;
}

export function readPatch(patch: string): readonly PatchLine[] {
  const lines: PatchLine[] = [];
  let [old, fresh] = [0, 0];
  for (const raw of patch.split("\n")) {
    const jump = /^@@ -(\d+)(?:,\d+)? \+(\d+)/.exec(raw);
    if (jump !== null) {
      [old, fresh] = [Number(jump[1]), Number(jump[2])];
      if (lines.length > 0) lines.push({ kind: "gap", text: "", line: null });
    } else if (/^(?:---|\+\+\+) /.test(raw) && old === 0) continue;
    else if (raw.startsWith("+")) lines.push({ kind: "added", text: raw.slice(1), line: fresh++ });
    else if (raw.startsWith("-")) lines.push({ kind: "removed", text: raw.slice(1), line: old++ });
    else if (raw.startsWith(" ")) {
      lines.push({ kind: "same", text: raw.slice(1), line: fresh++ });
      old += 1;
    } else if (raw === "…") lines.push({ kind: "gap", text: "…", line: null });
  }
  return lines;
}
