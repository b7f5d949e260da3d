/** Server-sent events (WHATWG HTML, section 9.2.6), read as they come. */
import { tooLong } from "./http-body";

export interface ServerEvent {
  /** "message" where the server names none. */
  readonly type: string;
  readonly data: string;
}

/** Takes pieces of text in, however they were cut, and gives the events that are complete. */
export class EventReader {
  #rest = "";
  #type = "";
  #data: string[] = [];

  read(text: string): ServerEvent[] {
    const events: ServerEvent[] = [];
    const whole = this.#rest + text;
    // A carriage return at the very end may be half of a line break.
    const end = whole.endsWith("\r") ? whole.length - 1 : whole.length;
    const lines = whole.slice(0, end).split(/\r\n|\n|\r/);
    this.#rest = (lines.pop() ?? "") + whole.slice(end);
    for (const line of lines) {
      const event = this.#line(line);
      if (event !== null) events.push(event);
    }
    return events;
  }

  #line(line: string): ServerEvent | null {
    if (line === "") return this.#dispatch();
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "data") this.#data.push(value);
    if (field === "event") this.#type = value;
    return null;
  }

  #dispatch(): ServerEvent | null {
    const event = { type: this.#type === "" ? "message" : this.#type, data: this.#data.join("\n") };
    const isEmpty = this.#data.length === 0;
    this.#type = "";
    this.#data = [];
    return isEmpty ? null : event;
  }
}

export interface EventSink {
  readonly service: string;
  readonly maxBytes: number;
  readonly take: (event: ServerEvent) => void;
  /** Called at every piece that arrives. */
  readonly onAlive: () => void;
}

/** Hands on the events of a body until it ends. @throws StudioError "bad-answer" when it is too long. */
export async function readEvents(body: ReadableStream<Uint8Array> | null, sink: EventSink): Promise<void> {
  if (body === null) return;
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const events = new EventReader();
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      sink.onAlive();
      length += value.length;
      if (length > sink.maxBytes) throw tooLong(sink.service, sink.maxBytes);
      for (const event of events.read(decoder.decode(value, { stream: true }))) sink.take(event);
    }
  } finally {
    // Ends what is still coming after a fault; of a stream that has ended nothing is left to cancel.
    await reader.cancel().catch(() => undefined);
  }
}
