/** How long servers take, by one table, for both policies alike. Seconds on the benchmark's own clock. */

export interface Latency {
  /** From a prompt to its picture, once a worker is free. */
  readonly imageSeconds: number;
  /** From a request's arrival to the first token, without reading: queueing, scheduling. */
  readonly chatSeconds: number;
  /** Tokens read a second. */
  readonly readPerSecond: number;
  /** For each picture in a request: decoding, resizing, the vision tower. */
  readonly pictureSeconds: number;
  /** Tokens written a second, by each of the requests that are answered at the same time. */
  readonly writePerSecond: number;
  /** Tokens a model writes to itself for each thing it has to decide, before it answers. */
  readonly thoughtTokens: number;
  /** Bytes a second on the way up, and a round trip. */
  readonly uploadPerSecond: number;
  readonly roundTripSeconds: number;
}

/**
 * "direct": a vision-language model of some 30 B parameters that answers at once, on a server that batches requests;
 * an image model of a few seconds. "thinking": the same server with a model that thinks before it answers, as the
 * one of the paper does. The figures are round on purpose: each can be set on the command line.
 */
export const latencies = {
  direct: {
    imageSeconds: 6,
    chatSeconds: 0.4,
    readPerSecond: 5_000,
    pictureSeconds: 0.1,
    writePerSecond: 60,
    thoughtTokens: 0,
    uploadPerSecond: 2_500_000,
    roundTripSeconds: 0.03,
  },
  thinking: {
    imageSeconds: 6,
    chatSeconds: 0.4,
    readPerSecond: 5_000,
    pictureSeconds: 0.1,
    writePerSecond: 60,
    thoughtTokens: 120,
    uploadPerSecond: 2_500_000,
    roundTripSeconds: 0.03,
  },
} as const satisfies Record<string, Latency>;
export type LatencyName = keyof typeof latencies;

export function isLatencyName(name: string): name is LatencyName {
  return Object.hasOwn(latencies, name);
}

/** Seconds a request of that many bytes is on its way. */
export function wireSeconds({ uploadPerSecond, roundTripSeconds }: Latency, bytes: number): number {
  return roundTripSeconds + bytes / uploadPerSecond;
}

/** @param decisions what the answer decides: a question each where several are judged, else one */
export function chatSeconds(
  latency: Latency,
  sizes: { inputTokens: number; outputTokens: number; pictures: number; decisions: number },
): number {
  const { inputTokens, outputTokens, pictures, decisions } = sizes;
  const written = outputTokens + decisions * latency.thoughtTokens;
  return (
    latency.chatSeconds +
    inputTokens / latency.readPerSecond +
    pictures * latency.pictureSeconds +
    written / latency.writePerSecond
  );
}
