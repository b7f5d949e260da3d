/** Turns a server's picture into the studio's PNG, or says why it is none. */
import { isCancelled, StudioError } from "../../shared/errors";
import type { Usage } from "../../shared/run/events";
import type { GeneratedImage } from "../agent/roles";
import { badAnswer, excerptOf } from "./answers";
import type { HttpAnswer } from "./http";
import type { Pictures } from "./pictures";

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
  pictures: Pick<Pictures, "toPng">,
  signal: AbortSignal,
): Promise<GeneratedImage> {
  const { bytes, ms, backend, service, notes } = picture;
  try {
    const { png, width, height } = await pictures.toPng(bytes, signal);
    return { png, svg: null, width, height, ms, backend, notes };
  } catch (error) {
    if (isCancelled(error)) throw error;
    if (error instanceof StudioError && error.code === "image-invalid") {
      throw badAnswer(service, "sent a picture that cannot be read", error.message, error);
    }
    throw error;
  }
}

/** One image drawn, and what was sent and counted for it. */
export function drawnUsage(sentBytes: number, tokens: { input?: number; output?: number } = {}): Usage {
  const { input = 0, output = 0 } = tokens;
  return { calls: 1, inputTokens: input, outputTokens: output, images: 1, sentBytes };
}

/** Servers often answer errors with status 200 and words; a content type that is no picture gives them away. */
export function requirePicture(answer: HttpAnswer, service: string): void {
  const { contentType } = answer;
  const maybe =
    contentType === "" || contentType === "application/octet-stream" || contentType.startsWith("image/");
  if (!maybe) throw badAnswer(service, "answered with something that is no picture", excerptOf(answer));
}

/** What to tell the designer when a server drew another size than asked for; empty when it did not. */
export function sizeNotes(asked: number, width: number, height: number): string[] {
  if (width === asked && height === asked) return [];
  return [`The server drew ${width}×${height} pixels instead of ${asked}×${asked}.`];
}
