/** Shows pictures as far as they are: small enough to be passed on, and never in the way of the drawing. */
import { MAX_PREVIEW } from "../../shared/run/events";
import type { DrawingContext } from "../agent/roles";
import type { Pictures } from "./pictures";

/** Longer side of a preview that had to be made smaller, in pixels. */
const SIDE = 512;

export type Show = (fraction: number, label: string, preview?: Uint8Array) => void;

export interface Previews {
  readonly show: Show;
  /** Nothing is shown from now on. */
  readonly end: () => void;
}

/**
 * Passes progress on. A preview that is too large, or no PNG or JPEG, is made into a small JPEG first; one that
 * comes while another is being made smaller, or that cannot be read, is left out.
 */
export function previews(
  pictures: Pick<Pictures, "toJpeg">,
  { onProgress, signal }: Pick<DrawingContext, "onProgress" | "signal">,
): Previews {
  let isOver = false;
  let isShrinking = false;
  let latest = 0;

  async function shrunk(label: string, picture: Uint8Array): Promise<void> {
    isShrinking = true;
    try {
      const { jpeg } = await pictures.toJpeg(picture, SIDE, signal);
      if (!isOver && jpeg.length <= MAX_PREVIEW) onProgress(latest, label, jpeg);
    } catch {
      // A preview is a courtesy: one that cannot be read must not end the drawing.
    } finally {
      isShrinking = false;
    }
  }

  return {
    show: (fraction, label, preview) => {
      if (isOver) return;
      latest = fraction;
      if (preview !== undefined && isPassable(preview)) {
        onProgress(fraction, label, preview);
        return;
      }
      onProgress(fraction, label);
      if (preview !== undefined && !isShrinking) void shrunk(label, preview);
    },
    end: () => {
      isOver = true;
    },
  };
}

const PNG = [0x89, 0x50, 0x4e, 0x47];
const JPEG = [0xff, 0xd8, 0xff];

function isPassable(picture: Uint8Array): boolean {
  const begins = (bytes: readonly number[]) => bytes.every((byte, at) => picture[at] === byte);
  return picture.length <= MAX_PREVIEW && (begins(PNG) || begins(JPEG));
}
