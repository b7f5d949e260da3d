/** Everything that can be done to runs, for the window, the terminal and the benchmarks alike. */

import { asStudioError, StudioError } from "../../shared/errors";
import type { RunSnapshot, StartRequest } from "../../shared/ipc/contract";
import { isDurable, type RunEvent } from "../../shared/run/events";
import { reduceAll } from "../../shared/run/reduce";
import { defaultRunSettings, type RunSettings } from "../../shared/run/settings";
import { emptyRunState, type RunState } from "../../shared/run/state";
import type { Settings } from "../../shared/settings";
import type { SkillShelf } from "../agent/roles";
import { type Command, steer } from "../agent/steering";
import type { ComposedRoles } from "../compose-roles";
import {
  type LibraryIndex,
  newRunId,
  openImages,
  openJournal,
  type RunsFolder,
  readJournal,
} from "../storage";
import { wallClock } from "./clock";
import { LiveRun } from "./live-run";
import { titleOf } from "./title";

export interface RunsDeps {
  readonly folder: RunsFolder;
  readonly index: LibraryIndex;
  readonly settings: () => Settings;
  /** Roles for a new stretch of work, from the settings of the moment. */
  readonly composeRoles: () => ComposedRoles;
  readonly skills: SkillShelf;
  readonly onEvent: (runId: string, event: RunEvent) => void;
  readonly onLive: (runId: string, live: boolean) => void;
  readonly onLibraryChanged: () => void;
  /** Told of faults that no caller is waiting for, such as a disk that filled up during a run. */
  readonly onFault: (error: StudioError, runId: string) => void;
}

interface Working {
  readonly run: LiveRun;
  readonly ended: Promise<RunState>;
}

export class RunsService {
  readonly #deps: RunsDeps;
  readonly #working = new Map<string, Working>();
  /** Runs being opened or changed right now: two journals on one file must never be open at once. */
  readonly #held = new Map<string, Promise<unknown>>();

  constructor(deps: RunsDeps) {
    this.#deps = deps;
  }

  isLive(runId: string): boolean {
    return this.#working.has(runId);
  }

  /** Begins a run and returns once it stands in its journal; the work goes on by itself. */
  async start(request: StartRequest): Promise<{ runId: string; ended: Promise<RunState> }> {
    const { roles, generatorName, rolesName } = this.#deps.composeRoles();
    const settings = runSettings(request, this.#deps.settings(), generatorName, rolesName);
    const id = newRunId();
    const title = titleOf(request.prompt);
    const folder = await this.#deps.folder.create({ id, title, at: wallClock.now() });
    const { journal } = await openJournal(folder);
    const run = {
      id,
      title,
      prompt: request.prompt,
      settings,
      ...(request.branchOf === undefined ? {} : { branchOf: request.branchOf }),
    };
    try {
      const created = await journal.append({ type: "run-created", run });
      const state = reduceAll([created]);
      this.#announce(id, folder, created, state);
      const images = await openImages(folder);
      const live = new LiveRun({ ...this.#parts(id, folder), journal, state, roles, images });
      return { runId: id, ended: this.#work(live) };
    } catch (error) {
      await journal.close();
      throw error;
    }
  }

  /**
   * Goes on with a run that rests: stopped, failed, interrupted, or finished when asked for more rounds.
   * @throws StudioError "busy" when it is already being worked on, "not-found", "corrupt-data".
   */
  async resume(runId: string, rounds?: number): Promise<{ ended: Promise<RunState> }> {
    return this.#hold(runId, async () => {
      if (this.isLive(runId)) throw stillWorking();
      const folder = await this.#deps.folder.locate(runId);
      const { roles } = this.#deps.composeRoles();
      const { journal, events } = await openJournal(folder);
      try {
        let state = reduceAll(events);
        assertReadable(state, folder);
        for (const body of resumption(state, rounds)) {
          const event = await journal.append(body);
          state = reduceAll([event], state);
          this.#announce(runId, folder, event, state);
        }
        const images = await openImages(folder);
        const live = new LiveRun({ ...this.#parts(runId, folder), journal, state, roles, images });
        return { ended: this.#work(live) };
      } catch (error) {
        await journal.close();
        throw error;
      }
    });
  }

  /** Carries out a designer's command, on a run at work through its loop, on one at rest straight in its journal. */
  async command(runId: string, command: Command): Promise<void> {
    await this.#hold(runId, async () => {
      const working = this.#working.get(runId);
      if (working === undefined) return this.#changeAtRest(runId, command);
      try {
        await working.run.post(command);
      } catch (error) {
        if (!(error instanceof StudioError) || error.code !== "busy") throw error;
        await working.ended.catch(() => undefined);
        await this.#changeAtRest(runId, command);
      }
    });
  }

  /** A run's whole journal, and whether it is being worked on. */
  async snapshot(runId: string): Promise<RunSnapshot> {
    const folder = await this.#deps.folder.locate(runId);
    const { events, damaged } = await readJournal(folder);
    return { events: [...events], damaged, folder, live: this.isLive(runId) };
  }

  /** The run's state from its journal. */
  async state(runId: string): Promise<RunState> {
    const working = this.#working.get(runId);
    if (working !== undefined) return working.run.state;
    return reduceAll((await this.snapshot(runId)).events);
  }

  /** Stops work on the run if there is any, then moves its folder to the trash. */
  async trash(runId: string): Promise<void> {
    const working = this.#working.get(runId);
    if (working !== undefined) {
      await this.command(runId, { type: "stop", mode: "now" });
      await working.ended.catch(() => undefined);
    }
    await this.#hold(runId, () => this.#deps.folder.trash(runId));
    await this.#deps.index.remove(runId);
    this.#deps.onLibraryChanged();
  }

  async restore(runId: string): Promise<void> {
    const folder = await this.#deps.folder.restore(runId);
    const { events } = await readJournal(folder);
    await this.#list(reduceAll(events), folder);
  }

  /** Leaves every run where it is, resumable, and waits until their journals are closed. */
  async close(): Promise<void> {
    const all = [...this.#working.values()];
    for (const { run } of all) run.abandon();
    await Promise.allSettled(all.map(({ ended }) => ended));
  }

  #parts(id: string, folder: string) {
    return {
      id,
      folder,
      skills: this.#deps.skills,
      clock: wallClock,
      onEvent: (event: RunEvent, state: RunState) => this.#announce(id, folder, event, state),
    };
  }

  #work(run: LiveRun): Promise<RunState> {
    const ended = run.work().finally(async () => {
      this.#working.delete(run.id);
      this.#deps.onLive(run.id, false);
      await this.#list(run.state, run.folder);
    });
    this.#working.set(run.id, { run, ended });
    this.#deps.onLive(run.id, true);
    ended.catch((error: unknown) => this.#deps.onFault(asStudioError(error), run.id));
    return ended;
  }

  #announce(runId: string, folder: string, event: RunEvent, state: RunState): void {
    this.#deps.onEvent(runId, event);
    // The index never rejects: what it misses, it reads from the folder at the next start.
    if (event.seq !== null && changesSummary(event)) void this.#list(state, folder);
  }

  /** Brings the library's row of a run up to date and says so. */
  async #list(state: RunState, folder: string): Promise<void> {
    await this.#deps.index.upsert(state, folder);
    this.#deps.onLibraryChanged();
  }

  async #changeAtRest(runId: string, command: Command): Promise<void> {
    const folder = await this.#deps.folder.locate(runId);
    const { journal, events } = await openJournal(folder);
    try {
      let state = reduceAll(events);
      assertReadable(state, folder);
      for (const body of steer(state, command)) {
        if (!isDurable(body)) continue;
        const event = await journal.append(body);
        state = reduceAll([event], state);
        this.#announce(runId, folder, event, state);
      }
    } finally {
      await journal.close();
    }
  }

  /** Serves callers for one run in order. */
  async #hold<T>(runId: string, task: () => Promise<T>): Promise<T> {
    const before = this.#held.get(runId) ?? Promise.resolve();
    const turn = before.then(task, task);
    this.#held.set(runId, turn);
    try {
      return await turn;
    } finally {
      if (this.#held.get(runId) === turn) this.#held.delete(runId);
    }
  }
}

function runSettings(
  request: StartRequest,
  settings: Settings,
  generator: string,
  roles: string,
): RunSettings {
  return {
    rounds: request.rounds ?? settings.rounds,
    seed: request.seed ?? defaultRunSettings.seed,
    size: defaultRunSettings.size,
    temperature: request.temperature ?? settings.temperature,
    keepGoing: request.keepGoing ?? settings.keepGoing,
    skill: request.skill ?? { mode: "auto" },
    generator,
    roles,
  };
}

function resumption(state: RunState, rounds: number | undefined) {
  const more = rounds !== undefined && rounds !== state.rounds;
  return [
    ...(more ? [{ type: "rounds-changed" as const, rounds }] : []),
    // A run that was cut off still says "running": saying so again marks the place where it was taken up.
    { type: "run-resumed" as const },
  ];
}

function assertReadable(state: RunState, folder: string): void {
  if (state === emptyRunState || state.header === null) {
    throw new StudioError("corrupt-data", `The journal in ${folder} has no readable beginning.`, {
      remedy: "Restore the folder from a backup, or start the prompt again as a new run.",
    });
  }
}

function stillWorking(): StudioError {
  return new StudioError("busy", "This run is being worked on already.", {
    remedy: "Wait for it to rest, or stop it first.",
  });
}

/** Events that show in the library's row of a run. */
function changesSummary(event: RunEvent): boolean {
  return !["usage-recorded", "criterion-judged", "words-unknown"].includes(event.type);
}
