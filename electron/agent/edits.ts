/** Images made out of earlier ones: what the refiner may ask for, and what the generator is given. */
import { asStudioError, StudioError } from "../../shared/errors";
import type { Criterion } from "../../shared/run/criteria";
import { type Edit, editSchema } from "../../shared/run/events";
import { DRAWN_ANEW } from "../../shared/run/repair";
import type { RunSettings } from "../../shared/run/settings";
import type { IterationState, RunState } from "../../shared/run/state";
import { DESIGNER, type Verdict } from "../../shared/run/verdicts";
import type { DrawingContext, EditInput, Editing, GeneratedImage, Generator, JudgedCriterion } from "./roles";
import type { Session } from "./session";
import { missing } from "./steering/refusals";

/** How this run's images can be mended; undefined where they cannot, or the designer forbids it. */
export function editingOf(generator: Generator, settings: RunSettings): Editing | undefined {
  if (settings.repair === false || generator.edit === undefined) return undefined;
  return generator.editing;
}

/**
 * The edit a refiner asks for, where it can be carried out: out of a drawn attempt of this run, mending and keeping
 * criteria it is judged by. Everything else is dropped, and the prompt drawn anew.
 */
export function checkedEdit(state: RunState, edit: Edit | undefined): Edit | undefined {
  const parsed = editSchema.safeParse(edit);
  if (!parsed.success) return undefined;
  const { base, mend, keep } = parsed.data;
  const known = new Set(enabledOf(state).map(({ id }) => id));
  const isKnown = [...mend, ...keep].every((id) => known.has(id)) && mend.every((id) => !keep.includes(id));
  return mend.length > 0 && isKnown && baseOf(state, base) !== undefined ? parsed.data : undefined;
}

/**
 * The image an edit makes out of its base. Where that cannot be done (the generator says `bad-input`, or what it
 * needs is gone), the prompt is drawn anew, and the image's notes say why.
 */
export async function mended(
  session: Session,
  { prompt, parameters }: IterationState,
  edit: Edit,
  context: DrawingContext,
): Promise<GeneratedImage> {
  const { generator } = session.input.roles;
  const anew = async (reason: string): Promise<GeneratedImage> => {
    const image = await generator.generate({ prompt, parameters }, context);
    return { ...image, notes: [...image.notes, `${DRAWN_ANEW}: ${reason}`] };
  };
  const { header } = session.state;
  if (
    generator.edit === undefined ||
    header === null ||
    editingOf(generator, header.settings) === undefined
  ) {
    return anew("what draws now cannot change an image.");
  }
  const facts = factsOf(session.state, edit);
  if (facts === null) return anew("what was to be mended is not asked any more.");
  const base = await baseImage(session, edit.base);
  if (base instanceof StudioError) return anew(base.message);
  try {
    return await generator.edit({ prompt, parameters, ...facts, base }, context);
  } catch (thrown) {
    const { code, message } = asStudioError(thrown);
    if (code !== "bad-input") throw thrown;
    return anew(message);
  }
}

function baseOf(state: RunState, n: number): IterationState | undefined {
  return state.iterations.find((it) => it.n === n && it.image !== null);
}

/** The base's picture, or what is wrong with it. */
async function baseImage({ state, input }: Session, n: number): Promise<EditInput["base"] | StudioError> {
  const image = baseOf(state, n)?.image ?? null;
  if (image === null) return missing(`picture of attempt ${n}`);
  const { ref, vector, width, height } = image;
  try {
    const svg = vector === null ? null : new TextDecoder().decode(await input.images.get(vector));
    return { png: await input.images.get(ref), svg, width, height };
  } catch (thrown) {
    return asStudioError(thrown);
  }
}

/** What is to be mended and kept as it is known by now: criteria may have gone since the edit was asked for. */
function factsOf(state: RunState, edit: Edit): Pick<EditInput, "edit" | "mend" | "keep"> | null {
  const base = baseOf(state, edit.base);
  const judged = (ids: readonly string[]) =>
    enabledOf(state)
      .filter(({ id }) => ids.includes(id))
      .map((criterion): JudgedCriterion => ({ criterion, verdict: standing(base, criterion.id) }));
  const mend = judged(edit.mend);
  const keep = judged(edit.keep);
  if (mend.length === 0) return null;
  const ids = (some: readonly JudgedCriterion[]) => some.map(({ criterion }) => criterion.id);
  return { edit: { ...edit, mend: ids(mend), keep: ids(keep) }, mend, keep };
}

/** A verdict with the designer's word in the place of the verifier's, where there is one. */
function standing(base: IterationState | undefined, criterionId: string): Verdict | null {
  const verdict = base?.verdicts[criterionId] ?? null;
  const override = base?.overrides[criterionId];
  if (override === undefined) return verdict;
  const seen = verdict ?? { criterionId, confidence: 1, answer: "", evidence: [] };
  return { ...seen, state: override.state, answer: override.note ?? seen.answer, by: DESIGNER };
}

function enabledOf(state: RunState): readonly Criterion[] {
  return (state.criteria ?? []).filter((criterion) => criterion.enabled);
}
