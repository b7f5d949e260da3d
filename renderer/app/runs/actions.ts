/** What a designer can do to a run. Each asks the main side and tells of failure; results come back as events. */
import { StudioError } from "../../../shared/errors";
import type { StartRequest } from "../../../shared/ipc/domains/runs";
import type { RunHeader } from "../../../shared/run/events";
import { roundsDrawn } from "../../../shared/run/rounds";
import { MAX_ROUNDS, MAX_SEED } from "../../../shared/run/settings";
import { isReached, type LimitName } from "../../../shared/run/spending";
import type { RunState } from "../../../shared/run/state";
import { t } from "../../i18n";
import { ask } from "../ipc";
import { notifyError } from "../toasts";
import { useUi } from "../ui-store";
import { phaseOf } from "./derive";
import type { StopMode } from "./entry";
import { limitsOf } from "./limits";
import { closeRun, currentRun, openRun, setLive, setStopping } from "./run-store";

/** A seed nobody chose, from the platform's random source. */
export function randomSeed(): number {
  const [value = 0] = crypto.getRandomValues(new Uint32Array(1));
  return value % (MAX_SEED + 1);
}

/** Starts a run and shows it. False when it could not be started. */
export async function startRun(request: StartRequest): Promise<boolean> {
  const runId = await startBehind(request);
  if (runId === null) return false;
  useUi.getState().go("studio");
  await openRun(runId);
  return true;
}

/** Starts a run and leaves on screen what is there. Its id, or null when it could not be started. */
export async function startBehind(request: StartRequest): Promise<string | null> {
  try {
    const { runId } = await ask("runs:start", request);
    setLive(runId, true);
    return runId;
  } catch (error) {
    notifyError(t("studio:doing.start"), error, () => void startRun(request));
    return null;
  }
}

/**
 * What a run was asked for, as far as another one may be asked for the same. What the designer answered to the run's
 * question is its wish, and not asked about again.
 */
export function requestLike(
  { prompt, settings }: RunHeader,
  { clarified }: Pick<RunState, "clarified">,
): StartRequest {
  const { rounds, temperature, keepGoing, skill, seed, pace, seconds, bannedSkills, generatorConfig } =
    settings;
  const { candidates, budget, minGain, repair, judgePairs, look } = settings;
  const asks = clarified === undefined ? settings.ask : false;
  return {
    prompt: clarified ?? prompt,
    seed,
    rounds,
    temperature,
    keepGoing,
    skill,
    ...(pace === undefined ? {} : { pace }),
    ...(seconds === undefined ? {} : { seconds }),
    ...(bannedSkills === undefined ? {} : { bannedSkills }),
    ...(generatorConfig === undefined ? {} : { generator: generatorConfig }),
    ...(candidates === undefined ? {} : { candidates }),
    ...(budget === undefined ? {} : { budget }),
    ...(minGain === undefined ? {} : { minGain }),
    ...(repair === undefined ? {} : { repair }),
    ...(asks === undefined ? {} : { ask: asks }),
    ...(judgePairs === undefined ? {} : { judgePairs }),
    ...(look === undefined ? {} : { look }),
  };
}

/** The same request again with another seed: what would have come out by another throw of the dice? */
export async function runAgain(): Promise<void> {
  const state = currentRun()?.state;
  if (state?.header == null) return;
  await startRun({ ...requestLike(state.header, state), seed: randomSeed() });
}

export async function stopRun(mode: StopMode): Promise<void> {
  const run = currentRun();
  if (run === null || !(run.live || phaseOf(run) === "paused")) return;
  setStopping(run.id, mode);
  try {
    await ask("runs:stop", { runId: run.id, mode });
  } catch (error) {
    setStopping(run.id, null);
    notifyError(t("studio:doing.stop"), error, () => void stopRun(mode));
  }
}

/** Room for that many rounds more in every limit that is used up: as much time, tokens and money again. */
async function makeRoom(runId: string, state: RunState, more: number): Promise<void> {
  const { seconds, workedMs, budget, candidates } = state;
  const spent = workedMs / 1000;
  if (seconds !== null && spent >= seconds)
    await ask("runs:seconds", { runId, seconds: Math.ceil(spent + seconds) });
  const up = limitsOf(state, spent).filter(isReached);
  const used = (name: LimitName) => up.find((one) => one.name === name)?.spent ?? null;
  const [images, tokens, money] = [used("images"), used("tokens"), used("money")];
  const change = {
    ...(images === null ? {} : { images: images + more * candidates }),
    ...(tokens === null ? {} : { tokens: tokens + (budget.tokens ?? 0) }),
    ...(money === null ? {} : { money: money + (budget.money ?? 0) }),
  };
  if (Object.keys(change).length > 0) await ask("runs:budget", { runId, budget: change });
}

/**
 * Goes on with the current run; `more` asks for that many rounds beyond those drawn, and for as much again of
 * whatever else was used up. For a paused run this is the word to draw what waits.
 */
export async function resumeRun(more = 0): Promise<void> {
  const run = currentRun();
  if (run === null || phaseOf(run) === "running") return;
  const rounds = Math.min(MAX_ROUNDS, roundsDrawn(run.state) + more);
  try {
    if (more > 0) await makeRoom(run.id, run.state, more);
    await ask("runs:resume", more > 0 ? { runId: run.id, rounds } : { runId: run.id });
    setLive(run.id, true);
  } catch (error) {
    notifyError(t("studio:doing.resume"), error, () => void resumeRun(more));
  }
}

export async function renameRun(runId: string, title: string): Promise<void> {
  try {
    await ask("runs:rename", { runId, title });
  } catch (error) {
    notifyError(t("studio:doing.rename"), error);
  }
}

export async function revealRun(runId: string): Promise<void> {
  try {
    await ask("runs:reveal", { runId });
  } catch (error) {
    notifyError(t("studio:doing.reveal"), error);
  }
}

/** Opens a run from the library; one that is gone is reported and not shown. */
export async function showRun(runId: string): Promise<void> {
  useUi.getState().go("studio");
  await openRun(runId);
}

/** Restores what was open when the studio was closed. A run that is gone is simply not there. */
export async function reopenLastRun(): Promise<void> {
  const { lastRun } = useUi.getState();
  if (lastRun === null) return;
  await openRun(lastRun);
  const run = currentRun();
  if (run?.phase !== "missing") return;
  closeRun();
  if (run.error !== null && run.error.code !== "not-found") {
    notifyError(t("studio:doing.reopen"), StudioError.fromPayload(run.error));
  }
}
