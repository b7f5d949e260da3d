/**
 * The six roles of GEMS (arXiv 2603.28088, figure 2) as interfaces. The loop knows these and nothing else:
 * who answers (rules, ONNX, a language model, a server) is decided by whoever builds the roles.
 */
import type { Criterion } from "../../shared/run/criteria";
import type {
  Experience,
  GenerationParameters,
  ImageRef,
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
  plan(
    input: { prompt: string; settings: RunSettings; skills: SkillShelf },
    context: RoleContext,
  ): Promise<Plan>;
}

export interface Decomposer {
  /** Decomposes the designer's own prompt, never the enhanced one. Must return at least one criterion. */
  decompose(
    input: { prompt: string; skill: LoadedSkill | null },
    context: RoleContext,
  ): Promise<readonly Criterion[]>;
}

export interface GeneratedImage {
  readonly png: Uint8Array;
  readonly svg: string | null;
  readonly width: number;
  readonly height: number;
  readonly ms: number;
  /** Name of what drew it: "flatland", a model, a server. */
  readonly backend: string;
  /** Anything the designer should know: words skipped, size changed by the server. */
  readonly notes: readonly string[];
}

export interface Generator {
  generate(
    input: { prompt: string; parameters: GenerationParameters },
    context: RoleContext & { readonly onProgress: (fraction: number, label: string) => void },
  ): Promise<GeneratedImage>;
  /** Words of the prompt the generator does not know; empty where the question makes no sense. */
  unknownWords(prompt: string, signal: AbortSignal): Promise<readonly string[]>;
}

export interface Verifier {
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
  /** The one to build on: the designer's pin, else the highest score. */
  readonly best: boolean;
}

export interface Compressor {
  distil(
    input: { attempt: Attempt; previous: readonly Experience[]; loadImage: LoadImage },
    context: RoleContext,
  ): Promise<Experience>;
}

export type LoadImage = (ref: ImageRef) => Promise<Uint8Array>;

export interface Refined {
  readonly prompt: string;
  readonly thought: string;
  readonly strategy: string;
  readonly parameters: GenerationParameters;
  readonly shown: readonly Shown[];
}

export interface Refiner {
  refine(
    input: {
      /** The designer's own words. */
      original: string;
      enhanced: string;
      criteria: readonly Criterion[];
      /** Every attempt in order, given-up ones included; the last one is the latest. */
      trajectory: readonly Attempt[];
      skill: LoadedSkill | null;
      settings: RunSettings;
      loadImage: LoadImage;
    },
    context: RoleContext,
  ): Promise<Refined>;
}

export interface Roles {
  readonly planner: Planner;
  readonly decomposer: Decomposer;
  readonly generator: Generator;
  readonly verifier: Verifier;
  readonly compressor: Compressor;
  readonly refiner: Refiner;
}

/** The agent's only way to bytes: content-addressed images of the run. */
export interface ImageShelf {
  /** Stores and returns the reference; the same bytes give the same reference. */
  put(bytes: Uint8Array, extension: "png" | "svg"): Promise<ImageRef>;
  get(ref: ImageRef): Promise<Uint8Array>;
}

/** The agent's way to pixels' meaning without a language model (see electron/inference/vision). */
export interface Eyes {
  see(
    image: Uint8Array,
    options: { readonly text: boolean; readonly signal: AbortSignal },
  ): Promise<import("../../shared/inference/detections").Sighting>;
}
