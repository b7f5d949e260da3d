/**
 * The six roles of GEMS (arXiv 2603.28088, figure 2) as interfaces. The loop knows these and nothing else:
 * who answers (rules, ONNX, a language model, a server) is decided by whoever builds the roles.
 */
import type { Criterion, CriterionKind } from "../../shared/run/criteria";
import type {
  Clarification,
  Edit,
  Experience,
  GenerationParameters,
  ImageRef,
  Recalled,
  Shown,
  SkillCandidate,
  Usage,
} from "../../shared/run/events";
import type { RunSettings } from "../../shared/run/settings";
import type { IterationState } from "../../shared/run/state";
import type { Verdict } from "../../shared/run/verdicts";
import type { LoadedSkill, LocalRules, SkillManifest } from "../../shared/skills";

/** What every call is given besides its question. */
export interface RoleContext {
  readonly signal: AbortSignal;
  /** Called after each request to a paid or counted service. */
  readonly onUsage: (usage: Usage) => void;
}

export interface Plan {
  readonly candidates: readonly SkillCandidate[];
  /** Name of the chosen skill; null when none fits. */
  readonly chosen: string | null;
  readonly reason: string;
  readonly packHash: string | null;
  readonly prompt: string;
  readonly thought: string;
  /** Sampling temperature the skill asks for, where it asks for one. */
  readonly temperature?: number;
}

/** Skills the planner may choose from; bodies are opened only for the chosen one. */
export interface SkillShelf {
  readonly manifests: () => Promise<readonly SkillManifest[]>;
  readonly load: (name: string) => Promise<LoadedSkill>;
  /** A pack's local rules without its instructions, where the shelf can tell them apart. */
  readonly rules?: (name: string) => Promise<LocalRules | null>;
}

export interface Planner {
  /**
   * Asks what is meant where the prompt contradicts itself; null where it does not. Absent in those who cannot
   * tell.
   */
  clarify?(input: { prompt: string }, context: RoleContext): Promise<Clarification | null>;
  plan(
    input: {
      prompt: string;
      settings: RunSettings;
      skills: SkillShelf;
      /** The designer's words for the first image: with them, only the skill is to be chosen. */
      words?: string;
      /** Lessons of other runs that resemble this one. */
      recalled?: readonly Recalled[];
    },
    context: RoleContext,
  ): Promise<Plan>;
}

export interface Decomposer {
  /**
   * Decomposes the designer's own prompt, never the enhanced one, while it is being planned: what a skill added is
   * nobody's requirement. Must return at least one criterion.
   */
  decompose(input: { prompt: string }, context: RoleContext): Promise<readonly Criterion[]>;
}

export interface GeneratedImage {
  readonly png: Uint8Array;
  readonly svg: string | null;
  readonly width: number;
  readonly height: number;
  readonly ms: number;
  /** Name of what drew it: "flatland", a model, a server. */
  readonly backend: string;
  /** What computed it, of models on this computer: "cpu", "webgpu". */
  readonly provider?: string;
  /** Anything the designer should know: words skipped, size changed by the server. */
  readonly notes: readonly string[];
}

/**
 * What a generator needs to make an image out of another: "scene" changes objects one by one, "mask" draws a
 * region anew, "instruction" reads what is to be changed.
 */
export type Editing = "scene" | "mask" | "instruction";

/** An image to be mended: what it is, what failed in it, and what must stay. */
export interface EditInput {
  readonly prompt: string;
  readonly parameters: GenerationParameters;
  readonly edit: Edit;
  readonly base: {
    readonly png: Uint8Array;
    /** The image's vector form, where its generator drew one. */
    readonly svg: string | null;
    readonly width: number;
    readonly height: number;
  };
  /** What is to be mended and kept, with what the verifier saw of it. */
  readonly mend: readonly JudgedCriterion[];
  readonly keep: readonly JudgedCriterion[];
}

export interface JudgedCriterion {
  readonly criterion: Criterion;
  readonly verdict: Verdict | null;
}

export type DrawingContext = RoleContext & {
  /** `preview`: the picture as far as it is, a PNG or JPEG of at most MAX_PREVIEW bytes. */
  readonly onProgress: (fraction: number, label: string, preview?: Uint8Array) => void;
};

export interface Generator {
  /** How it makes an image out of another; absent where it cannot, and from then on where a server refused to. */
  readonly editing?: Editing | undefined;
  /** Images it draws at the same time at most; 1 where absent. */
  readonly parallel?: number;
  /** Present wherever `editing` is. Throws `bad-input` when this image cannot be mended this way. */
  edit?(input: EditInput, context: DrawingContext): Promise<GeneratedImage>;
  generate(
    input: { prompt: string; parameters: GenerationParameters },
    context: DrawingContext,
  ): Promise<GeneratedImage>;
  /** Words of the prompt the generator does not know; empty where the question makes no sense. */
  unknownWords(prompt: string, signal: AbortSignal): Promise<readonly string[]>;
}

export interface Verifier {
  /**
   * True for one that is called once a question: those whose requirements failed are then never put to it. Absent
   * in those that answer all in one look, where asking in turns would only cost more.
   */
  readonly perQuestion?: boolean;
  /** Images it judges at the same time at most; as many as are drawn at the same time where absent. */
  readonly parallel?: number;
  /**
   * Judges each criterion on the pixels. Yields verdicts as they are ready, at most one a criterion. A criterion
   * that could not be asked yields state "error"; the loop asks for it once more. Throws only when no criterion
   * could be judged at all. "unclear" with confidence 0 says that no image would make it clear (the question is
   * beyond this verifier); with a higher confidence another image may.
   */
  verify(
    input: { image: Uint8Array; criteria: readonly Criterion[]; prompt: string },
    context: RoleContext,
  ): AsyncIterable<Verdict>;
}

/** Raw facts of one attempt, as the memory hands them out. Overrides of the designer stand in `iteration`. */
export interface Attempt {
  readonly iteration: IterationState;
  readonly image: ImageRef | null;
  readonly criteria: readonly Criterion[];
  /** The one to build on: the designer's pin, else the highest score. Never one the designer rejected. */
  readonly best: boolean;
  /** The run it was made in, where this one took it over; `iteration.n` counts there then. */
  readonly inheritedFrom: string | null;
  /** Attempts of the same run that the designer liked less. */
  readonly preferredTo: readonly number[];
}

export interface Compressor {
  distil(
    input: {
      /** The round's best. */
      attempt: Attempt;
      /** The round's other candidates, given-up ones included: the same words by other seeds. */
      others?: readonly Attempt[];
      /** Lessons of the run's own earlier attempts, oldest first. */
      previous: readonly Experience[];
      /** Lessons taken over from the run this one branched from, oldest first. */
      inherited?: readonly Experience[];
      loadImage: LoadImage;
    },
    context: RoleContext,
  ): Promise<Experience>;
}

export type LoadImage = (ref: ImageRef) => Promise<Uint8Array>;

export interface Refined {
  /** The lesson of the latest round, from a refiner with `distils`; without one the round stays without a lesson. */
  readonly experience?: Experience;
  /** Set where the next image is to be made out of an earlier one instead of drawn anew. */
  readonly edit?: Edit;
  readonly prompt: string;
  readonly thought: string;
  readonly strategy: string;
  readonly parameters: GenerationParameters;
  readonly shown: readonly Shown[];
}

export interface Refiner {
  /**
   * True for one that gives the latest round's lesson together with the next prompt (`Refined.experience`): the
   * compressor is not asked then, and the latest attempt comes without a lesson, with all that is known of it. Where
   * it has a lesson (the run was cut off right behind it, or the designer worded the prompt before), it keeps that one.
   */
  readonly distils?: true;
  refine(
    input: {
      /** The designer's own words. */
      original: string;
      enhanced: string;
      criteria: readonly Criterion[];
      /** Every attempt in order, inherited ones first, given-up ones included; the last one is the latest. */
      trajectory: readonly Attempt[];
      skill: LoadedSkill | null;
      /** Lessons of other runs that resemble this one, nearest first. */
      recalled?: readonly Recalled[];
      settings: RunSettings;
      /** How the generator can make an image out of another; absent where it cannot, or the designer forbids it. */
      editing?: Editing;
      loadImage: LoadImage;
    },
    context: RoleContext,
  ): Promise<Refined>;
}

/** Tells two images of equal score apart (pairwise, as Maestro does: arXiv 2509.10704). */
export interface PairJudge {
  /** Asked once with each image first: a judge that follows the place contradicts itself and decides nothing. */
  compare(
    input: {
      prompt: string;
      criteria: readonly Criterion[];
      first: Uint8Array;
      second: Uint8Array;
    },
    context: RoleContext,
  ): Promise<{ winner: "first" | "second" | "tie"; reason: string; by: string }>;
}

export interface Roles {
  readonly planner: Planner;
  readonly decomposer: Decomposer;
  readonly generator: Generator;
  readonly verifier: Verifier;
  readonly compressor: Compressor;
  readonly refiner: Refiner;
  /** Absent where nobody can compare images. */
  readonly judge?: PairJudge;
}

/** The agent's only way to bytes: content-addressed images of the run. */
export interface ImageShelf {
  /** Stores and returns the reference; the same bytes give the same reference. */
  put(bytes: Uint8Array, extension: "png" | "svg"): Promise<ImageRef>;
  get(ref: ImageRef): Promise<Uint8Array>;
}

/** The agent's way to what other runs have learnt. */
export interface ExperienceStore {
  /**
   * Lessons of other runs whose prompts resemble this one, the most useful first; empty when there are none.
   * Never throws but for cancellation: a memory that does not work must not stop a run.
   */
  recall(
    input: {
      readonly runId: string;
      readonly prompt: string;
      /** Who draws: another engine's lessons are no help. */
      readonly generator: string;
      /** What is failing already, where anything is known of it. */
      readonly failedKinds: readonly CriterionKind[];
      /** Runs whose lessons the run has anyway, or is not to have. */
      readonly except: readonly string[];
    },
    signal: AbortSignal,
  ): Promise<readonly Recalled[]>;
}

/** The agent's way to pixels' meaning without a language model (see electron/inference/vision). */
export interface Eyes {
  see(
    image: Uint8Array,
    options: { readonly text: boolean; readonly signal: AbortSignal },
  ): Promise<import("../../shared/inference/detections").Sighting>;
}
