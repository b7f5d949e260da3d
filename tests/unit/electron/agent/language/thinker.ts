/** A language model for tests: the real client against a server that speaks the real protocol. */
import type { ChatModel } from "../../../../../electron/agent/language/chat";
import type { RoleContext } from "../../../../../electron/agent/roles";
import { colourCard, colours } from "../../../../../electron/backends/colour-card";
import { createHttp } from "../../../../../electron/backends/http";
import { openAiChat } from "../../../../../electron/backends/openai-chat";
import { StudioError } from "../../../../../shared/errors";
import type { Criterion } from "../../../../../shared/run/criteria";
import type { Usage } from "../../../../../shared/run/events";
import type { Loopback } from "../../../../fixtures/servers/loopback";
import { type Said, startOpenAiServer, type Turn } from "../../../../fixtures/servers/openai";

export interface Thinker {
  readonly model: ChatModel;
  readonly server: Loopback;
  /** Everything it was asked. */
  readonly turns: Turn[];
  readonly usage: Usage[];
  readonly context: RoleContext;
  close(): Promise<void>;
}

export type Answers = (turn: Turn, nth: number) => Said | Promise<Said>;

/** Starts a model that says what `answers` returns; `nth` counts from 0. */
export async function startThinker(
  answers: Answers,
  signal: AbortSignal = new AbortController().signal,
): Promise<Thinker> {
  const turns: Turn[] = [];
  const usage: Usage[] = [];
  const server = await startOpenAiServer({
    chat: (turn) => {
      turns.push(turn);
      return answers(turn, turns.length - 1);
    },
  });
  const http = createHttp({ sleep: () => Promise.resolve() });
  return {
    model: openAiChat({ baseUrl: `${server.origin}/v1`, model: "thinker", http }),
    server,
    turns,
    usage,
    context: { signal, onUsage: (one) => usage.push(one) },
    close: () => server.close(),
  };
}

export function criterion(id: string, question: string, more: Partial<Criterion> = {}): Criterion {
  return { id, question, kind: "object", weight: 1, enabled: true, origin: "decomposer", ...more };
}

/** A real picture, another one for each name of a colour. */
export function picture(name: string): Uint8Array {
  const colour = colours.find((one) => one.name === name);
  if (colour === undefined) throw new Error(`no colour ${name}`);
  return colourCard(colour, 16);
}

export async function failureOf(work: Promise<unknown>): Promise<StudioError> {
  const error = await work.then(
    () => new Error("it should have failed"),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof StudioError)) throw error;
  return error;
}
