/** The loop's draw step: the images of one round that are drawn at the same time, most often one. */
import { asStudioError, type StudioError, throwIfCancelled } from "../../shared/errors";
import { MAX_PREVIEW, type PassingBody, type RunEvent } from "../../shared/run/events";
import type { IterationState } from "../../shared/run/state";
import { mended } from "./edits";
import { fail, perform, type Tools, type Work } from "./perform";
import { storedDrawing } from "./results";
import type { DrawingContext, GeneratedImage } from "./roles";
import { drawnInRound } from "./rounds";
import type { Session } from "./session";
import type { Step } from "./steps";

type DrawStep = Step & { readonly kind: "draw" };

/** An image that could not be drawn, however often it was tried. */
interface Missing {
  readonly n: number;
  readonly error: StudioError;
}

/**
 * Every image is journaled as it comes. Those that cannot be drawn are given up where others of their round came:
 * these are kept and judged. The run ends, resumable from this very step, only when there is none.
 */
export async function* draw(session: Session, step: DrawStep): AsyncGenerator<RunEvent, void, void> {
  const attempts = session.state.iterations.filter((it) => step.iterations.includes(it.n));
  const work: Work<readonly Missing[]> = async (tools) => {
    const lanes = await Promise.all(attempts.map((attempt) => drawOne(session, attempt, tools)));
    return lanes.filter((missing) => missing !== null);
  };
  const outcome = yield* perform(session, step, "generator", work);
  if (outcome.kind === "failed") return yield* fail(session, "generator", outcome.error, step.iteration);
  if (outcome.kind === "done") yield* without(session, outcome.value);
}

async function* without(session: Session, missing: readonly Missing[]): AsyncGenerator<RunEvent, void, void> {
  // A disk that takes no picture is nobody's bad luck with one seed.
  const [worst] = [...missing].sort((a, b) => Number(isStorage(b)) - Number(isStorage(a)));
  if (worst === undefined) return;
  const came = drawnInRound(session.state).some((it) => !it.judged);
  if (!came || isStorage(worst)) return yield* fail(session, "generator", worst.error, worst.n);
  for (const { n, error } of missing) {
    yield* session.say({ type: "iteration-skipped", iteration: n, reason: error.message });
  }
}

function isStorage({ error }: Missing): boolean {
  return error.code === "storage";
}

/** Tells of the image as soon as it is kept; null then. */
async function drawOne(session: Session, attempt: IterationState, tools: Tools): Promise<Missing | null> {
  const { n } = attempt;
  const drawing = async () => {
    const drawn = await imageOf(session, attempt, { ...tools, onProgress: telling(n, tools) });
    throwIfCancelled(tools.signal);
    return storedDrawing(n, drawn, session.input.images);
  };
  try {
    tools.tell(await tools.trying(drawing, n));
    return null;
  } catch (thrown) {
    return { n, error: asStudioError(thrown) };
  }
}

function imageOf(
  session: Session,
  attempt: IterationState,
  context: DrawingContext,
): Promise<GeneratedImage> {
  const { prompt, parameters, edit } = attempt;
  if (edit !== null) return mended(session, attempt, edit, context);
  return session.input.roles.generator.generate({ prompt, parameters }, context);
}

function telling(iteration: number, { tell }: Tools): DrawingContext["onProgress"] {
  return (fraction, label, preview) => {
    const body: PassingBody = { type: "generation-progress", iteration, fraction: clamp01(fraction), label };
    const shows = preview !== undefined && preview.length <= MAX_PREVIEW;
    tell(shows ? { ...body, preview } : body);
  };
}

function clamp01(value: number): number {
  return Math.min(1, Math.max(0, Number.isFinite(value) ? value : 0));
}
