/** Everything that can be done to runs, for the window, the terminal and the benchmarks alike. */
import { rm } from "node:fs/promises";
import type { GeneratorConfig } from "../../shared/backends";
import { asStudioError, type StudioError } from "../../shared/errors";
import type { Place } from "../../shared/ipc/domains/common";
import type { BulkReport } from "../../shared/ipc/domains/library";
import type { RunSnapshot, StartRequest } from "../../shared/ipc/domains/runs";
import type { DurableBody, Rating } from "../../shared/run/events";
import { reduceAll } from "../../shared/run/reduce";
import { emptyRunState, type RunState } from "../../shared/run/state";
import type { Settings } from "../../shared/settings";
import type { ExperienceStore, Roles, SkillShelf } from "../agent/roles";
import type { Command } from "../agent/steering";
import { nextStep } from "../agent/steps";
import type { ComposedRoles } from "../compose-roles";
import { newRunId, openImages, openJournal, readJournal } from "../storage";
import { asksAgain, bodiesAtRest } from "./at-rest";
import { forEach } from "./bulk";
import { wallClock } from "./clock";
import { type Ancestor, assertIteration, inherit } from "./inheritance";
import { Journals, type JournalsDeps, type OpenRun } from "./journals";
import { LiveRun, posted, type Working } from "./live-run";
import { headerOf } from "./new-run";
import { rateAll, statePreference } from "./opinions";
import { Turns } from "./turns";

export interface RunsDeps extends JournalsDeps {
  readonly settings: () => Settings;
  /** Roles for a new stretch of work, from the settings of the moment; `generator` is the run's own choice. */
  readonly composeRoles: (generator?: GeneratorConfig) => ComposedRoles;
  readonly skills: SkillShelf;
  /** What earlier runs learnt; it hears what this one learns. */
  readonly memory?: ExperienceStore & NonNullable<JournalsDeps["memory"]>;
  readonly onLive: (runId: string, live: boolean) => void;
  /** Told of faults that no caller is waiting for, such as a disk that filled up during a run. */
  readonly onFault: (error: StudioError, runId: string) => void;
}

export class RunsService {
  readonly #deps: RunsDeps;
  readonly #working = new Map<string, Working>();
  readonly #turns = new Turns();
  readonly #journals: Journals;

  constructor(deps: RunsDeps) {
    this.#deps = deps;
    this.#journals = new Journals(deps);
  }

  isLive(runId: string): boolean {
    return this.#working.has(runId);
  }

  /**
   * Begins a run and returns once it stands in its journal; the work goes on by itself. A branch has what it takes
   * over from its ancestor in its own folder then; the ancestor's is only read.
   * @throws StudioError "not-found" for a branch of what is not there, "bad-input", "storage".
   */
  async start(request: StartRequest): Promise<{ runId: string; ended: Promise<RunState> }> {
    const composed = this.#deps.composeRoles(request.generator);
    const id = newRunId();
    const run = headerOf(id, request, this.#deps.settings(), composed);
    const ancestor = await this.#ancestorOf(request);
    const folder = await this.#deps.folder.create({ id, title: run.title, at: wallClock.now() });
    const open = await this.#begun(id, folder, request, ancestor);
    try {
      const bodies: readonly DurableBody[] = [{ type: "run-created", run }, ...open.heritage];
      const live = await this.#loop(open, composed.roles, emptyRunState, bodies);
      return { runId: id, ended: this.#work(live) };
    } catch (error) {
      await open.journal.close();
      throw error;
    }
  }

  /** A new run's folder with all that its journal will speak of; nothing is left of one that cannot be filled. */
  async #begun(id: string, folder: string, request: StartRequest, ancestor: Ancestor | null) {
    try {
      const heritage = ancestor === null ? [] : await inherit(request, ancestor, await openImages(folder));
      const { journal } = await openJournal(folder);
      return { id, folder, journal, heritage };
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** The run a branch takes something over from; null where it takes nothing. */
  async #ancestorOf({ branchOf, branch }: StartRequest): Promise<Ancestor | null> {
    if (branchOf === undefined || branch === undefined) return null;
    if (!branch.keepCriteria && !branch.keepMemory) return null;
    const folder = await this.#deps.folder.locate(branchOf.runId);
    const state = await this.state(branchOf.runId);
    assertIteration(state, branchOf.iteration);
    return { folder, state };
  }

  /**
   * Goes on with a run that rests: paused, stopped, failed, interrupted, or finished when asked for more rounds.
   * @throws StudioError "busy" when it is already being worked on, "not-found", "corrupt-data", "bad-input".
   */
  resume(runId: string, rounds?: number): Promise<{ ended: Promise<RunState> }> {
    return this.#goOn(runId, { type: "resume", ...(rounds === undefined ? {} : { rounds }) });
  }

  /**
   * Goes on with a run that rests because it asked the designer something; null: the prompt is meant as typed.
   * @throws StudioError "bad-input" when no question is open, "not-found", "corrupt-data".
   */
  answer(runId: string, prompt: string | null): Promise<{ ended: Promise<RunState> }> {
    return this.#goOn(runId, { type: "answer", prompt });
  }

  #goOn(runId: string, command: Command): Promise<{ ended: Promise<RunState> }> {
    return this.#turns.take(runId, async () => {
      const working = this.#working.get(runId);
      if (working !== undefined && (await posted(working, command))) return { ended: working.ended };
      const live = await this.#wake(runId, command);
      return { ended: this.#work(live) };
    });
  }

  /** Carries out a designer's command, on a run at work through its loop, on one at rest straight in its journal. */
  async command(runId: string, command: Command): Promise<void> {
    await this.#turns.take(runId, async () => {
      const working = this.#working.get(runId);
      if (working !== undefined && (await posted(working, command))) return;
      if (command.type === "reverify") await this.#reverify(runId, command);
      else await this.#changeAtRest(runId, command);
    });
  }

  /** Rates images of any runs. @throws StudioError that says what could not be rated; the others are. */
  rate(items: readonly Place[], rating: Rating | null): Promise<void> {
    return rateAll(this, items, rating);
  }

  /** Keeps the designer's choice between two images, in the journals of both. @throws StudioError. */
  prefer(a: Place, b: Place, pick: "a" | "b" | "tie" | null, blind: boolean): Promise<void> {
    return statePreference(this, a, b, pick, blind);
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

  /** Stops work on runs if there is any, then moves their folders to the trash; those that stay say why. */
  async trash(runIds: readonly string[]): Promise<BulkReport> {
    const report = await forEach(runIds, (runId) => this.#throwAway(runId));
    await this.#deps.index.remove(...report.done);
    this.#deps.onLibraryChanged();
    return report;
  }

  async #throwAway(runId: string): Promise<void> {
    const working = this.#working.get(runId);
    if (working !== undefined) {
      await this.command(runId, { type: "stop", mode: "now" });
      await working.ended.catch(() => undefined);
    }
    await this.#turns.take(runId, () => this.#deps.folder.trash(runId));
  }

  /** Brings runs back from the trash; those that cannot come back say why. */
  async restore(runIds: readonly string[]): Promise<BulkReport> {
    const listed: Promise<void>[] = [];
    const report = await forEach(runIds, async (runId) => {
      const folder = await this.#deps.folder.restore(runId);
      const { events } = await readJournal(folder);
      listed.push(this.#deps.index.upsert(reduceAll(events), folder));
    });
    await Promise.all(listed);
    this.#deps.onLibraryChanged();
    return report;
  }

  /** Leaves every run where it is, resumable, and waits until their journals are closed. */
  async close(): Promise<void> {
    const all = [...this.#working.values()];
    for (const { run } of all) run.abandon();
    await Promise.allSettled(all.map(({ ended }) => ended));
  }

  #work(run: LiveRun): Promise<RunState> {
    const ended = run.work().finally(async () => {
      this.#working.delete(run.id);
      this.#deps.onLive(run.id, false);
      await this.#journals.list(run.state, run.folder);
    });
    this.#working.set(run.id, { run, ended });
    this.#deps.onLive(run.id, true);
    ended.catch((error: unknown) => this.#deps.onFault(asStudioError(error), run.id));
    return ended;
  }

  async #changeAtRest(runId: string, command: Command): Promise<void> {
    const { state, ...open } = await this.#journals.open(runId);
    let bodies: readonly DurableBody[];
    try {
      bodies = bodiesAtRest(state, command);
      await this.#journals.write(open, state, bodies);
    } finally {
      await open.journal.close();
    }
    if (asksAgain(bodies)) await this.#lookAgain(runId);
  }

  /** What the designer said stands in any case; who is to look again may be out of reach. */
  async #lookAgain(runId: string): Promise<void> {
    try {
      await this.#judgeAgain(await this.#awake(await this.#journals.open(runId), () => []));
    } catch (error) {
      this.#deps.onFault(asStudioError(error), runId);
    }
  }

  /** Judges an image of a run at rest again: the loop works until that is done, and leaves the run at rest. */
  async #reverify(runId: string, command: Command): Promise<void> {
    await this.#judgeAgain(await this.#wake(runId, command));
  }

  async #judgeAgain(live: LiveRun): Promise<void> {
    if (nextStep(live.state).kind === "reverify") this.#work(live).catch(() => undefined);
    else await live.close();
  }

  /** Opens a run at rest, with the command carried out, to be worked on. */
  async #wake(runId: string, command: Command): Promise<LiveRun> {
    const open = await this.#journals.open(runId);
    return this.#awake(open, (state) => bodiesAtRest(state, command));
  }

  /** Roles first: they may be refused a key. */
  async #awake(
    { state, ...open }: OpenRun & { readonly state: RunState },
    bodies: (state: RunState) => readonly DurableBody[],
  ): Promise<LiveRun> {
    try {
      const { roles } = this.#deps.composeRoles(state.header?.settings.generatorConfig);
      return await this.#loop(open, roles, state, bodies(state));
    } catch (error) {
      await open.journal.close();
      throw error;
    }
  }

  /** A loop over a run whose journal goes on with these events. */
  async #loop(open: OpenRun, roles: Roles, from: RunState, bodies: readonly DurableBody[]): Promise<LiveRun> {
    const state = await this.#journals.write(open, from, bodies);
    const images = await openImages(open.folder);
    const { skills, memory } = this.#deps;
    return new LiveRun({
      ...open,
      state,
      roles,
      images,
      skills,
      ...(memory === undefined ? {} : { experiences: memory }),
      clock: wallClock,
      onEvent: (event, now) => this.#journals.announce(open.id, open.folder, event, now),
    });
  }
}
