/** What roles hand back, checked before it enters the journal, and the events it becomes. */
import { StudioError } from "../../shared/errors";
import { type Criterion, criterionSchema } from "../../shared/run/criteria";
import {
  type DurableBody,
  type Experience,
  experienceSchema,
  parametersSchema,
} from "../../shared/run/events";
import { withSoundRequires } from "./dependencies";
import { uniqueId } from "./ids";
import { withinWords } from "./memory";
import type { GeneratedImage, ImageShelf, Plan, Refined } from "./roles";

const MAX_QUESTION = 500;

export function bodiesOfInspection(words: readonly string[]): readonly DurableBody[] {
  return words.length === 0 ? [] : [{ type: "words-unknown", words: [...words] }];
}

/** The plan with the designer's words for the first image in place of the planner's, and nothing else of its making. */
export function asWorded(plan: Plan, words: string | undefined): Plan {
  if (words === undefined) return plan;
  const { temperature: _temperature, ...rest } = plan;
  return { ...rest, prompt: words, thought: "Drawn in your own words." };
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

/**
 * Criteria as they may be asked: each with an identity of its own, links to others only where they lead somewhere.
 * Throws `bad-answer` when there is nothing to check: no criteria is a fault, never a pass.
 */
export function checkedCriteria(proposed: readonly Criterion[]): Criterion[] {
  if (proposed.length === 0) throw badAnswer("The decomposer found nothing to check in the prompt.");
  const taken = new Set<string>();
  const checked = proposed.map((one) => {
    const parsed = criterionSchema.safeParse({ ...one, question: one.question.slice(0, MAX_QUESTION) });
    if (!parsed.success)
      throw badAnswer("The decomposer proposed an incomplete criterion.", parsed.error.message);
    const id = uniqueId(parsed.data.id, taken);
    taken.add(id);
    return { ...parsed.data, id };
  });
  return withSoundRequires(checked);
}

/** Keeps the picture (and its vector form) and returns the event that tells of it. */
export async function storedDrawing(
  iteration: number,
  drawn: GeneratedImage,
  images: ImageShelf,
): Promise<DurableBody> {
  if (drawn.png.length === 0) throw badAnswer("The image generator answered with an empty picture.");
  const image = await images.put(drawn.png, "png");
  const { svg, width, height, ms, backend, provider, notes } = drawn;
  const body = {
    type: "image-generated" as const,
    iteration,
    image,
    width,
    height,
    ms,
    backend,
    notes: [...notes],
    ...(provider === undefined ? {} : { provider }),
  };
  if (svg === null || svg === "") return body;
  return { ...body, vector: await images.put(new TextEncoder().encode(svg), "svg") };
}

/** Holds a lesson to its attempt and to its length. Throws `bad-answer` when it is malformed. */
export function checkedExperience(iteration: number, experience: Experience): Experience {
  const parsed = experienceSchema.safeParse({ ...experience, iteration, text: withinWords(experience.text) });
  if (!parsed.success) throw badAnswer("The lesson is malformed.", parsed.error.message);
  return parsed.data;
}

/** Throws `bad-answer` when the prompt is empty or the parameters are out of range. */
export function checkedRefinement(refined: Refined): Refined {
  if (refined.prompt.trim() === "") throw badAnswer("The refiner answered with an empty prompt.");
  const parsed = parametersSchema.safeParse(refined.parameters);
  if (!parsed.success) throw badAnswer("The refiner's parameters are out of range.", parsed.error.message);
  return { ...refined, parameters: parsed.data };
}

/** The lesson that came with the prompt, if one did, stands before it. */
export function bodiesOfRefinement(iteration: number, refined: Refined): readonly DurableBody[] {
  const { prompt, thought, strategy, parameters, shown, edit, experience } = refined;
  const body = { type: "prompt-refined" as const, iteration, prompt, thought, strategy, parameters };
  const worded = { ...body, shown: [...shown], ...(edit === undefined ? {} : { edit }) };
  return experience === undefined ? [worded] : [{ type: "experience-distilled", experience }, worded];
}

function badAnswer(message: string, detail?: string): StudioError {
  const options = {
    remedy: "Go on to ask once more, or choose another mind for the roles.",
    retryable: true,
  };
  return new StudioError("bad-answer", message, detail === undefined ? options : { ...options, detail });
}
