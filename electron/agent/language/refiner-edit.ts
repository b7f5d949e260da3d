/**
 * An edit as the refiner proposes it, held to the facts: what passed in the base is kept, what failed there can be
 * mended, and nothing else. The model chooses base, words and which failures to mend; the rest is computed.
 */
import { z } from "zod";
import type { Edit } from "../../../shared/run/events";
import { type Box, NOT_ASKED } from "../../../shared/run/verdicts";
import { criteriaIn } from "../memory";
import type { Attempt, Editing } from "../roles";
import { unlessEcho } from "./echo";
import { oneLine } from "./quote";

const MAX_INSTRUCTION = 2_000;

const how: Readonly<Record<Editing, string>> = {
  scene:
    "The generator changes single objects of the picture and leaves the others where they are; the instruction names the objects to add, remove, move or change.",
  mask: "The generator draws the region anew in which the failure was seen; the instruction describes what that region should show.",
  instruction:
    "The generator is an image editor that reads an instruction; it is one imperative sentence naming what to change, and that all else stays.",
};

/** Tells the refiner when and how to have an earlier picture mended. */
export function editWords(editing: Editing): string {
  return `Instead of drawing anew, an earlier picture can be mended. ${how[editing]}
Mend where a picture passes most criteria and the few failures each have a place of their own. Draw anew where much fails, the composition is at fault, no picture is worth building on, or mending the same picture has failed already. To mend, add "edit": {"base": the attempt's number, "instruction": "...", "mend": ["ids of the failed criteria it is to put right"]}; else "edit": null. The prompt is needed either way: the whole picture as it should be then.`;
}

export const editForm = z
  .object({ base: z.number(), instruction: z.string(), mend: z.array(z.string()) })
  .nullable();

const loose = z.object({
  base: z.union([z.number(), z.string()]).transform((base) => Number(/\d+/.exec(String(base))?.[0])),
  instruction: z
    .string()
    .transform((words) => unlessEcho(oneLine(words)))
    .pipe(z.string().min(1)),
  mend: z.array(z.union([z.string(), z.number()]).transform(String)).catch([]),
});

/**
 * The edit an answer asks for; null where it asks for none, or for one that cannot be: of a picture there is not, one
 * the designer rejected, one in which nothing failed, or the same over again.
 */
export function editFrom(value: unknown, trajectory: readonly Attempt[]): Edit | null {
  const parsed = loose.safeParse(value);
  if (!parsed.success) return null;
  const { base: n, mend: wanted } = parsed.data;
  const instruction = parsed.data.instruction.slice(0, MAX_INSTRUCTION);
  const base = trajectory.find(({ iteration, inheritedFrom }) => inheritedFrom === null && iteration.n === n);
  if (base === undefined || base.image === null) return null;
  if (base.iteration.rating === "rejected" && !base.best) return null;
  const again = trajectory.some(
    ({ iteration: { edit }, inheritedFrom }) =>
      inheritedFrom === null && edit?.base === n && edit.instruction === instruction,
  );
  const failed = criteriaIn(base, "fail");
  if (failed.length === 0 || again) return null;
  const named = failed.filter(({ id, question }) => wanted.some((one) => isNamed(one, id, question)));
  const mend = (named.length > 0 ? named : failed).map(({ id }) => id);
  const keep = criteriaIn(base, "pass").map(({ id }) => id);
  return { base: n, instruction, mend, keep, boxes: boxesOf(base, mend) };
}

function isNamed(said: string, id: string, question: string): boolean {
  const word = said.trim().toLowerCase();
  return (
    word === id.toLowerCase() || word.startsWith(`${id.toLowerCase()}:`) || word === question.toLowerCase()
  );
}

/**
 * Where the failures were seen; null (anywhere) as soon as one of them was seen nowhere: what is missing may have to
 * come to any place. Questions that were never put have no place of their own and leave it to those they depend on.
 */
function boxesOf({ iteration }: Attempt, mend: readonly string[]): Box[] | null {
  const boxes: Box[] = [];
  for (const id of mend) {
    const verdict = iteration.verdicts[id];
    if (verdict?.by === NOT_ASKED) continue;
    const places = verdict?.state === "fail" ? verdict.evidence : [];
    if (places.length === 0) return null;
    boxes.push(...places.map(({ box }) => box));
  }
  return boxes.length === 0 ? null : boxes;
}
