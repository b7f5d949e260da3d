/** The renderer's only way to the main side: typed questions over the bridge, answers or StudioErrors. */
import { asStudioError, type ErrorPayload, StudioError } from "../../shared/errors";
import type {
  Channel,
  Input,
  NewsChannel,
  NewsPayload,
  Output,
  StudioBridge,
} from "../../shared/ipc/contract";

declare global {
  interface Window {
    readonly studio: StudioBridge;
  }
}

type Question<C extends Channel> = undefined extends Input<C> ? [] : [input: Input<C>];

/** True when the preload script has done its work. */
export function hasBridge(): boolean {
  return typeof window !== "undefined" && "studio" in window;
}

/**
 * Asks the main side one question of the contract.
 * @throws StudioError with the main side's code, message and remedy.
 */
export async function ask<C extends Channel>(channel: C, ...question: Question<C>): Promise<Output<C>> {
  const call = window.studio.ask[channel];
  const reply = await call(question[0] as Input<C>);
  if (!reply.ok) throw StudioError.fromPayload(reply.error);
  return reply.value;
}

/** Subscribes to news; returns the way out. */
export function listen<N extends NewsChannel>(
  channel: N,
  listener: (payload: NewsPayload<N>) => void,
): () => void {
  return window.studio.on[channel](listener);
}

/** The path of a dropped folder, or undefined when the system does not tell. */
export function pathOf(file: File): string | undefined {
  return window.studio.pathOf(file) || undefined;
}

/** Anything thrown, as the plain payload that error cards show. */
export function payloadOf(error: unknown): ErrorPayload {
  return asStudioError(error).toPayload();
}
