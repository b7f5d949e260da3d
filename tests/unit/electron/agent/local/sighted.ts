/** Made-up sightings: what the eyes might have seen, without a picture. */
import type { Detection, Sighting } from "../../../../../shared/inference/detections";

/** A thing seen around a centre, `side` of the image across and down. */
export function seenAt(
  kind: string,
  x: number,
  y: number,
  extra: Partial<Detection> & { side?: number } = {},
) {
  const { side = 0.1, ...rest } = extra;
  const box = { x: x - side / 2, y: y - side / 2, w: side, h: side };
  const detection: Detection = { kind, finish: null, box, confidence: 0.97, finishConfidence: 0.95 };
  return { ...detection, ...rest };
}

/** Equal things from left to right. */
export function rowOf(kind: string, count: number, y = 0.4, extra: Partial<Detection> = {}): Detection[] {
  return Array.from({ length: count }, (_, i) => seenAt(kind, 0.1 + 0.12 * i, y, extra));
}

export function sightOf(detections: readonly Detection[], width = 1024, height = 1024): Sighting {
  return { detections, lines: [], width, height, ms: 1 };
}
