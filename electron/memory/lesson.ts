/** A lesson as memory keeps it: one attempt's experience, with what is needed to find it again and to judge it. */
import { z } from "zod";
import { criterionKinds } from "../../shared/run/criteria";
import { recalledSchema } from "../../shared/run/events";
import { type IterationState, type RunState, wishOf } from "../../shared/run/state";
import { effectiveState } from "../../shared/run/verdicts";

const kinds = z.array(z.enum(criterionKinds));

export const storedLessonSchema = z.object({
  /** `<run>-<iteration>`: the same whenever it is derived from the run's journal. */
  id: z.string().min(1),
  runId: z.string().min(1),
  runTitle: z.string(),
  iteration: z.number().int().min(1),
  createdAt: z.number(),
  /** The designer's own words for the run. */
  prompt: z.string(),
  /** Who drew. */
  generator: z.string(),
  /** File name of the attempt's picture in its run's images folder. */
  image: z.string().nullable(),
  text: z.string(),
  strategy: z.string(),
  worked: z.array(z.string()),
  failed: z.array(z.string()),
  workedKinds: kinds,
  failedKinds: kinds,
  /** The attempt that followed, where there was one and both were judged. */
  tried: recalledSchema.shape.tried.unwrap().nullable(),
});
export type StoredLesson = z.infer<typeof storedLessonSchema>;

/** All lessons of a run, in order. Inherited ones belong to the run they were made in. */
export function lessonsOf(state: RunState): StoredLesson[] {
  return state.iterations.flatMap((iteration) => {
    const lesson = lessonOf(state, iteration);
    return lesson === null ? [] : [lesson];
  });
}

function lessonOf(state: RunState, iteration: IterationState): StoredLesson | null {
  const { header } = state;
  const { experience } = iteration;
  if (header === null || experience === null) return null;
  return {
    id: `${header.id}-${iteration.n}`,
    runId: header.id,
    runTitle: header.title,
    iteration: iteration.n,
    createdAt: iteration.startedAt,
    prompt: wishOf(state),
    generator: header.settings.generator,
    image: iteration.image?.ref.file ?? null,
    text: experience.text,
    strategy: experience.strategy,
    worked: [...experience.worked],
    failed: [...experience.failed],
    workedKinds: kindsIn(state, iteration, "pass"),
    failedKinds: kindsIn(state, iteration, "fail"),
    tried: triedAfter(state, iteration),
  };
}

function kindsIn(state: RunState, iteration: IterationState, wanted: "pass" | "fail") {
  const found = (state.criteria ?? [])
    .filter(({ enabled }) => enabled)
    .filter(({ id }) => effectiveState(iteration.verdicts[id], iteration.overrides[id]) === wanted);
  return criterionKinds.filter((kind) => found.some((criterion) => criterion.kind === kind));
}

/** What the next attempt was and came to: the measure of whether the lesson helped. */
function triedAfter(state: RunState, iteration: IterationState): StoredLesson["tried"] {
  const next = state.iterations.find(({ n }) => n === iteration.n + 1);
  const before = ratioOf(iteration);
  if (next === undefined || before === null) return null;
  const ratio = ratioOf(next);
  if (ratio === null) return null;
  const hottest = state.iterations[0]?.parameters.temperature ?? 0;
  const { temperature } = next.parameters;
  return {
    strategy: next.strategy,
    prompt: next.prompt,
    planned: state.enhanced?.prompt ?? wishOf(state),
    cooling: hottest === 0 ? 1 : temperature / hottest,
    ratio,
    gain: ratio - before,
  };
}

/** The score of an attempt that was drawn and judged to its end; else null. */
function ratioOf({ image, judged, skipped, score }: IterationState): number | null {
  return image === null || skipped || !judged ? null : (score?.ratio ?? null);
}
