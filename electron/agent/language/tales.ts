/**
 * How much of an attempt the refiner is told, from everything down to the designer's word alone, as text and as it
 * goes on record.
 */
import type { Shown } from "../../../shared/run/events";
import type { Attempt } from "../roles";
import {
  attemptName,
  designersText,
  failedText,
  hasDecisions,
  opinionText,
  promptText,
  verdictsText,
} from "./attempt-text";
import { oneLine } from "./quote";

/**
 * "full": prompt, every verdict, lesson. "rich": prompt, what failed, lesson. "brief": the lesson, or prompt and what
 * failed where none was drawn. "notes": what the designer said of it and nothing else.
 */
export type Depth = "full" | "rich" | "brief" | "notes";

/** A picture as it is sent. */
export interface Picture {
  readonly bytes: Uint8Array;
  /** Its size, where it was made smaller than it was drawn. */
  readonly small: { readonly bytes: number; readonly pixels: number } | null;
}

export interface Tale {
  readonly attempt: Attempt;
  readonly depth: Depth;
  readonly picture: Picture | null;
}

type Part = Shown["parts"][number];

interface Telling {
  readonly parts: readonly Part[];
  readonly text: string;
}

export interface TellOptions {
  /** Prompts that are told already, with the attempt whose they are. */
  readonly known?: ReadonlyMap<string, Attempt>;
  /** Tokens of its prompt at most. */
  readonly promptTokens?: number;
}

/** What is said of an attempt; an empty text where there is nothing to say at this depth. */
export function tell(attempt: Attempt, depth: Depth, options: TellOptions = {}): Telling {
  if (depth === "notes") return notes(attempt);
  return depth === "brief" && attempt.iteration.experience !== null
    ? lesson(attempt)
    : facts(attempt, depth, options);
}

function notes(attempt: Attempt): Telling {
  const text = designersText(attempt);
  return text === "" ? { text, parts: [] } : { text: `${attemptName(attempt)}: ${text}`, parts: ["notes"] };
}

function lesson(attempt: Attempt): Telling {
  const said = designersText(attempt);
  const line = `${attemptName(attempt)}: ${oneLine(attempt.iteration.experience?.text ?? "")}`;
  return said === ""
    ? { text: line, parts: ["experience"] }
    : { text: `${line}\n${said}`, parts: ["notes", "experience"] };
}

function facts(attempt: Attempt, depth: Depth, { known, promptTokens }: TellOptions): Telling {
  const { iteration, best } = attempt;
  const twin = known?.get(iteration.prompt);
  const isTwin = twin !== undefined && twin !== attempt;
  const judged = Object.keys(iteration.verdicts).length > 0;
  const whole = depth === "full";
  const parts: Part[] = isTwin ? [] : ["prompt"];
  const verdicts = whole ? verdictsText(attempt) : failedText(attempt);
  if (judged && whole) parts.push("verdicts");
  if (judged && !whole && verdicts !== "") parts.push("failed");
  const decisions = whole ? opinionText(attempt) : designersText(attempt);
  if (!whole && (hasDecisions(attempt) || decisions !== "")) parts.push("notes");
  if (iteration.experience !== null) parts.push("experience");
  const texts = [
    `${attemptName(attempt).toUpperCase()}${best ? " (the best so far)" : ""}`,
    isTwin
      ? `Drawn from the same prompt as ${attemptName(twin).toLowerCase()}.`
      : promptText(attempt, promptTokens),
    decisions,
    judged ? verdicts || "Nothing failed." : "It was not judged.",
    iteration.experience === null ? "" : `Lesson: ${oneLine(iteration.experience.text)}`,
  ];
  return { text: texts.filter((text) => text !== "").join("\n"), parts };
}

/** What the journal keeps of a tale; null where nothing was told. */
export function shownIn({ attempt, depth, picture }: Tale, options: TellOptions): Shown | null {
  const told = tell(attempt, depth, options).parts;
  const pictured: Part[] = picture === null ? [] : [picture.small === null ? "image" : "thumbnail"];
  // In the order a reader of the record knows: words, pictures, the lesson.
  const parts = [
    ...told.filter((part) => part !== "experience"),
    ...pictured,
    ...told.filter((part) => part === "experience"),
  ];
  if (parts.length === 0) return null;
  const { iteration, inheritedFrom } = attempt;
  return {
    iteration: iteration.n,
    parts,
    ...(picture?.small == null ? {} : { thumbnail: picture.small }),
    ...(inheritedFrom === null ? {} : { inherited: true as const, runId: inheritedFrom }),
  };
}
