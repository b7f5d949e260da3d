/** Forms with files (RFC 7578), as bytes whose number is known before they are sent. */
import { randomUUID } from "node:crypto";
import type { HttpBody } from "./http";

export interface FilePart {
  readonly name: string;
  readonly fileName: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

export interface TextPart {
  readonly name: string;
  readonly value: string;
}

export function multipart(parts: readonly (FilePart | TextPart)[]): HttpBody {
  const boundary = `gems-${randomUUID()}`;
  const pieces: Uint8Array[] = [];
  const say = (text: string) => pieces.push(new TextEncoder().encode(text));
  for (const part of parts) {
    say(`--${boundary}\r\ncontent-disposition: form-data; name="${escaped(part.name)}"`);
    if ("value" in part) {
      say(`\r\n\r\n${part.value}\r\n`);
    } else {
      say(`; filename="${escaped(part.fileName)}"\r\ncontent-type: ${part.type}\r\n\r\n`);
      pieces.push(part.bytes);
      say("\r\n");
    }
  }
  say(`--${boundary}--\r\n`);
  return { type: `multipart/form-data; boundary=${boundary}`, bytes: new Uint8Array(Buffer.concat(pieces)) };
}

/** As browsers do it (WHATWG HTML, "multipart/form-data encoding algorithm"). */
function escaped(name: string): string {
  return name.replace(/\r/g, "%0D").replace(/\n/g, "%0A").replace(/"/g, "%22");
}
