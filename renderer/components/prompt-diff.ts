/** Word-level difference of two prompts. */
import { diffWordsWithSpace } from "diff";

export interface DiffPart {
  readonly kind: "same" | "added" | "removed";
  readonly text: string;
}

/** Beyond this the pieces would be confetti: better to show the two as wholes. */
const MOSTLY_NEW = 0.72;

function lengthOf(parts: readonly DiffPart[], kind: DiffPart["kind"]): number {
  return parts.filter((part) => part.kind === kind).reduce((sum, part) => sum + part.text.trim().length, 0);
}

/** Neighbours of one kind become one; a lone space between two changes belongs to them. */
function joined(parts: readonly DiffPart[]): readonly DiffPart[] {
  const result: DiffPart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (last?.kind === part.kind)
      result[result.length - 1] = { kind: last.kind, text: last.text + part.text };
    else if (part.text !== "") result.push(part);
  }
  return result;
}

/** White space that two texts share at their ends, and what is left of them. */
function peeled(removed: string, added: string): { removed: string; added: string; tail: string } {
  let shared = 0;
  while (
    shared < Math.min(removed.length, added.length) &&
    /\s/.test(removed.charAt(removed.length - 1 - shared)) &&
    removed.charAt(removed.length - 1 - shared) === added.charAt(added.length - 1 - shared)
  ) {
    shared += 1;
  }
  const cut = (text: string) => text.slice(0, text.length - shared);
  return { removed: cut(removed), added: cut(added), tail: removed.slice(removed.length - shared) };
}

/** Changes with only a space between them are told as one removal and one addition. */
function bundled(parts: readonly DiffPart[]): readonly DiffPart[] {
  const result: DiffPart[] = [];
  let open = { removed: "", added: "" };
  const flush = () => {
    const { removed, added, tail } = peeled(open.removed, open.added);
    result.push(
      { kind: "removed", text: removed },
      { kind: "added", text: added },
      { kind: "same", text: tail },
    );
    open = { removed: "", added: "" };
  };
  for (const part of parts) {
    const changing = open.removed !== "" || open.added !== "";
    if (part.kind === "removed") open.removed += part.text;
    else if (part.kind === "added") open.added += part.text;
    else if (changing && part.text.trim() === "") {
      open.removed += part.text;
      open.added += part.text;
    } else {
      flush();
      result.push(part);
    }
  }
  flush();
  return result.filter((part) => part.text !== "");
}

/**
 * What changed from one prompt to the next, word by word, removals before additions. When hardly anything is
 * common the old prompt is one removal and the new one one addition.
 */
export function promptDiff(before: string, after: string): readonly DiffPart[] {
  if (before === after) return [{ kind: "same", text: after }];
  const raw = diffWordsWithSpace(before, after).map(
    (change): DiffPart => ({
      kind: change.added ? "added" : change.removed ? "removed" : "same",
      text: change.value,
    }),
  );
  const same = lengthOf(raw, "same");
  const longest = Math.max(before.trim().length, after.trim().length, 1);
  if (1 - same / longest > MOSTLY_NEW) {
    const whole: DiffPart[] = [
      { kind: "removed", text: before },
      { kind: "added", text: after },
    ];
    return whole.filter((part) => part.text !== "");
  }
  return joined(bundled(raw));
}
