/** Turns a server's picture into the studio's PNG, or says why it is none. */
import { isCancelled, StudioError } from "../../shared/errors";
import type { GeneratedImage } from "../agent/roles";
import { badAnswer } from "./answers";

export type ToPng = (
  bytes: Uint8Array,
  signal: AbortSignal,
) => Promise<{ readonly png: Uint8Array; readonly width: number; readonly height: number }>;

export interface ServerPicture {
  readonly bytes: Uint8Array;
  readonly ms: number;
  readonly backend: string;
  readonly service: string;
  readonly notes: readonly string[];
}

/** @throws StudioError "bad-answer" when the bytes are no picture we can read. */
export async function receivedImage(
  picture: ServerPicture,
  toPng: ToPng,
  signal: AbortSignal,
): Promise<GeneratedImage> {
  const { bytes, ms, backend, service, notes } = picture;
  try {
    const { png, width, height } = await toPng(bytes, signal);
    return { png, svg: null, width, height, ms, backend, notes };
  } catch (error) {
    if (isCancelled(error)) throw error;
    if (error instanceof StudioError && error.code === "image-invalid") {
      throw badAnswer(service, "sent a picture that cannot be read", error.message, error);
    }
    throw error;
  }
}

/** What to tell the designer when a server drew another size than asked for; empty when it did not. */
export function sizeNotes(asked: number, width: number, height: number): string[] {
  if (width === asked && height === asked) return [];
  return [`The server drew ${width}×${height} pixels instead of ${asked}×${asked}.`];
}
