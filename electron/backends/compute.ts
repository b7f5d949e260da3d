/**
 * What this computer can compute with: tries every execution provider in a process of its own, so that a bad driver
 * takes nothing else down, and decides how a model is run.
 */
import { isCancelled, StudioError, throwIfCancelled } from "../../shared/errors";
import {
  type ComputeSettings,
  type ComputeState,
  type ComputeWay,
  isWorthwhile,
  type ProviderName,
  providersOf,
  providerTitles,
  type Refusal,
  type Trial,
} from "../../shared/inference/compute";
import type { Engine } from "../inference/client";
import { inGigabytes } from "./model-memory";

export interface ComputeDeps {
  /** As `process.platform` says it. */
  readonly platform: string;
  readonly settings: () => ComputeSettings;
  /** Starts a process to try providers in. */
  readonly openTrials: () => Pick<Engine, "tryProvider" | "close">;
  readonly onChanged: (state: ComputeState) => void;
}

/** A model that is to be computed. */
export interface Weight {
  readonly folder: string;
  readonly name: string;
  /** What its files take. */
  readonly modelBytes: number;
}

const untried: Trial = { standing: "untried", detail: "", timings: [] };

export class Compute {
  readonly #deps: ComputeDeps;
  readonly #offered: readonly ProviderName[];
  readonly #trials = new Map<ProviderName, Trial>();
  /** Where drawing ended the process, by folder. */
  readonly #fallen = new Map<string, Refusal>();
  #busy: ComputeState["busy"] = null;
  /** One series of trials at a time. */
  #turn: Promise<void> = Promise.resolve();
  #measuring: AbortController | null = null;

  constructor(deps: ComputeDeps) {
    this.#deps = deps;
    this.#offered = providersOf(deps.platform);
  }

  state(): ComputeState {
    const providers = this.#offered.map((name) => ({ name, ...(this.#trials.get(name) ?? untried) }));
    return { providers, busy: this.#busy };
  }

  /** Tries every provider that has not been tried since the start. @throws CancelledError */
  async look(signal: AbortSignal): Promise<ComputeState> {
    await this.#series(false, () => this.#offered.filter((name) => !this.#trials.has(name)), signal);
    return this.state();
  }

  /**
   * Tries all of them anew and measures those that work. What crashed under a model is given another chance.
   * @throws CancelledError after `stop`; what was measured by then stands.
   */
  async measure(): Promise<ComputeState> {
    this.stop();
    const controller = new AbortController();
    this.#measuring = controller;
    this.#fallen.clear();
    try {
      await this.#series(true, () => this.#offered, controller.signal);
      return this.state();
    } finally {
      if (this.#measuring === controller) this.#measuring = null;
    }
  }

  /** Ends measuring. */
  stop(): void {
    this.#measuring?.abort();
  }

  /**
   * How a model is to be computed by the settings of the moment.
   * @throws StudioError "settings" for a model that is larger than allowed, CancelledError
   */
  async wayFor(model: Weight, signal: AbortSignal): Promise<ComputeWay> {
    const { provider: choice, processorLimit } = this.#deps.settings();
    if (choice !== "cpu") await this.look(signal);
    const wanted = choice === "auto" ? this.#worthwhile() : choice === "cpu" ? [] : [choice];
    const refused = wanted.flatMap((provider): readonly Refusal[] => {
      const reason = this.#objection(provider, model);
      return reason === null ? [] : [{ provider, reason }];
    });
    const providers = wanted.filter((name) => refused.every(({ provider }) => provider !== name));
    if (processorLimit === null || model.modelBytes <= processorLimit * 1e6) {
      return { providers: [...providers, "cpu"], refused };
    }
    if (providers.length === 0) throw tooLarge(model, processorLimit, refused);
    return { providers, refused };
  }

  /** The process ended while this model was computed by this provider: it is not asked again. */
  fell({ folder }: Pick<Weight, "folder">, provider: ProviderName): void {
    this.#fallen.set(folder, { provider, reason: "the inference process ended while drawing with it" });
  }

  #worthwhile(): readonly ProviderName[] {
    const processor = this.#trials.get("cpu");
    return this.#offered.filter(
      (name) => name !== "cpu" && isWorthwhile(this.#trials.get(name) ?? untried, processor),
    );
  }

  /** Why a provider is not even asked; null where nothing speaks against it. */
  #objection(provider: ProviderName, { folder, name, modelBytes }: Weight): string | null {
    const trial = this.#trials.get(provider);
    if (trial === undefined) return "it does not exist on this system";
    if (trial.standing !== "works") return objections[trial.standing](trial.detail);
    const { graphicsLimit } = this.#deps.settings();
    if (graphicsLimit !== null && modelBytes > graphicsLimit * 1e6) {
      return `the files of ${name} take ${inGigabytes(modelBytes)}, and ${inGigabytes(graphicsLimit * 1e6)} are allowed on graphics cards`;
    }
    const fallen = this.#fallen.get(folder);
    return fallen?.provider === provider ? fallen.reason : null;
  }

  /** Waits for its turn, then tries one provider after the other. */
  async #series(measure: boolean, names: () => readonly ProviderName[], signal: AbortSignal): Promise<void> {
    const before = this.#turn;
    let done: () => void = () => undefined;
    this.#turn = new Promise((resolve) => {
      done = resolve;
    });
    try {
      await before;
      throwIfCancelled(signal);
      const todo = names();
      if (todo.length > 0) await this.#tryAll(todo, measure, signal);
    } finally {
      done();
    }
  }

  async #tryAll(names: readonly ProviderName[], measure: boolean, signal: AbortSignal): Promise<void> {
    const engine = this.#deps.openTrials();
    try {
      for (const provider of names) {
        this.#tell({ provider, measuring: measure });
        this.#trials.set(provider, await trialOf(engine, provider, measure, signal));
      }
    } finally {
      this.#tell(null);
      await engine.close();
    }
  }

  #tell(busy: ComputeState["busy"]): void {
    this.#busy = busy;
    this.#deps.onChanged(this.state());
  }
}

async function trialOf(
  engine: Pick<Engine, "tryProvider">,
  provider: ProviderName,
  measure: boolean,
  signal: AbortSignal,
): Promise<Trial> {
  try {
    return await engine.tryProvider({ provider, measure }, signal);
  } catch (error) {
    if (isCancelled(error)) throw error;
    if (!(error instanceof StudioError)) throw error;
    const standing = error.code === "engine-crashed" ? "crashed" : "failed";
    return { standing, detail: [error.message, error.detail ?? ""].join("\n").trim(), timings: [] };
  }
}

const firstOf = (detail: string): string => detail.split("\n", 1)[0] ?? "";

const objections: Readonly<Record<Exclude<Trial["standing"], "works">, (detail: string) => string>> = {
  untried: () => "it has not been tried",
  absent: () => "the studio comes without it on this system",
  "no-device": (detail) => `no graphics card or driver for it was found (${firstOf(detail)})`,
  wrong: (detail) => `its numbers are wrong here (${detail})`,
  crashed: () => "trying it ended the process it ran in",
  failed: (detail) => `it failed when tried (${firstOf(detail)})`,
};

/** What is told of an image that something else computed than what was to; null where all went as wished. */
export function insteadNote(refused: readonly Refusal[], used: ProviderName): string | null {
  if (refused.length === 0) return null;
  const name = used === "cpu" ? "the processor" : providerTitles[used];
  const reasons = refused.map(({ provider, reason }) => `${providerTitles[provider]}: ${reason}`);
  return `Computed by ${name} instead of ${reasons.join("; ")}.`;
}

function tooLarge({ name, modelBytes }: Weight, limit: number, refused: readonly Refusal[]): StudioError {
  const others = refused.map(({ provider, reason }) => `${providerTitles[provider]}: ${reason}`);
  return new StudioError(
    "settings",
    `The files of ${name} take ${inGigabytes(modelBytes)}, and the settings allow ${inGigabytes(limit * 1e6)} to the processor. Nothing was loaded.`,
    {
      remedy: "Raise the limit in Settings, Computing, or choose a smaller model.",
      ...(others.length === 0 ? {} : { detail: others.join("\n") }),
    },
  );
}
