/** Answers the host's calls: parses, runs, reports progress, cancels, and turns failures into data. */
import { z } from "zod";
import { asStudioError, CancelledError, StudioError } from "../../../shared/errors";
import {
  type FromWorker,
  type Method,
  type MethodInput,
  type MethodOutput,
  type ModelStatus,
  methods,
  toWorkerSchema,
  type WorkerInit,
} from "../protocol";
import type { WorkerPort } from "./port";

export interface WorkContext {
  /** Fires when nobody wants the answer any more; look at it between steps. */
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number, label: string, preview?: Uint8Array) => void;
}

export type Handlers = {
  readonly [M in Method]: (input: MethodInput<M>, context: WorkContext) => Promise<MethodOutput<M>>;
};

/** Tells the host what is loaded and what it runs on. */
export type ReportModels = (provider: string, models: readonly ModelStatus[]) => void;

/**
 * Serves calls from `port`. `start` makes the handlers once the host has sent its init.
 * A message that does not parse ends the process: host and worker are not of the same make.
 */
export function serve(port: WorkerPort, start: (init: WorkerInit, report: ReportModels) => Handlers): void {
  const send = (message: FromWorker) => port.send(message);
  const running = new Map<number, AbortController>();
  let handlers: Handlers | null = null;

  port.onMessage((raw) => {
    const message = toWorkerSchema.parse(raw);
    switch (message.type) {
      case "init":
        handlers = start(message.init, (provider, models) => {
          send({ type: "models", provider, models: [...models] });
        });
        send({ type: "ready" });
        return;
      case "cancel":
        running.get(message.id)?.abort(new CancelledError());
        return;
      case "call": {
        if (handlers === null) throw new Error("A call came before the init message.");
        const { id } = message;
        const controller = new AbortController();
        running.set(id, controller);
        const context: WorkContext = {
          signal: controller.signal,
          onProgress: (fraction, label, preview) => {
            if (controller.signal.aborted) return;
            const told = {
              type: "progress",
              id,
              fraction: Math.max(0, Math.min(1, fraction)),
              label,
            } as const;
            send(preview === undefined ? told : { ...told, preview });
          },
        };
        void perform(handlers, message.method, message.input, context)
          .then((output) => send({ type: "result", id, output }))
          .catch((error: unknown) => send({ type: "failed", id, error: asStudioError(error).toPayload() }))
          .finally(() => running.delete(id));
      }
    }
  });
}

async function perform<M extends Method>(
  handlers: Handlers,
  method: M,
  input: unknown,
  context: WorkContext,
): Promise<MethodOutput<M>> {
  const parsed = methods[method].input.safeParse(input);
  if (!parsed.success) throw badInput(method, parsed.error);
  // The schema is the method's own, which the compiler cannot follow through the table.
  return handlers[method](parsed.data as MethodInput<M>, context);
}

function badInput(method: Method, error: z.ZodError): StudioError {
  return new StudioError("bad-input", `The inference process cannot "${method}" with these values.`, {
    remedy: "Check prompt, size, seed and temperature.",
    detail: z.prettifyError(error),
    cause: error,
  });
}
