/** What can be done about the prompt that waits: keep other words for it, draw it, let the run go on by itself. */
import { isEdited } from "../../../../shared/run/drafts";
import { forgetActs } from "../../../app/history";
import { resumeRun } from "../../../app/runs/actions";
import { type NextPrompt, nextPromptOf, phaseOf } from "../../../app/runs/derive";
import { currentRun } from "../../../app/runs/run-store";
import { editPrompt, promptActs, setPace } from "../../../app/runs/steering";
import { changesOf, draftFor, dropNext, useNextDrafts } from "./next-draft";

/** Words on their way, by run, so that a second press does not send them twice. */
const underWay = new Map<string, Promise<boolean>>();

async function once(runId: string, act: () => Promise<boolean>): Promise<boolean> {
  if (underWay.has(runId)) return false;
  const acting = act();
  underWay.set(runId, acting);
  try {
    return await acting;
  } finally {
    underWay.delete(runId);
  }
}

type Waiting = NextPrompt & { readonly edited: boolean };

/** The prompt that waits in a run, if that is the run on screen. */
function waitingOf(runId: string): Waiting | null {
  const run = currentRun();
  const next = run?.id === runId ? nextPromptOf(run.state) : null;
  return run === null || next === null ? null : { ...next, edited: isEdited(run.state, next.iteration) };
}

/** The words as they stand, for the way back. */
function standing({ prompt, parameters: { seed, temperature }, edited }: Waiting) {
  return edited ? { prompt, seed, temperature } : { prompt: null };
}

/** Hands over what the designer wrote, if anything differs from what waits. False when it was refused. */
async function handOver(runId: string): Promise<boolean> {
  const next = waitingOf(runId);
  if (next === null) return true;
  const changes = changesOf(draftFor(useNextDrafts.getState().runs[runId], next), next);
  if (changes === null) return true;
  const done = await editPrompt(runId, next.iteration, standing(next), changes);
  if (done) dropNext(runId);
  return done;
}

/** Keeps what stands in the editor as the words to draw; Ctrl+Z brings back those before. */
export async function keepWords(runId: string): Promise<void> {
  await once(runId, () => handOver(runId));
}

/** Goes back to what the agent proposed; words on their way arrive first, and are taken back too. */
export async function backToProposal(runId: string): Promise<void> {
  const before = waitingOf(runId);
  const arrived = await underWay.get(runId);
  dropNext(runId);
  const next = waitingOf(runId);
  if (next === null || next.iteration !== before?.iteration) return;
  // The page may hear that its words arrived before it hears what they changed.
  if (!arrived && !next.edited) return;
  await once(runId, () => editPrompt(runId, next.iteration, standing(next), { prompt: null }));
}

/** Waits for words that are on their way, hands over the rest, and goes on. */
async function draw(before: (runId: string) => Promise<boolean>): Promise<void> {
  const run = currentRun();
  if (run === null || phaseOf(run) === "running") return;
  const { id } = run;
  await once(id, async () => {
    if (!(await handOver(id)) || !(await before(id))) return false;
    const next = nextPromptOf(currentRun()?.state ?? run.state);
    await resumeRun();
    if (next !== null) forgetActs([promptActs(id, next.iteration)]);
    return true;
  });
}

/** Goes on with a run that rests: what stands in the editor is what is drawn next. */
export async function goOn(): Promise<void> {
  await draw(async () => true);
}

/** Draws what stands in the editor and does not wait any more. */
export async function letItRun(): Promise<void> {
  await draw((runId) => setPace(runId, "flow"));
}
