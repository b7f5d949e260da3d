/** Before and after: a sheet of repairs side by side, to be looked at. */
import sharp from "sharp";
import type { Engine } from "../../electron/inference/client";
import type { SheetCell } from "../../electron/inference/contact-sheet";
import type { RunState } from "../../shared/run/state";

export interface Pair {
  readonly prompt: string;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  /** What the verifier found wrong before. */
  readonly faults: readonly string[];
  /** What it still finds wrong. */
  readonly left: readonly string[];
  readonly done: string;
}

/** The run's first repair that was carried out, with both images; null where there is none. */
export async function firstPair(
  state: RunState,
  read: (file: string) => Promise<Uint8Array>,
): Promise<Pair | null> {
  for (const after of state.iterations) {
    const { edit, image } = after;
    const before = state.iterations.find((it) => it.n === edit?.base);
    if (edit === null || image === null || before?.image == null) continue;
    const wrong = (it: typeof after, ids?: readonly string[]) =>
      Object.values(it.verdicts)
        .filter(({ state, criterionId }) => state !== "pass" && (ids?.includes(criterionId) ?? true))
        .map(({ answer }) => answer);
    return {
      prompt: state.header?.prompt ?? "",
      before: await read(before.image.ref.file),
      after: await read(image.ref.file),
      faults: wrong(before, edit.mend),
      left: wrong(after),
      done: image.notes.join(" "),
    };
  }
  return null;
}

/** Width of the sheet in pixels, and its colours: small enough for a repository. */
const WIDTH = 1000;
const COLOURS = 48;

export async function sheetOf(pairs: readonly Pair[], engine: Engine): Promise<Uint8Array> {
  const cells = pairs.flatMap(({ prompt, before, after, faults, left, done }): SheetCell[] => [
    { image: before, heading: "before", captions: [prompt], marks: marks(faults) },
    { image: after, heading: "after", captions: [done], marks: marks(left) },
  ]);
  const request = {
    title: "Repairs",
    subtitle: "Left what was drawn with what failed, right the same after mending only that.",
    cells: cells.map((cell) => ({ ...cell, captions: [...cell.captions], marks: [...cell.marks] })),
  };
  const png = await engine.contactSheet(request, new AbortController().signal);
  return sharp(png).resize({ width: WIDTH }).png({ palette: true, colours: COLOURS, effort: 10 }).toBuffer();
}

function marks(answers: readonly string[]): SheetCell["marks"] {
  return answers.map((label) => ({ state: "fail", label }));
}
