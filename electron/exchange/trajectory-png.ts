/**
 * PNG files that carry their run: the format of docs/png-metadata.md. Our chunks stand right behind the header; all
 * that the picture brought stays as it was, so that taking ours out gives the very file that was drawn.
 */
import { z } from "zod";
import { StudioError } from "../../shared/errors";
import { type ImageRef, imageRefSchema, type JournalEvent } from "../../shared/run/events";
import { makeChunk, type PngChunk, type PngFile, readPng, writePng } from "../png/chunks";
import { compressedTextChunk, keywordOf, readText, textChunk } from "../png/text";
import { readLine } from "../storage/migrate";
import { PARAMETERS } from "./parameters";

/** Keyword of the iTXt chunk that holds the run's journal as JSON. */
export const TRAJECTORY = "gems-studio";
/** Chunks with the run's other images. Ancillary, private, safe to copy. */
export const IMAGE_CHUNK = "gmIm";

export const TRAJECTORY_FORMAT = 1;

const payloadSchema = z.object({
  format: z.literal(TRAJECTORY_FORMAT),
  /** Version of the studio that wrote it. */
  studio: z.string(),
  /** The iteration this picture is of. */
  iteration: z.number().int().min(1),
  /** The picture's own file, without our chunks. */
  image: imageRefSchema,
  events: z.array(z.unknown()),
});

export interface CarriedImage {
  readonly ref: ImageRef;
  readonly bytes: Uint8Array;
}

export interface Carried {
  readonly studio: string;
  readonly iteration: number;
  /** See docs/png-metadata.md. */
  readonly wish?: string;
  readonly image: ImageRef;
  readonly events: readonly JournalEvent[];
  /** The run's other images. */
  readonly images: readonly CarriedImage[];
}

export interface CarriedRun {
  readonly studio: string;
  readonly iteration: number;
  readonly image: ImageRef;
  readonly events: readonly JournalEvent[];
  /** How many of the events could not be read. */
  readonly damaged: number;
  /** The picture as it was drawn, without our chunks; `image` names it unless another program changed the file. */
  readonly picture: Uint8Array;
  /** The run's other images by file name; their bytes are not checked against their names yet. */
  readonly images: ReadonlyMap<string, Uint8Array>;
}

/**
 * Puts a run into a picture of it.
 * @param parameters text for other tools; left out where the picture has such a text already
 */
export function embed(png: Uint8Array, carried: Carried, parameters: string): Uint8Array {
  const file = readPng(png);
  const [header, ...rest] = file.chunks.filter((chunk) => !isOurs(chunk));
  if (header === undefined) throw new StudioError("image-invalid", "The picture has no header.", broken);
  const { images, ...told } = carried;
  const { image } = told;
  const payload = { format: TRAJECTORY_FORMAT, ...told };
  const hasParameters = rest.some((chunk) => keywordOf(chunk) === PARAMETERS);
  const ours = [
    ...(hasParameters ? [] : [textChunk(PARAMETERS, parameters)]),
    compressedTextChunk(TRAJECTORY, JSON.stringify(payload)),
    ...unique(images, image).map(imageChunk),
  ];
  return writePng({ chunks: [header, ...ours, ...rest], trailing: file.trailing });
}

/**
 * The run that a picture carries; null for pictures that carry none.
 * @throws StudioError "corrupt-data" when there is one that cannot be read, "unsupported" when it was written by a
 * newer studio.
 */
export function extract(file: PngFile): CarriedRun | null {
  const chunk = file.chunks.find((one) => keywordOf(one) === TRAJECTORY);
  if (chunk === undefined) return null;
  const { events: raw, ...payload } = readPayload(readText(chunk)?.text ?? null);
  const lines = raw.map((event) => readLine(JSON.stringify(event)).event);
  const events = lines.filter((event) => event !== null);
  return {
    ...payload,
    events,
    damaged: lines.length - events.length,
    picture: pictureOf(file),
    images: new Map(file.chunks.map(imageOf).filter((one) => one !== null)),
  };
}

/** A file without our chunks; it may be any PNG. */
export function pictureOf(file: PngFile): Uint8Array {
  const carries = file.chunks.some((chunk) => keywordOf(chunk) === TRAJECTORY);
  const isOwn = (chunk: PngChunk, at: number) => isOurs(chunk) || (carries && isOwnParameters(file, at));
  return writePng({ ...file, chunks: file.chunks.filter((chunk, at) => !isOwn(chunk, at)) });
}

function isOurs(chunk: PngChunk): boolean {
  return chunk.type === IMAGE_CHUNK || keywordOf(chunk) === TRAJECTORY;
}

/** Our parameters stand right before our journal. */
function isOwnParameters({ chunks }: PngFile, at: number): boolean {
  const [chunk, next] = [chunks[at], chunks[at + 1]];
  if (chunk === undefined || next === undefined) return false;
  return keywordOf(chunk) === PARAMETERS && keywordOf(next) === TRAJECTORY;
}

function unique(images: readonly CarriedImage[], own: ImageRef): readonly CarriedImage[] {
  const seen = new Set([own.file]);
  return images.filter(({ ref }) => !seen.has(ref.file) && seen.add(ref.file));
}

/** File name, NUL, bytes. */
function imageChunk({ ref, bytes }: CarriedImage): PngChunk {
  return makeChunk(
    IMAGE_CHUNK,
    new Uint8Array(Buffer.concat([Buffer.from(`${ref.file}\0`, "latin1"), bytes])),
  );
}

function imageOf({ type, data }: PngChunk): [string, Uint8Array] | null {
  if (type !== IMAGE_CHUNK) return null;
  const end = data.indexOf(0);
  if (end === -1 || end > 80) return null;
  const name = Buffer.from(data.subarray(0, end)).toString("latin1");
  return /^[0-9a-f]{64}\.(png|svg)$/.test(name) ? [name, data.subarray(end + 1)] : null;
}

function readPayload(text: string | null): z.infer<typeof payloadSchema> {
  const raw = text === null ? null : json(text);
  const parsed = payloadSchema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const format = z.object({ format: z.number() }).safeParse(raw);
  if (format.success && format.data.format > TRAJECTORY_FORMAT) {
    throw new StudioError("unsupported", "This picture's run was written by a newer studio.", {
      remedy: "Update the studio, then drop the picture again.",
    });
  }
  throw new StudioError("corrupt-data", "The run in this picture cannot be read: its text is damaged.", {
    remedy: "Use the file as it was exported: other programs may cut or change what is in it.",
    cause: parsed.error,
  });
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Damaged: the schema says so.
    return null;
  }
}

const broken = { remedy: "Draw it again, or choose another picture." };
