/** Roles for rounds of several images: what an image passes follows from its seed, its words and what it was made of. */
import type { EditInput, Editing, PairJudge, Roles } from "../../../../electron/agent/roles";
import { StudioError } from "../../../../shared/errors";
import type { Criterion } from "../../../../shared/run/criteria";
import type { Experience } from "../../../../shared/run/events";
import type { VerdictState } from "../../../../shared/run/verdicts";
import { scripted, verdict } from "./support";

/** What a picture shows: how it was made. */
export interface Picture {
  readonly seed: number;
  readonly prompt: string;
  /** The seed of the image it was made of; null where it was drawn. */
  readonly of: number | null;
  readonly mended: readonly string[];
}

export interface Workshop {
  readonly criteria: readonly Criterion[];
  readonly answer: (picture: Picture, criterionId: string) => VerdictState;
  readonly log?: string[];
  readonly parallel?: number;
  readonly editing?: Editing;
  /** Wishes for an edit of the best attempt wherever it may; always drawn anew without. */
  readonly repairs?: boolean;
  /** Throws for images that cannot be drawn. */
  readonly obstacle?: (picture: Picture) => void;
  readonly judge?: PairJudge;
  readonly edits?: EditInput[];
  /** The refiner gives the round's lesson with the prompt. */
  readonly distils?: boolean;
}

export function encoded({ seed, of, mended, prompt }: Picture): Uint8Array {
  return new TextEncoder().encode([seed, of ?? "", mended.join("+"), prompt].join("|"));
}

export function decoded(bytes: Uint8Array): Picture {
  const [seed = "", of = "", mended = "", ...prompt] = new TextDecoder().decode(bytes).split("|");
  return {
    seed: Number(seed),
    of: of === "" ? null : Number(of),
    mended: mended === "" ? [] : mended.split("+"),
    prompt: prompt.join("|"),
  };
}

export function workshop(shop: Workshop): Roles {
  const {
    criteria,
    answer,
    log = [],
    parallel,
    editing,
    repairs = false,
    obstacle,
    judge,
    edits = [],
    distils = false,
  } = shop;
  const plain = scripted(criteria, [{}], { log });
  const drawn = (picture: Picture) => {
    obstacle?.(picture);
    return {
      png: encoded(picture),
      svg: `<svg id="${picture.seed}"/>`,
      width: 64,
      height: 64,
      ms: 1,
      backend: "workshop",
      notes: [],
    };
  };
  const edit = async (input: EditInput) => {
    const { prompt, parameters, base, mend } = input;
    log.push(`edit ${parameters.seed}`);
    edits.push(input);
    const mended = mend.map(({ criterion }) => criterion.id);
    return drawn({ seed: parameters.seed, prompt, of: decoded(base.png).seed, mended });
  };
  return {
    ...plain,
    generator: {
      unknownWords: async () => [],
      generate: async ({ prompt, parameters }) => {
        log.push(`draw ${parameters.seed}`);
        return drawn({ seed: parameters.seed, prompt, of: null, mended: [] });
      },
      ...(parallel === undefined ? {} : { parallel }),
      ...(editing === undefined ? {} : { editing, edit }),
    },
    verifier: {
      async *verify({ image, criteria: asked }) {
        const picture = decoded(image);
        log.push(`verify ${picture.seed}`);
        for (const { id } of asked) yield verdict(id, answer(picture, id));
      },
    },
    compressor: {
      distil: async ({ attempt, others = [] }) => {
        const { n } = attempt.iteration;
        log.push(`distil ${n}`);
        const text = `lesson of ${n}, beside ${others.map(({ iteration }) => iteration.n).join(" and ")}`;
        return { iteration: n, text, worked: [], failed: [], strategy: "s" };
      },
    },
    refiner: {
      ...(distils ? { distils } : {}),
      refine: async ({ trajectory, settings, editing: possible }) => {
        const n = trajectory.length + 1;
        log.push(`refine ${n}`);
        const parameters = { seed: n * 1_000, size: settings.size, temperature: settings.temperature };
        const refined = {
          prompt: `prompt ${n}`,
          thought: "because",
          strategy: "again",
          parameters,
          shown: [],
          ...(distils ? { experience: lessonBefore(n) } : {}),
        };
        const base = trajectory.find((attempt) => attempt.best);
        if (!repairs || possible === undefined || base === undefined) return refined;
        const { iteration } = base;
        const standing = ({ id }: Criterion) =>
          iteration.overrides[id]?.state ?? iteration.verdicts[id]?.state ?? null;
        const of = (state: VerdictState) =>
          base.criteria.filter((one) => one.enabled && standing(one) === state).map(({ id }) => id);
        const wish = { mend: of("fail"), keep: of("pass"), boxes: null };
        return { ...refined, edit: { base: iteration.n, instruction: "mend it", ...wish } };
      },
    },
    ...(judge === undefined ? {} : { judge }),
  };
}

/** What a refiner that distils makes of all before an attempt. */
export function lessonBefore(n: number): Experience {
  return { iteration: 1, text: `learnt before ${n}`, worked: [], failed: [], strategy: "again" };
}

export function broken(message = "The engine is out of breath."): StudioError {
  return new StudioError("server-error", message, { remedy: "Go on.", retryable: false });
}

/** Lets others go first that many times. */
async function wait(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await Promise.resolve();
}

/** The same workshop with everybody at a pace of their own, which is always the same. */
function paced(roles: Roles, salt: number): Roles {
  const { planner, decomposer, generator, verifier } = roles;
  return {
    ...roles,
    planner: {
      ...planner,
      plan: async (...args) => {
        await wait(lot(salt, "plan") % 25);
        return planner.plan(...args);
      },
    },
    decomposer: {
      decompose: async (...args) => {
        await wait(lot(salt, "decompose") % 25);
        return decomposer.decompose(...args);
      },
    },
    generator: {
      ...generator,
      generate: async (input, context) => {
        await wait(lot(salt, input.parameters.seed, "draw") % 12);
        return generator.generate(input, context);
      },
    },
    verifier: {
      ...verifier,
      async *verify(input, context) {
        const { seed } = decoded(input.image);
        for await (const verdict of verifier.verify(input, context)) {
          await wait(lot(salt, seed, verdict.criterionId, "look") % 12);
          yield verdict;
        }
      },
    },
  };
}

/** What a workshop's images come to, and what befalls it, all of it told by one number. */
export interface Fate {
  readonly salt: number;
  readonly parallel: number;
  readonly repairs: boolean;
  readonly judges: boolean;
  /** One image in so many cannot be drawn; 0: every one can. */
  readonly unlucky: number;
  /** True where the lesson comes with the prompt. */
  readonly distils: boolean;
}

/** A workshop where nothing depends on chance or order: the same image always fares the same. */
export function fated(criteria: readonly Criterion[], fate: Fate, log: string[] = []): Roles {
  const { salt, parallel, repairs, judges, unlucky, distils } = fate;
  const states = ["pass", "fail", "fail", "pass", "unclear"] as const;
  const roles = workshop({
    criteria,
    log,
    parallel,
    distils,
    answer: ({ seed, mended }, id) =>
      mended.includes(id) ? "pass" : (states[lot(salt, seed, id) % states.length] ?? "fail"),
    obstacle: ({ seed, of }) => {
      const drawn = lot(salt, seed, "drawn");
      if (unlucky > 0 && drawn % unlucky === 0) throw broken();
      if (of !== null && drawn % 3 === 0) {
        throw new StudioError("bad-input", "Not to be mended.", { remedy: "-" });
      }
    },
    ...(repairs ? { editing: "scene" as const, repairs: true } : {}),
    ...(judges ? { judge: fatedJudge(salt) } : {}),
  });
  return paced(roles, salt);
}

function fatedJudge(salt: number): PairJudge {
  const sides = ["first", "second", "tie"] as const;
  return {
    compare: async ({ first, second }) => {
      const [a, b] = [decoded(first).seed, decoded(second).seed];
      const drawn = lot(salt, a + b, "pair");
      if (drawn % 5 === 0) throw broken("The judge has gone home.");
      const strict = a > b ? ("first" as const) : ("second" as const);
      return { winner: drawn % 2 === 0 ? strict : (sides[drawn % 3] ?? "tie"), reason: "so", by: "eye" };
    },
  };
}

/** A number from 0 that looks drawn by lot, and is always the same for the same words. */
function lot(...words: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const char of words.join("/")) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193) >>> 0;
  return (hash ^ (hash >>> 15)) >>> 0;
}
