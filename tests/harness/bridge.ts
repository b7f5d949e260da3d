/**
 * A stand-in for the main side, for looking at the renderer without one. It speaks the real contract over
 * journals of `journal.ts`. Never part of the product: only the harness page imports it.
 */
import { StudioError } from "../../shared/errors";
import { channels, imageUrl, newsChannels } from "../../shared/ipc/channels";
import type {
  Channel,
  EngineStatus,
  Input,
  NewsChannel,
  NewsPayload,
  Output,
  Reply,
  RunSummary,
  StudioBridge,
} from "../../shared/ipc/contract";
import type { DurableBody, JournalEvent, RunEvent } from "../../shared/run/events";
import { reduceAll } from "../../shared/run/reduce";
import { bestOf } from "../../shared/run/state";
import { defaultSettings, type SecretStatus, type Settings } from "../../shared/settings";
import { attempt, criteria, opening, stageNews } from "./journal";
import { skills as shelf, skillTexts } from "./shelf";

export interface HarnessRun {
  readonly id: string;
  events: JournalEvent[];
  live: boolean;
}

export interface HarnessWorld {
  readonly runs: HarnessRun[];
  settings: Settings;
  secrets: SecretStatus;
  engine: EngineStatus;
  keysAreSafe: boolean;
  /** Milliseconds between two events of a run that is being played. */
  pace: number;
}

type Handlers = { [C in Channel]: (input: Input<C>) => Promise<Output<C>> | Output<C> };
type Listener = (payload: never) => void;

export const readyEngine: EngineStatus = {
  state: "ready",
  provider: "ONNX Runtime · CPU",
  models: [
    { name: "Flatland layout", loaded: true, ms: 214 },
    { name: "Flatland detector", loaded: true, ms: 167 },
    { name: "PP-OCR lettering", loaded: false, ms: null },
  ],
  error: null,
  restarts: 0,
};

export function newWorld(): HarnessWorld {
  return {
    runs: [],
    settings: { ...defaultSettings },
    secrets: { generator: "none", chat: "none" },
    engine: readyEngine,
    keysAreSafe: true,
    pace: 70,
  };
}

const vocabulary = new Set(
  "a an the and of in on to that says say sign four three two five white plastic wooden glass striped left right front behind bicycle bicycles cow cows violin flamingos flamingo kites kite along row half lower upper open air exactly under them made".split(
    " ",
  ),
);

function summaryOf(run: HarnessRun): RunSummary {
  const state = reduceAll(run.events);
  const best = bestOf(state);
  const shown = state.iterations.find((it) => it.n === best);
  const status = run.live ? "running" : state.status === "running" ? "interrupted" : state.status;
  return {
    id: run.id,
    title: state.header?.title ?? "",
    prompt: state.header?.prompt ?? "",
    createdAt: state.createdAt,
    updatedAt: state.updatedAt,
    status: status === "new" ? "interrupted" : status,
    images: state.iterations.filter((it) => it.image !== null).length,
    best,
    passed: shown?.score?.passed ?? 0,
    total: shown?.score?.total ?? 0,
    skill: state.routing?.chosen ?? null,
    cover: shown?.image ? imageUrl(run.id, shown.image.ref.file) : null,
  };
}

/** Builds the bridge over a world. `play` begins the loop's work on a run as if it were live. */
export function harnessBridge(world: HarnessWorld): StudioBridge & { play: (id: string) => void } {
  const listeners = new Map<NewsChannel, Set<Listener>>();
  const tell = <N extends NewsChannel>(channel: N, payload: NewsPayload<N>) => {
    for (const listener of listeners.get(channel) ?? [])
      (listener as (payload: NewsPayload<N>) => void)(payload);
  };
  const find = (runId: string): HarnessRun => {
    const run = world.runs.find((one) => one.id === runId);
    if (run === undefined)
      throw new StudioError("not-found", "There is no such run.", { remedy: "Look in the library." });
    return run;
  };
  const append = (run: HarnessRun, body: DurableBody): JournalEvent => {
    const event = { v: 1, seq: run.events.length, at: Date.now(), ...body } as JournalEvent;
    run.events.push(event);
    tell("run-events", { runId: run.id, events: [event] });
    return event;
  };
  const end = (run: HarnessRun) => {
    run.live = false;
    tell("run-live", { runId: run.id, live: false });
    tell("library-changed", {});
  };
  const stopWishes = new Map<string, "now" | "after-this">();

  const play = async (run: HarnessRun, script: DurableBody[]): Promise<void> => {
    const rest = () => new Promise((done) => setTimeout(done, world.pace));
    const passing = (event: RunEvent) => tell("run-events", { runId: run.id, events: [event] });
    run.live = true;
    tell("run-live", { runId: run.id, live: true });
    for (const body of script) {
      await rest();
      const wish = stopWishes.get(run.id);
      if (wish === "now" || (wish === "after-this" && body.type === "experience-distilled")) {
        stopWishes.delete(run.id);
        append(run, { type: "run-stopped", mode: wish });
        end(run);
        return;
      }
      if (body.type === "image-generated") {
        for (const fraction of [0.2, 0.4, 0.6, 0.8, 1]) {
          passing({
            v: 1,
            seq: null,
            at: Date.now(),
            type: "generation-progress",
            iteration: body.iteration,
            fraction,
            label: "Placing objects",
          });
          await rest();
        }
      }
      const news = stageNews(append(run, body));
      if (news !== null) passing(news);
    }
    end(run);
  };

  const script = (from: number): DurableBody[] => {
    const bodies: DurableBody[] = [];
    for (let n = from; n <= 4; n += 1) bodies.push(...attempt(n, criteria));
    bodies.push({ type: "run-finished", reason: "all-passed", best: Math.max(4, from - 1) });
    return bodies;
  };

  const handlers: Handlers = {
    "app:info": () => ({
      version: "0.1.0",
      electron: "25.1.1",
      platform: "linux x64",
      dataFolder: "/home/ada/.config/GEMS Studio",
      keysAreSafe: world.keysAreSafe,
    }),
    "runs:start": (request) => {
      const id = `run${(world.runs.length + 1).toString().padStart(5, "0")}`;
      const run: HarnessRun = { id, events: [], live: true };
      world.runs.unshift(run);
      const start = opening({
        id,
        startedAt: Date.now(),
        prompt: request.prompt,
        title: request.prompt.slice(0, 60),
        rounds: request.rounds ?? 5,
      });
      const [created, ...others] = start;
      if (created !== undefined) append(run, created);
      void play(run, [...others, ...script(1)]);
      return { runId: id };
    },
    "runs:stop": ({ runId, mode }) => {
      if (mode !== "skip") stopWishes.set(runId, mode);
      return undefined;
    },
    "runs:resume": ({ runId }) => {
      const run = find(runId);
      append(run, { type: "run-resumed" });
      const drawn = reduceAll(run.events).iterations.filter((it) => it.judged).length;
      void play(run, script(drawn + 1));
      return undefined;
    },
    "runs:list": ({ query, limit, offset }) => {
      const words = query.toLowerCase();
      const found = world.runs
        .map(summaryOf)
        .filter((run) => `${run.title} ${run.prompt}`.toLowerCase().includes(words));
      return { runs: found.slice(offset, offset + limit), total: found.length };
    },
    "runs:get": ({ runId }) => {
      const run = find(runId);
      return {
        events: [...run.events],
        live: run.live,
        folder: `/home/ada/GEMS/runs/2025-11-22-bicycles-and-cows-${runId}`,
        damaged: 0,
      };
    },
    "runs:rename": ({ runId, title }) => void append(find(runId), { type: "run-renamed", title }),
    "runs:trash": ({ runId }) => {
      const run = find(runId);
      trashed.set(runId, { run, at: world.runs.indexOf(run) });
      world.runs.splice(world.runs.indexOf(run), 1);
      return undefined;
    },
    "runs:restore": ({ runId }) => {
      const gone = trashed.get(runId);
      if (gone !== undefined) world.runs.splice(gone.at, 0, gone.run);
      return undefined;
    },
    "runs:editCriteria": ({ runId, criteria: next }) =>
      void append(find(runId), { type: "criteria-edited", criteria: next }),
    "runs:override": ({ runId, ...rest }) =>
      void append(find(runId), { type: "verdict-overridden", ...rest }),
    "runs:pin": ({ runId, iteration }) => void append(find(runId), { type: "best-pinned", iteration }),
    "runs:reveal": () => undefined,
    "runs:export": ({ iteration, format }) => ({
      path: `/home/ada/Pictures/bicycles-and-cows-${iteration}.${format}`,
    }),
    "runs:contactSheet": () => ({ path: "/home/ada/Pictures/bicycles-and-cows-sheet.png" }),
    "library:rebuild": () => ({ runs: world.runs.length }),
    "prompt:inspect": ({ prompt }) => ({
      unknownWords: [...new Set(prompt.toLowerCase().match(/[a-z]+/g) ?? [])].filter(
        (word) => !vocabulary.has(word),
      ),
    }),
    "skills:list": () =>
      shelf.map((skill) => ({
        ...skill,
        enabled: !world.settings.disabledSkills.includes(skill.manifest.name),
      })),
    "skills:read": ({ name }) => skillTexts(name),
    "skills:setEnabled": ({ name, enabled }) => {
      const others = world.settings.disabledSkills.filter((one) => one !== name);
      world.settings = { ...world.settings, disabledSkills: enabled ? others : [...others, name] };
      tell("skills-changed", {});
      return undefined;
    },
    "skills:install": ({ replace }) => {
      if (replace !== true) {
        throw new StudioError("skill-exists", "A skill named “spatial-layout” is already installed.", {
          remedy: "Replace it or keep the old one.",
        });
      }
      return { installed: ["spatial-layout"] };
    },
    "skills:uninstall": () => undefined,
    "skills:reveal": () => undefined,
    "settings:get": () => world.settings,
    "settings:set": (change) => {
      world.settings = { ...world.settings, ...change } as Settings;
      tell("settings-changed", world.settings);
      return world.settings;
    },
    "secrets:set": ({ slot }) => {
      world.secrets = { ...world.secrets, [slot]: world.keysAreSafe ? "stored" : "session" };
      return world.secrets;
    },
    "secrets:clear": ({ slot }) => {
      world.secrets = { ...world.secrets, [slot]: "none" };
      return world.secrets;
    },
    "secrets:status": () => world.secrets,
    "connections:test": () => ({
      ok: false,
      ms: 12,
      detail: "",
      error: {
        code: "unreachable",
        message: "Nothing answers at http://localhost:8000.",
        remedy: "Start the server, or check the address and port.",
        retryable: true,
        detail: "connect ECONNREFUSED 127.0.0.1:8000",
      },
    }),
    "engine:status": () => world.engine,
    "engine:restart": () => {
      world.engine = { ...readyEngine, restarts: world.engine.restarts + 1 };
      return world.engine;
    },
  };
  const trashed = new Map<string, { run: HarnessRun; at: number }>();

  const ask =
    (channel: Channel) =>
    async (input: never): Promise<Reply<unknown>> => {
      try {
        return { ok: true, value: await (handlers[channel] as (input: never) => unknown)(input) };
      } catch (error) {
        if (error instanceof StudioError) return { ok: false, error: error.toPayload() };
        throw error;
      }
    };
  const on = (channel: NewsChannel) => (listener: Listener) => {
    const known = listeners.get(channel) ?? new Set();
    listeners.set(channel, known.add(listener));
    return () => known.delete(listener);
  };
  return {
    ask: Object.fromEntries(channels.map((channel) => [channel, ask(channel)])),
    on: Object.fromEntries(newsChannels.map((channel) => [channel, on(channel)])),
    pathOf: (file: File) => `/home/ada/Downloads/${file.name}`,
    play: (id: string) => {
      const run = find(id);
      const drawn = reduceAll(run.events).iterations.filter((it) => it.judged).length;
      void play(run, script(drawn + 1));
    },
  } as unknown as StudioBridge & { play: (id: string) => void };
}
