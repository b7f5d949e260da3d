/**
 * What memory's compression keeps and saves (GEMS, section 3.2): what each refiner call was shown, against what
 * re-sending the whole history raw would have cost: every earlier image, prompt, thought and verdict.
 *
 * Bytes are exact: text as UTF-8, images as their files. Tokens are estimates (tokens.ts), the same for both sides of
 * the comparison.
 */
import type { Criterion } from "./criteria";
import type { Experience, ImageRef, Shown } from "./events";
import type { RunState } from "./state";
import { gistOf } from "./thought";
import { pictureTokens, textTokens } from "./tokens";
import { DESIGNER, effectiveState, type Override, type Verdict } from "./verdicts";

export interface Load {
  readonly textBytes: number;
  readonly imageBytes: number;
  readonly images: number;
  /** Estimated; see above. */
  readonly tokens: number;
}

export interface CallLoad {
  /** The attempt the call wrote the prompt for. */
  readonly iteration: number;
  readonly shown: Load;
  readonly raw: Load;
}

export interface Compression {
  /** One a refiner call, in order. */
  readonly calls: readonly CallLoad[];
  readonly shown: Load;
  readonly raw: Load;
}

/** What one attempt left behind, by the parts a refiner can be shown. */
interface Facts {
  readonly iteration: number;
  /** The run an inherited attempt was made in; null for the run's own. */
  readonly from: string | null;
  /** Prompt, thought and strategy as a refiner is shown them, and raw. */
  readonly prompt: string;
  readonly rawPrompt: string;
  readonly verdicts: string;
  readonly failed: string;
  readonly notes: string;
  readonly experience: string;
  readonly image: { readonly bytes: number; readonly pixels: number } | null;
}

export const nothing: Load = { textBytes: 0, imageBytes: 0, images: 0, tokens: 0 };

/** Bytes of text and images together. */
export function bytesOf({ textBytes, imageBytes }: Load): number {
  return textBytes + imageBytes;
}

/** What compression saved, as a share of the raw history; negative where lessons cost more than they spared. */
export function savedShare(shown: number, raw: number): number {
  return raw === 0 ? 0 : 1 - shown / raw;
}

/** Adds up every refiner call of a run. */
export function compressionOf(state: RunState): Compression {
  const inherited = inheritedFacts(state);
  const own = ownFacts(state);
  const advice = state.recalled.map(({ prompt, text, tried }) => `${prompt}${text}${tried?.strategy ?? ""}`);
  const calls = state.refinements
    .filter(({ shown }) => shown.length > 0)
    .map(({ iteration, shown }): CallLoad => {
      const before = [...inherited, ...own.filter((facts) => facts.iteration < iteration)];
      return {
        iteration,
        shown: total([textLoad(advice.join("")), ...shown.map((part) => shownLoad(part, before))]),
        raw: total(before.map((facts) => rawLoad(facts))),
      };
    });
  return {
    calls,
    shown: total(calls.map((call) => call.shown)),
    raw: total(calls.map((call) => call.raw)),
  };
}

function ownFacts(state: RunState): Facts[] {
  return state.iterations.map(
    ({ n, prompt, thought, strategy, verdicts, overrides, experience, image }): Facts => ({
      iteration: n,
      from: null,
      prompt: `${prompt}${gistOf(thought)}${strategy}`,
      rawPrompt: `${prompt}${thought}${strategy}`,
      ...judgedTexts(state.criteria ?? [], verdicts, overrides),
      experience: experienceText(experience),
      image: image === null ? null : { bytes: image.ref.bytes, pixels: image.width * image.height },
    }),
  );
}

function inheritedFacts(state: RunState): Facts[] {
  return state.inherited.map(
    ({ iteration, runId, prompt, thought, strategy, verdicts, experience, image, parameters }): Facts => ({
      iteration,
      from: runId ?? state.header?.branchOf?.runId ?? "",
      prompt: `${prompt}${gistOf(thought)}${strategy}`,
      rawPrompt: `${prompt}${thought}${strategy}`,
      ...judgedTexts(
        state.criteria ?? [],
        Object.fromEntries(verdicts.map((verdict) => [verdict.criterionId, verdict])),
        {},
      ),
      experience: experienceText(experience),
      image: pictureOf(image, parameters.size),
    }),
  );
}

/** What was said of the criteria: of all, of those that failed, and by the designer, whose note stands for an answer. */
function judgedTexts(
  criteria: readonly Criterion[],
  verdicts: Readonly<Record<string, Verdict>>,
  overrides: Readonly<Record<string, Override>>,
): Pick<Facts, "verdicts" | "failed" | "notes"> {
  const ids = [...new Set([...Object.keys(verdicts), ...Object.keys(overrides)])];
  const lines = ids.map((id) => {
    const verdict = verdicts[id];
    const override = overrides[id];
    const answer = override === undefined ? verdict?.answer : override.note;
    return {
      text: `${criteria.find((one) => one.id === id)?.question ?? ""}${answer ?? ""}`,
      failed: effectiveState(verdict, override) === "fail",
      designers: override !== undefined || verdict?.by === DESIGNER,
    };
  });
  const join = (some: typeof lines) => some.map(({ text }) => text).join("");
  return {
    verdicts: join(lines),
    failed: join(lines.filter(({ failed }) => failed)),
    notes: join(lines.filter(({ designers }) => designers)),
  };
}

function pictureOf(image: ImageRef | null, side: number): Facts["image"] {
  return image === null ? null : { bytes: image.bytes, pixels: side * side };
}

function experienceText(experience: Experience | null): string {
  return experience?.text ?? "";
}

function shownLoad({ iteration, inherited, runId, parts, thumbnail }: Shown, before: readonly Facts[]): Load {
  const found = before.find((facts) =>
    inherited === true
      ? facts.from !== null && facts.iteration === iteration && (runId === undefined || facts.from === runId)
      : facts.from === null && facts.iteration === iteration,
  );
  if (found === undefined) return nothing;
  return total(
    parts.map((part) => {
      if (part === "image") return imageLoad(found.image);
      return part === "thumbnail" ? imageLoad(thumbnail ?? null) : textLoad(found[part]);
    }),
  );
}

function rawLoad(facts: Facts): Load {
  return total([textLoad(facts.rawPrompt), textLoad(facts.verdicts), imageLoad(facts.image)]);
}

function textLoad(text: string): Load {
  return { ...nothing, textBytes: utf8Length(text), tokens: textTokens(text) };
}

function imageLoad(image: Facts["image"]): Load {
  if (image === null) return nothing;
  return {
    textBytes: 0,
    imageBytes: image.bytes,
    images: 1,
    tokens: pictureTokens(image.pixels),
  };
}

function total(loads: readonly Load[]): Load {
  return loads.reduce(
    (sum, load) => ({
      textBytes: sum.textBytes + load.textBytes,
      imageBytes: sum.imageBytes + load.imageBytes,
      images: sum.images + load.images,
      tokens: sum.tokens + load.tokens,
    }),
    nothing,
  );
}

/** Bytes of a text as UTF-8, without the platform's encoder. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
