/** What ComfyUI tells over its socket, as far as drawing one picture needs it. */
import { z } from "zod";

export const failureDataSchema = z.object({
  node_id: z.string().catch(""),
  node_type: z.string().catch(""),
  exception_message: z.string().catch(""),
  exception_type: z.string().catch(""),
});
export type FailureData = z.infer<typeof failureDataSchema>;

const job = { prompt_id: z.string() };

const messageSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("execution_start"), data: z.object(job) }),
  z.object({ type: z.literal("execution_cached"), data: z.object({ ...job, nodes: z.array(z.string()) }) }),
  /** `node` is null when the job is over. */
  z.object({ type: z.literal("executing"), data: z.object({ ...job, node: z.string().nullable() }) }),
  z.object({
    type: z.literal("progress"),
    // Older servers name no job here; the socket is this job's own.
    data: z.object({
      prompt_id: z.string().optional(),
      node: z.string().nullish(),
      value: z.number(),
      max: z.number(),
    }),
  }),
  z.object({ type: z.literal("executed"), data: z.object({ ...job, node: z.string() }) }),
  z.object({ type: z.literal("execution_success"), data: z.object(job) }),
  z.object({ type: z.literal("execution_interrupted"), data: z.object(job) }),
  z.object({ type: z.literal("execution_error"), data: z.object(job).and(failureDataSchema) }),
]);
export type ComfyMessage = z.infer<typeof messageSchema>;

/** Kinds of binary messages (ComfyUI's protocol.py), of those that hold pictures. */
const PREVIEW = 1;
const PREVIEW_WITH_METADATA = 4;
const HEAD = 8;

/** The picture in a binary message; null for other kinds and for damaged ones. All numbers are big-endian. */
export function readPreview(message: Uint8Array): Uint8Array | null {
  if (message.length <= HEAD) return null;
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const kind = view.getUint32(0);
  // Then the picture's format, which the picture itself tells too; or the length of JSON before the picture.
  if (kind === PREVIEW) return message.slice(HEAD);
  if (kind !== PREVIEW_WITH_METADATA) return null;
  const start = HEAD + view.getUint32(4);
  return start < message.length ? message.slice(start) : null;
}

/** Reads a message; null for those nobody here waits for (status, previews, extensions' own) and for damaged ones. */
export function readMessage(text: string): ComfyMessage | null {
  try {
    return messageSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    // Not JSON. Whatever it was, the server is asked how the job stands anyway.
    return null;
  }
}
