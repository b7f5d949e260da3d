/** The work on pixels that backends leave to the inference process. */
import type { CompositeRequest, MaskRequest } from "../../shared/inference/regions";

export interface PngPicture {
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export interface Pictures {
  /** Decodes any picture the studio reads and encodes it as PNG. */
  toPng(bytes: Uint8Array, signal: AbortSignal): Promise<PngPicture>;
  /** A JPEG whose longer side has at most `side` pixels. */
  toJpeg(bytes: Uint8Array, side: number, signal: AbortSignal): Promise<{ readonly jpeg: Uint8Array }>;
  /** A PNG that marks the boxes, a little grown. */
  mask(request: MaskRequest, signal: AbortSignal): Promise<Uint8Array>;
  /** The edited picture within the grown boxes, the base's own pixels everywhere else. */
  composite(request: CompositeRequest, signal: AbortSignal): Promise<PngPicture>;
}
