/** Anthropic's events (`message_start` to `message_stop`), put together to the message they stand for. */
import { z } from "zod";
import { brokenOff, parseEvent } from "./event-answers";
import type { ServerEvent } from "./server-events";

export const SERVICE = "language model";

const blockSchema = z.object({
  type: z.string(),
  text: z.string().optional(),
  thinking: z.string().optional(),
  input: z.unknown().optional(),
});

const count = z.number().int().min(0).catch(0);
const more = z.number().int().min(0).nullish();

export const messageSchema = z.object({
  content: z.array(blockSchema),
  stop_reason: z.string().nullish(),
  usage: z.object({
    input_tokens: count,
    output_tokens: count,
    cache_read_input_tokens: more,
    cache_creation_input_tokens: more,
  }),
});
export type Message = z.infer<typeof messageSchema>;
export type Block = z.infer<typeof blockSchema>;

const index = z.number().int().min(0).max(10_000);
const eventSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("message_start"), message: messageSchema }),
  z.object({ type: z.literal("content_block_start"), index, content_block: blockSchema }),
  z.object({
    type: z.literal("content_block_delta"),
    index,
    delta: z.object({
      text: z.string().optional(),
      thinking: z.string().optional(),
      /** A piece of the JSON of a tool's arguments. */
      partial_json: z.string().optional(),
    }),
  }),
  z.object({
    type: z.literal("message_delta"),
    delta: z.object({ stop_reason: z.string().nullish() }),
    usage: z.object({ output_tokens: count }).nullish(),
  }),
  z.object({ type: z.enum(["content_block_stop", "message_stop", "ping"]) }),
]);
/** What the API adds some day is passed over. */
const anyEventSchema = z.union([eventSchema, z.object({ type: z.string() }).transform(() => null)]);

/** Gathers one attempt's events. */
export class MessageStream {
  readonly #key: string | undefined;
  readonly #blocks = new Map<number, { block: Block; json: string }>();
  #begun: Message | null = null;
  #stopReason: string | null = null;
  #outputTokens: number | null = null;
  #isOver = false;

  constructor(key: string | undefined) {
    this.#key = key;
  }

  readonly take = (event: ServerEvent): void => {
    const said = parseEvent(event, anyEventSchema, { service: SERVICE, key: this.#key });
    switch (said?.type) {
      case "message_start":
        this.#begun = said.message;
        break;
      case "content_block_start":
        this.#blocks.set(said.index, { block: said.content_block, json: "" });
        break;
      case "content_block_delta":
        this.#add(said.index, said.delta);
        break;
      case "message_delta":
        this.#stopReason = said.delta.stop_reason ?? this.#stopReason;
        this.#outputTokens = said.usage?.output_tokens ?? this.#outputTokens;
        break;
      case "message_stop":
        this.#isOver = true;
        break;
      default:
    }
  };

  #add(
    at: number,
    delta: { text?: string | undefined; thinking?: string | undefined; partial_json?: string | undefined },
  ) {
    const held = this.#blocks.get(at);
    if (held === undefined) return;
    const { block } = held;
    if (delta.text !== undefined) block.text = (block.text ?? "") + delta.text;
    if (delta.thinking !== undefined) block.thinking = (block.thinking ?? "") + delta.thinking;
    held.json += delta.partial_json ?? "";
  }

  /** @throws StudioError "bad-answer" when the events ended before the message did */
  message(): Message {
    if (this.#begun === null || !this.#isOver) throw brokenOff(SERVICE);
    const { usage } = this.#begun;
    return {
      content: [...this.#blocks].sort(([a], [b]) => a - b).map(([, { block, json }]) => whole(block, json)),
      stop_reason: this.#stopReason,
      usage: { ...usage, output_tokens: this.#outputTokens ?? usage.output_tokens },
    };
  }
}

/** Arguments that were cut off stay words: whoever asked for them reads what can be read. */
function whole(block: Block, json: string): Block {
  if (json === "") return block;
  try {
    return { ...block, input: JSON.parse(json) as unknown };
  } catch {
    return { type: "text", text: json };
  }
}
