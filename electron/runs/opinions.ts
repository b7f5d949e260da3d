/** What a designer thinks of images of several runs at once: ratings in bulk, choices between two. */
import { asStudioError, StudioError } from "../../shared/errors";
import type { Place } from "../../shared/ipc/domains/common";
import type { Rating } from "../../shared/run/events";
import { preferencesOf } from "../../shared/run/ranking";
import type { Preference, RunState } from "../../shared/run/state";
import type { Command } from "../agent/steering";
import { drawnAttempt } from "../agent/steering/refusals";

export interface Steered {
  command(runId: string, command: Command): Promise<void>;
  state(runId: string): Promise<RunState>;
}

/**
 * Rates images, one event each in its own run's journal. What cannot be rated does not keep the others from it.
 * @throws StudioError that says how many were not rated and why.
 */
export async function rateAll(runs: Steered, items: readonly Place[], rating: Rating | null): Promise<void> {
  const byRun = new Map<string, number[]>();
  for (const { runId, iteration } of items) {
    byRun.set(runId, [...(byRun.get(runId) ?? []), iteration]);
  }
  const refused: { readonly count: number; readonly error: StudioError }[] = [];
  for (const [runId, iterations] of byRun) {
    for (const { count, error } of await rateIn(runs, runId, iterations, rating))
      refused.push({ count, error });
  }
  const [first] = refused;
  if (first === undefined) return;
  const count = refused.reduce((sum, one) => sum + one.count, 0);
  if (count === items.length && refused.length === 1) throw first.error;
  throw new StudioError(
    first.error.code,
    `${count} of ${items.length} images could not be rated: ${first.error.message}`,
    {
      remedy: first.error.remedy,
      detail: [...new Set(refused.map(({ error }) => error.message))].join("\n"),
    },
  );
}

/** All of a run's in one go; where one of them is not there, the others one by one. */
async function rateIn(
  runs: Steered,
  runId: string,
  iterations: readonly number[],
  rating: Rating | null,
): Promise<readonly { count: number; error: StudioError }[]> {
  try {
    await runs.command(runId, { type: "rate", iterations, rating });
    return [];
  } catch (thrown) {
    const error = asStudioError(thrown);
    if (iterations.length === 1 || error.code !== "not-found") return [{ count: iterations.length, error }];
    const single = iterations.map((iteration) => rateIn(runs, runId, [iteration], rating));
    return (await Promise.all(single)).flat();
  }
}

type Pick = "a" | "b" | "tie";

/**
 * Writes the designer's choice into both runs' journals, each from its own side; two images of one run make one
 * event, from the winner's side (a tie from the first one's). null takes the choice back. Where the second
 * journal refuses, the first is set back to what it said.
 * @throws StudioError "not-found", "bad-input", "storage".
 */
export async function statePreference(
  runs: Steered,
  a: Place,
  b: Place,
  pick: Pick | null,
  blind: boolean,
): Promise<void> {
  const [winner, other] = pick === "b" ? [b, a] : [a, b];
  const outcome = pick === null ? null : pick === "tie" ? "tie" : "won";
  const theirs = outcome === "won" ? "lost" : outcome;
  if (winner.runId === other.runId) return runs.command(winner.runId, prefer(winner, other, outcome, blind));
  drawnAttempt(await runs.state(other.runId), other.iteration);
  const before = await choiceOf(runs, winner, other);
  await runs.command(winner.runId, prefer(winner, other, outcome, blind));
  try {
    await runs.command(other.runId, prefer(other, winner, theirs, blind));
  } catch (error) {
    const former = prefer(winner, other, before?.outcome ?? null, before?.blind ?? false);
    await runs.command(winner.runId, former);
    throw error;
  }
}

async function choiceOf(runs: Steered, place: Place, against: Place): Promise<Preference | undefined> {
  const said = preferencesOf(await runs.state(place.runId), place.iteration);
  return said.find(
    (one) => one.against.runId === against.runId && one.against.iteration === against.iteration,
  );
}

function prefer(
  { iteration }: Place,
  { runId, iteration: other }: Place,
  outcome: Preference["outcome"] | null,
  blind: boolean,
): Command {
  return { type: "prefer", iteration, against: { runId, iteration: other }, outcome, blind };
}
