/** Pictures as text, the way chat and image APIs carry them. */
import { badAnswer } from "./answers";

export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}

/** @throws StudioError "bad-answer": Buffer would skip what is not base64 and hand out a broken picture. */
export function fromBase64(text: string, service: string): Uint8Array {
  const compact = text.replace(/\s+/g, "");
  if (compact === "" || !/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) {
    throw badAnswer(service, "sent a picture that is not base64", "");
  }
  return new Uint8Array(Buffer.from(compact, "base64"));
}

/** What a `data:` address of a picture holds; null for any other address. */
export function dataUrlContent(url: string): string | null {
  return /^data:image\/[\w.+-]+;base64,(.*)$/s.exec(url)?.[1] ?? null;
}
