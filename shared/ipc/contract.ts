/**
 * Every question the renderer may ask the main side, with its input and its answer.
 * Inputs are parsed by the main side before a handler sees them; answers travel as `Reply`.
 */
import { z } from "zod";
import type { errorPayloadSchema } from "../errors";
import { computeStateSchema } from "../inference/compute";
import { menuCommandNames } from "../menu-commands";
import { runEventSchema } from "../run/events";
import { settingsSchema } from "../settings";
import { runIdSchema } from "./domains/common";
import { exchangeChannels, exchangeProgressSchema } from "./domains/exchange";
import { libraryChannels } from "./domains/library";
import { memoryChannels } from "./domains/memory";
import { modelChannels, modelProgressSchema } from "./domains/models";
import { runChannels } from "./domains/runs";
import { seeingChannels } from "./domains/seeing";
import { skillChannels } from "./domains/skills";
import { engineStatusSchema, studioChannels } from "./domains/studio";

export const contract = {
  ...runChannels,
  ...libraryChannels,
  ...exchangeChannels,
  ...skillChannels,
  ...memoryChannels,
  ...modelChannels,
  ...seeingChannels,
  ...studioChannels,
} as const;

export type Contract = typeof contract;
export type Channel = keyof Contract;
export type Input<C extends Channel> = z.input<Contract[C]["input"]>;
export type ParsedInput<C extends Channel> = z.output<Contract[C]["input"]>;
export type Output<C extends Channel> = z.output<Contract[C]["output"]>;

/** Answers are values, errors included: an exception does not cross the border. */
export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: z.infer<typeof errorPayloadSchema> };

/** News from the main side. */
export const news = {
  /** Batched: at most one message a run and frame. */
  "run-events": z.object({ runId: runIdSchema, events: z.array(runEventSchema) }),
  /** The loop began or ended its work on a run in this process. */
  "run-live": z.object({ runId: runIdSchema, live: z.boolean() }),
  "engine-status": engineStatusSchema,
  /** What can be computed with: something was tried, measured, or is at the moment. */
  "compute-changed": computeStateSchema,
  "library-changed": z.object({}),
  /** Run folders read, while the index is built anew. */
  "library-progress": z.object({ done: z.number().int(), total: z.number().int() }),
  "boards-changed": z.object({}),
  "memory-changed": z.object({}),
  "skills-changed": z.object({}),
  "settings-changed": settingsSchema,
  /** A notification or a link was clicked: show this run. */
  "show-run": z.object({ runId: runIdSchema }),
  "exchange-progress": exchangeProgressSchema,
  "models-changed": z.object({}),
  "model-progress": modelProgressSchema,
  /** A menu item or global key asks the renderer to do something it owns. */
  command: z.object({ name: z.enum(menuCommandNames) }),
} as const;

export type News = typeof news;
export type NewsChannel = keyof News;
export type NewsPayload<N extends NewsChannel> = z.output<News[N]>;

/** What the preload script puts on `window.studio`. */
export interface StudioBridge {
  /** One function a channel, under the channel's own name. */
  readonly ask: { readonly [C in Channel]: (input: Input<C>) => Promise<Reply<Output<C>>> };
  /** Subscribes; returns the way out. */
  readonly on: { readonly [N in NewsChannel]: (listener: (payload: NewsPayload<N>) => void) => () => void };
  /** The path of a dropped file or folder; empty when the system does not tell. */
  readonly pathOf: (file: File) => string;
}
