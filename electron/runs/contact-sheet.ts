/** A run's attempts as one picture, for passing round. */

import { StudioError } from "../../shared/errors";
import type { IterationState, RunState } from "../../shared/run/state";
import { effectiveState } from "../../shared/run/verdicts";
import type { ImageShelf } from "../agent/roles";
import type { Engine } from "../inference/client";

export interface ContactSheetInput {
  readonly state: RunState;
  readonly best: number | null;
  readonly images: ImageShelf;
  readonly engine: Engine;
  readonly signal?: AbortSignal;
}

/** Draws the sheet. @throws StudioError "not-found" when nothing has been drawn yet. */
export async function contactSheetOf(input: ContactSheetInput): Promise<Uint8Array> {
  const { state, best, images, engine, signal = new AbortController().signal } = input;
  const drawn = state.iterations.filter((it) => it.image !== null);
  if (drawn.length === 0) {
    throw new StudioError("not-found", "This run has no pictures yet.", {
      remedy: "Let it draw at least one attempt, then ask again.",
    });
  }
  const cells = await Promise.all(drawn.map((it) => cellOf(it, state, best, images)));
  return engine.contactSheet({ title: state.header?.prompt ?? "", cells }, signal);
}

async function cellOf(iteration: IterationState, state: RunState, best: number | null, images: ImageShelf) {
  const ref = iteration.image?.ref;
  if (ref === undefined)
    throw new StudioError("internal", "An attempt lost its picture.", { remedy: "Try again." });
  const score = iteration.score;
  const marks = (state.criteria ?? [])
    .filter((criterion) => criterion.enabled)
    .map(({ id, question }) => ({
      state: effectiveState(iteration.verdicts[id], iteration.overrides[id]) ?? ("not judged" as const),
      label: question,
    }));
  return {
    image: await images.get(ref),
    heading: `Iteration ${iteration.n}`,
    ...(score === null ? {} : { score: `${score.passed} of ${score.total}` }),
    best: iteration.n === best,
    captions: [iteration.prompt],
    marks,
  };
}
