/** What backends that make an image out of another have in common. */
import { StudioError } from "../../shared/errors";
import type { MaskRequest } from "../../shared/inference/regions";
import type { Box } from "../../shared/run/verdicts";
import type { EditInput, Editing, GeneratedImage } from "../agent/roles";
import { HttpStatusError } from "./http-errors";
import type { Pictures } from "./pictures";

/** Models read a list this long; what else is to stay is in the picture anyway. */
const MOST_KEPT = 12;

/** What to change and what to leave, for models that read instructions. */
export function editWords({ prompt, edit, keep }: EditInput): string {
  const kept = keep.slice(0, MOST_KEPT).map(({ criterion }) => `- ${criterion.question}`);
  return [
    `Change this picture: ${edit.instruction}`,
    "Leave everything else exactly as it is.",
    ...(kept.length === 0
      ? []
      : [`Each of these is answered with yes now and must stay so:\n${kept.join("\n")}`]),
    `Afterwards the whole picture shows: ${prompt}`,
  ].join("\n\n");
}

/** The boxes to draw anew; null where the whole picture may change. */
export function regionOf({ edit }: EditInput): readonly Box[] | null {
  return edit.boxes === null || edit.boxes.length === 0 ? null : edit.boxes;
}

/** A mask of the base's own size. */
export function maskFor(
  input: EditInput,
  boxes: readonly Box[],
  polarity: MaskRequest["polarity"],
  pictures: Pictures,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const { width, height } = input.base;
  return pictures.mask({ boxes, width, height, polarity }, signal);
}

/**
 * Puts the base's own pixels back wherever the region does not reach: servers draw what is outside of a mask again
 * too, nearly alike. Left out, and told, where the server changed the size.
 */
export async function keptOutside(
  image: GeneratedImage,
  input: EditInput,
  boxes: readonly Box[],
  pictures: Pictures,
  signal: AbortSignal,
): Promise<GeneratedImage> {
  const { base } = input;
  if (image.width !== base.width || image.height !== base.height) {
    const sizes = `${image.width}×${image.height} instead of ${base.width}×${base.height} pixels`;
    const note = `The server changed the size (${sizes}), so nothing could be put back outside the region.`;
    return { ...image, notes: [...image.notes, note] };
  }
  const laid = await pictures.composite({ base: base.png, edited: image.png, boxes }, signal);
  const note = `Outside the region everything is, pixel by pixel, as it was in iteration ${input.edit.base}.`;
  return { ...image, ...laid, notes: [...image.notes, note] };
}

/** Whether a server can edit, as far as is known; one that refused is not asked again. */
export class Editability {
  #editing: Editing | undefined;

  constructor(editing: Editing | undefined) {
    this.#editing = editing;
  }

  get now(): Editing | undefined {
    return this.#editing;
  }

  /** The server reads instructions, but takes no masks. */
  withoutMasks(): void {
    if (this.#editing === "mask") this.#editing = "instruction";
  }

  /** Does the work. @throws StudioError "bad-input" when the server cannot edit, at once from the second time on. */
  async attempt<T>(work: () => Promise<T>): Promise<T> {
    if (this.#editing === undefined) throw cannotEdit("it refused before");
    try {
      return await work();
    } catch (error) {
      if (!refusesEdits(error)) throw error;
      this.#editing = undefined;
      throw cannotEdit(error.message, error);
    }
  }
}

/** The server does not know the address, or says that it or its model cannot do this. */
function refusesEdits(error: unknown): error is HttpStatusError {
  if (!(error instanceof HttpStatusError)) return false;
  const { status, said } = error;
  if (status === 404 || status === 405 || status === 501) return true;
  return (
    (status === 400 || status === 415 || status === 422) &&
    /\bedit|unsupported|not (?:be )?support|does(?: not|n't) support|invalid(?: value)?[^.]*model|model[^.]*(?:invalid|must be)/i.test(
      said,
    )
  );
}

/** @param why the server's reason, in words */
export function cannotEdit(why: string, cause?: unknown): StudioError {
  return new StudioError("bad-input", "This server cannot make an image out of another.", {
    remedy: "The image is drawn anew instead. Forbid repairs in the settings to save the attempt.",
    detail: why,
    ...(cause === undefined ? {} : { cause }),
  });
}
