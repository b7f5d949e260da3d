/** What roles hand back, checked before it enters the journal, and the events it becomes. */
import { StudioError } from "../../shared/errors";
import { type Criterion, criterionSchema } from "../../shared/run/criteria";
import {
  type DurableBody,
  type Experience,
  experienceSchema,
  parametersSchema,
} from "../../shared/run/events";
import { uniqueId } from "./ids";
import { withinWords } from "./memory";
import type { GeneratedImage, ImageShelf, Plan, Refined } from "./roles";

const MAX_QUESTION = 500;

export function bodiesOfInspection(words: readonly string[]): readonly DurableBody[] {
  return words.length === 0 ? [] : [{ type: "words-unknown", words: [...words] }];
}

/** Throws `bad-answer` when the plan holds no prompt. */
export function checkedPlan(plan: Plan): Plan {
  if (plan.prompt.trim() === "") throw badAnswer("The planner answered with an empty prompt.");
  return plan;
}

export function bodiesOfPlan(plan: Plan): readonly DurableBody[] {
  const { candidates, chosen, reason, packHash, prompt, thought, temperature } = plan;
  const routed = { type: "skill-routed" as const, candidates: [...candidates], chosen, reason };
  const enhanced = { type: "prompt-enhanced" as const, prompt, thought };
  return [
    packHash === null ? routed : { ...routed, packHash },
    temperature === undefined ? enhanced : { ...enhanced, temperature },
  ];
}

/** Throws `bad-answer` when there is nothing to check: no criteria is a fault, never a pass. */
export function checkedCriteria(proposed: readonly Criterion[]): Criterion[] {
  if (proposed.length === 0) throw badAnswer("The decomposer found nothing to check in the prompt.");
  const taken = new Set<string>();
  return proposed.map((one) => {
    const parsed = criterionSchema.safeParse({ ...one, question: one.question.slice(0, MAX_QUESTION) });
    if (!parsed.success)
      throw badAnswer("The decomposer proposed an incomplete criterion.", parsed.error.message);
    const id = uniqueId(parsed.data.id, taken);
    taken.add(id);
    return { ...parsed.data, id };
  });
}

/** Keeps the picture (and its vector form) and returns the event that tells of it. */
export async function storedDrawing(
  iteration: number,
  drawn: GeneratedImage,
  images: ImageShelf,
): Promise<DurableBody> {
  if (drawn.png.length === 0) throw badAnswer("The image generator answered with an empty picture.");
  const image = await images.put(drawn.png, "png");
  const { svg, width, height, ms, backend, notes } = drawn;
  const body = {
    type: "image-generated" as const,
    iteration,
    image,
    width,
    height,
    ms,
    backend,
    notes: [...notes],
  };
  if (svg === null || svg === "") return body;
  return { ...body, vector: await images.put(new TextEncoder().encode(svg), "svg") };
}

/** Holds a lesson to its attempt and to its length. Throws `bad-answer` when it is malformed. */
export function checkedExperience(iteration: number, experience: Experience): Experience {
  const parsed = experienceSchema.safeParse({ ...experience, iteration, text: withinWords(experience.text) });
  if (!parsed.success) throw badAnswer("The compressor's lesson is malformed.", parsed.error.message);
  return parsed.data;
}

/** Throws `bad-answer` when the prompt is empty or the parameters are out of range. */
export function checkedRefinement(refined: Refined): Refined {
  if (refined.prompt.trim() === "") throw badAnswer("The refiner answered with an empty prompt.");
  const parsed = parametersSchema.safeParse(refined.parameters);
  if (!parsed.success) throw badAnswer("The refiner's parameters are out of range.", parsed.error.message);
  return { ...refined, parameters: parsed.data };
}

export function bodyOfRefinement(iteration: number, refined: Refined): DurableBody {
  const { prompt, thought, strategy, parameters, shown } = refined;
  return { type: "prompt-refined", iteration, prompt, thought, strategy, parameters, shown: [...shown] };
}

function badAnswer(message: string, detail?: string): StudioError {
  const options = {
    remedy: "Go on to ask once more, or choose another mind for the roles.",
    retryable: true,
  };
  return new StudioError("bad-answer", message, detail === undefined ? options : { ...options, detail });
}
