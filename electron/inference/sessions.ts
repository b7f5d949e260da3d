/** Opens ONNX models on the best execution provider that truly works, and says which one that was. */
import { cpus } from "node:os";
import { InferenceSession, listSupportedBackends } from "onnxruntime-node";
import { StudioError } from "../../shared/errors";

/** What was tried for one model, for reports. */
export interface ProviderReport {
  /** The provider the model runs on. */
  readonly provider: string;
  /** Providers that were wanted but did not take the model, each with the reason. */
  readonly refused: readonly { readonly provider: string; readonly reason: string }[];
}

export interface SessionOptions {
  /** Providers to try, in this order. The CPU is always tried last and need not be named. */
  readonly providers?: readonly string[];
  /** Threads within one operator; left out, `defaultThreads()`. */
  readonly threads?: number;
  readonly onReport?: (file: string, report: ProviderReport) => void;
}

/** Opens the ONNX file at a path. Passed to whatever runs models, so that one place decides how. */
export type CreateSession = (file: string) => Promise<InferenceSession>;

/** Why a provider that this build lacks does not take a model. */
export const NOT_IN_BUILD = "not part of this build";

/**
 * Half of the logical cores (most have two per physical core), at least 1 and at most 4: the bundled models
 * are small, and the studio's own window wants to breathe. Machines with one or two cores use them all.
 */
export function defaultThreads(cores: number = cpus().length): number {
  const physical = cores <= 2 ? cores : Math.ceil(cores / 2);
  return Math.max(1, Math.min(4, physical));
}

/**
 * Makes a function that opens models by path (weights may lie in files beside the model).
 * Without `providers` everything runs on the CPU: the bundled models take milliseconds there, and the same
 * seed draws the same picture on every machine.
 * The returned function throws StudioError "model-invalid" when not even the CPU takes the file.
 */
export function sessionFactory(options: SessionOptions = {}): CreateSession {
  const wanted = (options.providers ?? []).filter((name) => name !== "cpu");
  return async (file) => {
    const refused: { provider: string; reason: string }[] = [];
    for (const provider of [...wanted, "cpu"]) {
      try {
        const session = await sessionOn(provider, options.threads)(file);
        options.onReport?.(file, { provider, refused });
        return session;
      } catch (cause) {
        if (provider === "cpu") throw cause;
        refused.push({ provider, reason: firstLine(cause) });
      }
    }
    throw invalidModel(file, new Error("this build of the runtime has no CPU provider"));
  };
}

/**
 * Makes a function that opens models on one provider and no other.
 * It throws StudioError "model-invalid" for what the CPU does not take, and whatever the runtime says for the others.
 */
export function sessionOn(provider: string, threads: number = defaultThreads()): CreateSession {
  return async (file) => {
    // The runtime drops names it does not know without a word, so they are sorted out here.
    if (!offeredProviders().includes(provider)) throw new Error(NOT_IN_BUILD);
    try {
      return await InferenceSession.create(file, sessionSettings(provider, threads));
    } catch (cause) {
      throw provider === "cpu" ? invalidModel(file, cause) : cause;
    }
  };
}

/** Providers this build of the runtime has; whether they work here is another question. */
export function offeredProviders(): readonly string[] {
  return listSupportedBackends().map((backend) => backend.name);
}

function sessionSettings(provider: string, threads: number): InferenceSession.SessionOptions {
  return {
    executionProviders: [provider],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: "all",
    logSeverityLevel: 3,
    // Idle pool threads would otherwise spin and take the cores the window needs.
    extra: { session: { intra_op: { allow_spinning: "0" }, inter_op: { allow_spinning: "0" } } },
  };
}

/** The first line of what a runtime said, without the place in its sources. */
export function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const line = text.split("\n", 1)[0] ?? text;
  return line.replace(/^\/\S+:\d+ .*? was false\. /, "").trim() || line;
}

function invalidModel(file: string, cause: unknown): StudioError {
  return new StudioError("model-invalid", `The model file "${file}" cannot be opened: ${firstLine(cause)}`, {
    remedy: "Reinstall the studio, or put the model's folder back as it was released.",
    detail: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
    cause,
  });
}
