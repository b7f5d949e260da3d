/**
 * The thinking behind the benchmark's chat server: the studio's own local machinery, asked by whichever policy. The
 * grammar decomposes, detector and reader judge pixels, the local planner chooses skills, the local refiner words
 * prompts. It is the same for every policy, and it knows what the request tells it and nothing else of the run.
 */
import { localRoles } from "../../electron/agent/local";
import { decompose } from "../../electron/agent/local/decomposer";
import { trajectoryOf } from "../../electron/agent/memory";
import type { Eyes, LoadImage, Plan, SkillShelf } from "../../electron/agent/roles";
import type { Criterion } from "../../shared/run/criteria";
import { defaultRunSettings, type RunSettings } from "../../shared/run/settings";
import type { Verdict } from "../../shared/run/verdicts";
import { IMAGE_SIZE } from "./image-server";
import { recounted } from "./recount";
import type { ToldAttempt } from "./told";

export interface Mind {
  plan(wish: string): Promise<Plan>;
  decompose(wish: string): readonly Criterion[];
  /** Judges questions on a picture, in their order. */
  look(picture: Uint8Array, questions: readonly string[], wish: string): Promise<readonly Verdict[]>;
  /** A lesson from what was told of an attempt. */
  lesson(attempt: ToldAttempt, wish: string, picture: Uint8Array): Promise<string>;
  refine(input: {
    wish: string;
    attempts: readonly ToldAttempt[];
    /** Name of the skill the request told of. */
    skill: string | null;
  }): Promise<{ prompt: string; thought: string; strategy: string }>;
}

const quiet = { signal: new AbortController().signal, onUsage: () => undefined };
const noPicture: LoadImage = () => Promise.reject(new Error("The local refiner needs no picture."));
const settings: RunSettings = { ...defaultRunSettings, size: IMAGE_SIZE, memory: false };

export function createMind(eyes: Eyes, skills: SkillShelf): Mind {
  const { planner, verifier, compressor, refiner } = localRoles(eyes);

  /** A question of the request's own decomposition has its check; any other is read by the grammar. */
  const criterionOf = (question: string, wish: string): Criterion =>
    decompose(wish).find((one) => one.question === question) ?? {
      id: question,
      question,
      kind: "other",
      weight: 1,
      enabled: true,
      origin: "decomposer",
    };

  const look: Mind["look"] = async (picture, questions, wish) => {
    const criteria = questions.map((question) => criterionOf(question, wish));
    const verdicts = new Map<string, Verdict>();
    for await (const verdict of verifier.verify({ image: picture, criteria, prompt: wish }, quiet)) {
      verdicts.set(verdict.criterionId, verdict);
    }
    return criteria.map(({ id, question }) => {
      const verdict = verdicts.get(id);
      if (verdict === undefined) throw new Error(`No verdict on ${question}`);
      return verdict;
    });
  };

  return {
    plan: (prompt) => planner.plan({ prompt, settings, skills }, quiet),
    decompose: (wish) => decompose(wish),
    look,
    lesson: async (told, wish, picture) => {
      const seen = await look(picture, [...told.failed], wish);
      const state = recounted(wish, [told], decompose(wish), settings, seen);
      const [attempt] = trajectoryOf(state);
      if (attempt === undefined) throw new Error("There is no attempt to learn from.");
      return (await compressor.distil({ attempt, previous: [], loadImage: noPicture }, quiet)).text;
    },
    refine: async ({ wish, attempts, skill }) => {
      const criteria = decompose(wish);
      const state = recounted(wish, attempts, criteria, settings, []);
      return refiner.refine(
        {
          original: wish,
          enhanced: attempts[0]?.prompt ?? wish,
          criteria,
          trajectory: trajectoryOf(state),
          skill: skill === null ? null : await skills.load(skill),
          settings,
          loadImage: noPicture,
        },
        quiet,
      );
    },
  };
}
