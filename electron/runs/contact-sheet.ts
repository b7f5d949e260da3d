/** Iterations as one picture or document, for passing round. */

import { StudioError } from "../../shared/errors";
import { type IterationState, type RunState, wishOf } from "../../shared/run/state";
import { effectiveState } from "../../shared/run/verdicts";
import type { ImageShelf } from "../agent/roles";
import type { Engine } from "../inference/client";
import type { SheetCell } from "../inference/contact-sheet";

/** A run with those of its iterations that go on the sheet. */
export interface SheetSource {
  readonly state: RunState;
  readonly best: number | null;
  readonly images: ImageShelf;
  /** Left out: all that are drawn. */
  readonly iterations?: ReadonlySet<number>;
}

export interface SheetContent {
  readonly title: string;
  readonly subtitle: string;
  readonly cells: readonly SheetCell[];
}

/**
 * What stands on a sheet of these runs, in their order.
 * @throws StudioError "not-found" when nothing has been drawn yet, "corrupt-data" for damaged images.
 */
export async function sheetContent(sources: readonly SheetSource[]): Promise<SheetContent> {
  const cells: SheetCell[] = [];
  const several = sources.length > 1;
  for (const source of sources) {
    const { state, iterations } = source;
    const drawn = state.iterations.filter((it) => it.image !== null && iterations?.has(it.n) !== false);
    for (const it of drawn) cells.push(await cellOf(it, source, several));
  }
  if (cells.length === 0) {
    throw new StudioError("not-found", "This run has no pictures yet.", {
      remedy: "Let it draw at least one attempt, then ask again.",
    });
  }
  const prompts = new Set(sources.map(({ state }) => wishOf(state)));
  const images = `${cells.length} ${cells.length === 1 ? "image" : "images"}`;
  const [only] = prompts;
  return {
    title: prompts.size === 1 && only !== undefined ? only : `${images} of ${sources.length} runs`,
    subtitle: several ? `${images} of ${sources.length} runs` : images,
    cells,
  };
}

export interface ContactSheetInput extends SheetSource {
  readonly engine: Pick<Engine, "contactSheet">;
  readonly signal?: AbortSignal;
}

/** Draws a run's sheet as a PNG. @throws StudioError "not-found" when nothing has been drawn yet. */
export async function contactSheetOf(input: ContactSheetInput): Promise<Uint8Array> {
  const { engine, signal = new AbortController().signal, ...source } = input;
  return sheetPng(await sheetContent([source]), engine, signal);
}

/** Draws a sheet as a PNG. */
export function sheetPng(
  { title, cells }: SheetContent,
  engine: Pick<Engine, "contactSheet">,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const plain = cells.map((cell) => ({ ...cell, captions: [...cell.captions], marks: [...cell.marks] }));
  return engine.contactSheet({ title, cells: plain }, signal);
}

async function cellOf(
  iteration: IterationState,
  { state, best, images }: SheetSource,
  several: boolean,
): Promise<SheetCell> {
  const ref = iteration.image?.ref;
  const score = iteration.score;
  const marks = (state.criteria ?? [])
    .filter((criterion) => criterion.enabled)
    .map(({ id, question }) => ({
      state: effectiveState(iteration.verdicts[id], iteration.overrides[id]) ?? ("not judged" as const),
      label: question,
    }));
  const heading = `Iteration ${iteration.n}`;
  return {
    image: ref === undefined ? null : await imageOrNull(images, ref),
    heading: several ? `${state.header?.title ?? "Run"} · ${iteration.n}` : heading,
    ...(score === null ? {} : { score: `${score.passed} of ${score.total}` }),
    best: iteration.n === best,
    captions: [iteration.prompt],
    marks,
  };
}

/** A picture that was not carried along leaves its place empty. */
async function imageOrNull(
  images: ImageShelf,
  ref: Parameters<ImageShelf["get"]>[0],
): Promise<Uint8Array | null> {
  try {
    return await images.get(ref);
  } catch (error) {
    if (error instanceof StudioError && error.code === "not-found") return null;
    throw error;
  }
}
