/** The requests of ComfyUI's server that drawing needs (its `server.py`), each with its answer parsed. */
import { z } from "zod";
import { StudioError } from "../../../shared/errors";
import { under } from "../address";
import { badAnswer, parseJson } from "../answers";
import type { HttpAnswer, HttpRequest } from "../http";
import { HttpStatusError } from "../http-errors";
import { requirePicture } from "../image-answer";
import { multipart } from "../multipart";
import { requestTo, type ServerOptions } from "../server";
import { type FailureData, failureDataSchema } from "./messages";
import { refusalWords } from "./words";

export const SERVICE = "ComfyUI server";
const SMALL_BYTES = 8 * 1_048_576;
const LARGE_BYTES = 64 * 1_048_576;
/** Questions are answered at once, even while it draws. */
const ASK_MS = 30_000;
const FETCH_MS = 120_000;

export interface Submitted {
  readonly id: string;
  /** What the server left out because it could not be checked; empty when nothing was. */
  readonly left: string;
}

export interface QueueState {
  readonly running: boolean;
  /** Jobs before this one; null when it does not wait. */
  readonly before: number | null;
}

const fileSchema = z.object({
  filename: z.string().min(1),
  subfolder: z.string().catch(""),
  type: z.string().catch("output"),
});
export type ComfyFile = z.infer<typeof fileSchema>;

export interface Finished {
  /** Pictures by the id of the node that gave them. */
  readonly pictures: Readonly<Record<string, readonly ComfyFile[]>>;
  readonly failure: FailureData | null;
  readonly interrupted: boolean;
}

const submittedSchema = z.object({ prompt_id: z.string().min(1), node_errors: z.unknown() });
/** `[number, id, workflow, extra, outputs]` */
const jobSchema = z.array(z.unknown()).transform((job) => ({ number: job[0], id: job[1] }));
const queueSchema = z.object({ queue_running: z.array(jobSchema), queue_pending: z.array(jobSchema) });
const outputSchema = z.object({ images: z.array(fileSchema).nullish().catch(null) });
const entrySchema = z.object({
  outputs: z.record(z.string(), outputSchema),
  status: z
    .object({ messages: z.array(z.tuple([z.string(), z.unknown()])).catch([]) })
    .nullish()
    .catch(null),
});
const historySchema = z.record(z.string(), entrySchema);
const nodeInfoSchema = z.record(
  z.string(),
  z.object({
    input: z
      .object({
        required: z.record(z.string(), z.unknown()).optional(),
        optional: z.record(z.string(), z.unknown()).optional(),
      })
      .catch({}),
  }),
);
export type NodeInfo = z.infer<typeof nodeInfoSchema>[string];
const statsSchema = z.object({
  system: z.object({ comfyui_version: z.string().optional() }).catch({}),
  devices: z.array(z.object({ name: z.string() })).catch([]),
});
export type SystemStats = z.infer<typeof statsSchema>;

const uploadedSchema = z.object({ name: z.string().min(1), subfolder: z.string().catch("") });

/** Where an upload goes: pictures as they are; a mask into the transparency of a picture uploaded before. */
export type Upload =
  | { readonly to: "image"; readonly name: string; readonly bytes: Uint8Array }
  | { readonly to: "mask"; readonly name: string; readonly bytes: Uint8Array; readonly of: string };

/** @param at the address is `http://127.0.0.1:8188` or the like */
export class ComfyApi {
  #sentBytes = 0;

  constructor(private readonly at: ServerOptions) {}

  /** Bytes of the bodies of all requests so far. */
  get sentBytes(): number {
    return this.#sentBytes;
  }

  /** Puts a picture where workflows can load it. Resolves to its name there. */
  async upload(upload: Upload, signal: AbortSignal): Promise<string> {
    const body = multipart([
      { name: "image", fileName: upload.name, type: "image/png", bytes: upload.bytes },
      { name: "type", value: "input" },
      // Names say what is in them: the same picture is the same file.
      { name: "overwrite", value: "true" },
      ...(upload.to === "image" ? [] : [{ name: "original_ref", value: referenceTo(upload.of) }]),
    ]);
    const answer = await this.#send("POST", `upload/${upload.to}`, signal, { body, timeoutMs: FETCH_MS });
    const { name, subfolder } = parseJson(answer, uploadedSchema, SERVICE);
    return subfolder === "" ? name : `${subfolder}/${name}`;
  }

  /** Puts a workflow into the queue. @throws StudioError "bad-input" naming the node when it is refused. */
  async submit(workflow: unknown, clientId: string, signal: AbortSignal): Promise<Submitted> {
    try {
      // Tried again after network faults: should both have arrived, the server's cache makes the second one free.
      // Servers do not show pictures on the way unless told to; older ones do not listen.
      const extra_data = { preview_method: "auto" };
      const json = { prompt: workflow, client_id: clientId, extra_data };
      const answer = await this.#send("POST", "prompt", signal, { json, explain: refusalWords });
      const { prompt_id, node_errors } = parseJson(answer, submittedSchema, SERVICE);
      return { id: prompt_id, left: refusalWords(JSON.stringify({ node_errors })) };
    } catch (error) {
      throw error instanceof HttpStatusError && error.code === "bad-input" ? refused(error) : error;
    }
  }

  async queue(id: string, signal: AbortSignal, retries?: number): Promise<QueueState> {
    // Holds the whole workflow of every job there is.
    const limits = { maxBytes: LARGE_BYTES };
    const answer = await this.#send(
      "GET",
      "queue",
      signal,
      retries === undefined ? limits : { ...limits, retries },
    );
    const { queue_running, queue_pending } = parseJson(answer, queueSchema, SERVICE);
    const own = queue_pending.find((job) => job.id === id);
    const earlier = queue_pending.filter((job) => Number(job.number) < Number(own?.number)).length;
    return {
      running: queue_running.some((job) => job.id === id),
      before: own === undefined ? null : earlier + queue_running.length,
    };
  }

  /** What became of a job; null until it has ended. */
  async finished(id: string, signal: AbortSignal): Promise<Finished | null> {
    const answer = await this.#send("GET", `history/${encodeURIComponent(id)}`, signal);
    const entry = parseJson(answer, historySchema, SERVICE)[id];
    if (entry === undefined) return null;
    const messages = entry.status?.messages ?? [];
    const error = messages.find(([name]) => name === "execution_error")?.[1];
    return {
      pictures: Object.fromEntries(
        Object.entries(entry.outputs).map(([node, { images }]) => [node, images ?? []]),
      ),
      failure: error === undefined ? null : failureDataSchema.parse(error),
      interrupted: messages.some(([name]) => name === "execution_interrupted"),
    };
  }

  async picture(file: ComfyFile, signal: AbortSignal): Promise<Uint8Array> {
    const query = new URLSearchParams({ ...file }).toString();
    const limits = { timeoutMs: FETCH_MS, maxBytes: LARGE_BYTES };
    const answer = await this.#send("GET", `view?${query}`, signal, limits);
    if (answer.bytes.length === 0) throw badAnswer(SERVICE, "sent an empty picture", file.filename);
    requirePicture(answer, SERVICE);
    return answer.bytes;
  }

  /** Takes a job out of the queue, or stops it where it is being drawn. Other people's jobs are left alone. */
  async cancel(id: string, signal: AbortSignal): Promise<void> {
    const once = { retries: 0 };
    // In this order: what is out of the queue cannot begin any more between the question and the interruption.
    await this.#send("POST", "queue", signal, { ...once, json: { delete: [id] } });
    const { running } = await this.queue(id, signal, 0);
    // Older servers ignore the id and stop whatever runs; by the answer just given that is this job.
    if (running) await this.#send("POST", "interrupt", signal, { ...once, json: { prompt_id: id } });
  }

  async stats(signal: AbortSignal): Promise<SystemStats> {
    return parseJson(await this.#send("GET", "system_stats", signal), statsSchema, SERVICE);
  }

  /** What a class of nodes takes; null when the server does not know the class. */
  async nodeInfo(name: string, signal: AbortSignal): Promise<NodeInfo | null> {
    const limits = { maxBytes: LARGE_BYTES };
    const answer = await this.#send("GET", `object_info/${encodeURIComponent(name)}`, signal, limits);
    return parseJson(answer, nodeInfoSchema, SERVICE)[name] ?? null;
  }

  async #send(
    method: "GET" | "POST",
    path: string,
    signal: AbortSignal,
    more: Partial<HttpRequest> = {},
  ): Promise<HttpAnswer> {
    const { timeoutMs: _, ...options } = this.at;
    const answer = await options.http.send({
      ...requestTo(options, { timeoutMs: ASK_MS }),
      method,
      url: under(options.baseUrl, path),
      service: SERVICE,
      signal,
      maxBytes: SMALL_BYTES,
      ...more,
    });
    this.#sentBytes += answer.sentBytes;
    return answer;
  }
}

/** How ComfyUI wants to be told of a file it has. */
function referenceTo(name: string): string {
  const parts = name.split("/");
  const filename = parts.pop() ?? name;
  return JSON.stringify({ filename, subfolder: parts.join("/"), type: "input" });
}

function refused(error: HttpStatusError): StudioError {
  const why = error.said === "" ? "." : `: ${error.said}`;
  return new StudioError("bad-input", `ComfyUI refused the workflow${why}`, {
    remedy:
      "Run the workflow in ComfyUI itself until it works there, export it anew and paste it in the settings.",
    cause: error,
    ...(error.said === "" ? {} : { detail: error.said }),
  });
}
