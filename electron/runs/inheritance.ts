/** What a branch takes over from the run it is made of. The ancestor's folder is read and never written to. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { StudioError } from "../../shared/errors";
import type { StartRequest } from "../../shared/ipc/domains/runs";
import type { DurableBody, ImageRef, InheritedAttempt } from "../../shared/run/events";
import type { IterationState, RunState } from "../../shared/run/state";
import { DESIGNER, type Verdict } from "../../shared/run/verdicts";
import type { ImageShelf } from "../agent/roles";
import { IMAGES_FOLDER } from "../storage";

export interface Ancestor {
  readonly state: RunState;
  readonly folder: string;
}

/**
 * The events a branch's journal goes on with behind its beginning: the ancestor's criteria as they are now, with
 * their identities, and its attempts up to the iteration, whose images are copied onto the branch's own shelf.
 * @throws StudioError "storage" when an image cannot be stored.
 */
export async function inherit(
  request: StartRequest,
  ancestor: Ancestor,
  images: ImageShelf,
): Promise<readonly DurableBody[]> {
  const { branchOf, branch } = request;
  if (branchOf === undefined || branch === undefined) return [];
  const { state } = ancestor;
  const bodies: DurableBody[] = [];
  if (branch.keepMemory) {
    const attempts: InheritedAttempt[] = [];
    for (const attempt of attemptsOf(state, branchOf.iteration)) {
      const image = attempt.image === null ? null : await copied(attempt.image, ancestor.folder, images);
      attempts.push({ ...attempt, image });
    }
    bodies.push({ type: "memory-inherited", from: branchOf, attempts });
  }
  if (branch.keepCriteria && state.criteria !== null) {
    bodies.push({ type: "criteria-proposed", criteria: [...state.criteria] });
  }
  return bodies;
}

/** Everything the ancestor remembered at that iteration: what it had inherited itself, then its own attempts. */
function attemptsOf(state: RunState, upTo: number): readonly InheritedAttempt[] {
  const further = state.header?.branchOf?.runId;
  const older = state.inherited.map((one) =>
    one.runId === undefined && further !== undefined ? { ...one, runId: further } : one,
  );
  return [...older, ...state.iterations.filter((it) => it.n <= upTo).map(attemptOf)];
}

function attemptOf(it: IterationState): InheritedAttempt {
  const { n: iteration, prompt, thought, strategy, parameters, image, experience, rating } = it;
  return {
    iteration,
    prompt,
    thought,
    strategy,
    parameters,
    image: image?.ref ?? null,
    verdicts: [...verdictsOf(it)],
    experience,
    rating,
  };
}

/** Verdicts as they counted: the designer's word is one of its own, with the note for an answer. */
function verdictsOf({ verdicts, overrides }: IterationState): readonly Verdict[] {
  const seen = Object.values(verdicts).filter(({ criterionId }) => overrides[criterionId] === undefined);
  const said = Object.entries(overrides).map(([criterionId, { state, note = "" }]): Verdict => {
    return { criterionId, state, confidence: 1, answer: note, evidence: [], by: DESIGNER };
  });
  return [...seen, ...said];
}

/** The image on the branch's own shelf; null where the ancestor has lost it: its facts are worth keeping anyway. */
async function copied(ref: ImageRef, folder: string, images: ImageShelf): Promise<ImageRef | null> {
  const bytes = await readFile(path.join(folder, IMAGES_FOLDER, ref.file)).catch(() => null);
  if (bytes === null || bytes.length !== ref.bytes) return null;
  const copy = await images.put(bytes, "png");
  return copy.hash === ref.hash ? copy : null;
}

/** @throws StudioError "not-found" when a run to branch from has no such iteration. */
export function assertIteration(state: RunState, n: number): void {
  if (state.iterations.some((it) => it.n === n)) return;
  throw new StudioError("not-found", `The run to branch from has no iteration ${n}.`, {
    remedy: "Open that run again to see its present state.",
  });
}
