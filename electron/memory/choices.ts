/**
 * What the designer decided about lessons: pinned and forgotten ones. Unlike the lessons themselves, which can be
 * derived from the runs' journals at any time, this is written nowhere else; it is forced to disk at once.
 */
import { z } from "zod";
import { openLines } from "./lines";

const ids = z.array(z.string());

const lineSchema = z.discriminatedUnion("op", [
  z.object({ op: z.literal("pin"), ids }),
  z.object({ op: z.literal("unpin"), ids }),
  z.object({ op: z.literal("forget"), ids }),
  z.object({ op: z.literal("recover"), ids }),
]);
type Line = z.infer<typeof lineSchema>;

/** With more lines than this, and many of them taken back since, the file is written anew. */
const MANY_LINES = 2_000;

export interface Choices {
  isPinned(id: string): boolean;
  isForgotten(id: string): boolean;
  /** True on disk when it returns. @throws StudioError "storage"; nothing is changed then */
  decide(op: Line["op"], ids: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** Opens the file, or begins one. Lines that cannot be read are passed over. @throws StudioError "storage" */
export async function openChoices(path: string): Promise<Choices> {
  const { file, lines, damaged } = await openLines(path, lineSchema);
  const pinned = new Set<string>();
  const forgotten = new Set<string>();
  for (const line of lines) apply(line, pinned, forgotten);
  // A damaged line stays in the file for whoever can mend it.
  if (damaged === 0 && lines.length > MANY_LINES && lines.length > 4 * (pinned.size + forgotten.size)) {
    await file.replace([
      { op: "pin", ids: [...pinned] },
      { op: "forget", ids: [...forgotten] },
    ]);
  }
  return {
    isPinned: (id) => pinned.has(id),
    isForgotten: (id) => forgotten.has(id),
    async decide(op, chosen) {
      const line: Line = { op, ids: [...chosen] };
      await file.append([line], { forced: true });
      apply(line, pinned, forgotten);
    },
    close: () => file.close(),
  };
}

function apply({ op, ids }: Line, pinned: Set<string>, forgotten: Set<string>): void {
  const set = op === "pin" || op === "unpin" ? pinned : forgotten;
  for (const id of ids) {
    if (op === "pin" || op === "forget") set.add(id);
    else set.delete(id);
  }
}
