/** A query made ready for the index: words plain, boards looked up, every field at the level it speaks of. */
import type { Board, LibrarySearch } from "../../shared/ipc/domains/library";
import type { Operator } from "../../shared/library/filters";
import { type Query, type QueryTerm, sameName } from "../../shared/library/query";
import { wordsOf } from "../../shared/library/words";
import type { StoredStatus } from "./index-row";

/** Words in a row; with `prefix` the last may be a beginning. */
export interface Phrase {
  readonly words: readonly string[];
  readonly prefix: boolean;
}

/** What belongs to a board. */
export interface Members {
  /** Ids of runs that are on it as a whole. */
  readonly whole: ReadonlySet<string>;
  /** `runId/n` of single images. */
  readonly places: ReadonlySet<string>;
}

export type Fact =
  | { readonly of: "text"; readonly phrase: Phrase }
  | { readonly of: "created"; readonly from: number | null; readonly to: number | null }
  | { readonly of: "members"; readonly members: Members }
  | { readonly of: "skill"; readonly value: string | null }
  | { readonly of: "images"; readonly op: Operator; readonly value: number }
  | { readonly of: "status"; readonly status: StoredStatus }
  /** Running in its journal; `live` tells those that are from those that were cut off. */
  | { readonly of: "liveness"; readonly live: boolean }
  | { readonly of: "branch" | "reference" }
  | { readonly of: "verdicts"; readonly field: "failed" | "passed"; readonly phrase: Phrase }
  | { readonly of: "score"; readonly op: Operator; readonly value: number }
  /** 1 to 5, 0 for rejected, null for none. */
  | { readonly of: "rating"; readonly op: Operator; readonly value: number | null }
  | { readonly of: "seed"; readonly op: Operator; readonly value: number }
  | { readonly of: "backend"; readonly value: string }
  | { readonly of: "best" | "pinned" };

export interface Condition {
  readonly fact: Fact;
  readonly not: boolean;
}

/**
 * What a fact is looked for in. "own": the thing that is listed, run or image. "run": the run. "shown": the image, and
 * of a run the one that it shows, its best. "any": the image, and of a run any of its images.
 */
export type Level = "own" | "run" | "shown" | "any";

const levels: Readonly<Record<Fact["of"], Level>> = {
  text: "own",
  created: "own",
  members: "own",
  skill: "run",
  images: "run",
  status: "run",
  liveness: "run",
  branch: "run",
  reference: "run",
  verdicts: "shown",
  score: "shown",
  rating: "any",
  seed: "any",
  backend: "any",
  best: "any",
  pinned: "any",
};

export function levelOf(fact: Fact): Level {
  return levels[fact.of];
}

export type Sort = LibrarySearch["sort"];

export interface IndexQuery {
  readonly conditions: readonly Condition[];
  readonly sort: Sort;
  /** Ids of runs that are being worked on. */
  readonly live: readonly string[];
}

/** `runId/n`. */
export function placeKey(runId: string, iteration: number): string {
  return `${runId}/${iteration}`;
}

/** Makes a parsed query ready. `board` narrows it to a board by id; one that is gone holds nothing. */
export function conditionsOf(query: Query, boards: readonly Board[], board: string | null): Condition[] {
  const named = query.terms.flatMap((term) => {
    const fact = factOf(term, boards);
    return fact === null ? [] : [{ fact, not: term.not }];
  });
  if (board === null) return named;
  const members = membersOf(boards.filter((one) => one.id === board));
  return [{ fact: { of: "members", members }, not: false }, ...named];
}

function membersOf(boards: readonly Board[]): Members {
  const items = boards.flatMap((board) => board.items);
  return {
    whole: new Set(items.filter((item) => item.iteration === null).map((item) => item.runId)),
    places: new Set(
      items.flatMap(({ runId, iteration }) => (iteration === null ? [] : [placeKey(runId, iteration)])),
    ),
  };
}

function phraseOf(text: string, prefix: boolean): Phrase {
  return { words: wordsOf(text), prefix };
}

/** null for a filter that has nothing to look for. */
function factOf({ filter }: QueryTerm, boards: readonly Board[]): Fact | null {
  switch (filter.field) {
    case "words": {
      const phrase = phraseOf(filter.text, filter.prefix);
      return phrase.words.length === 0 ? null : { of: "text", phrase };
    }
    case "failed":
    case "passed":
      return { of: "verdicts", field: filter.field, phrase: phraseOf(filter.value, true) };
    case "skill":
      return {
        of: "skill",
        value: filter.value.toLowerCase() === "none" ? null : filter.value.toLowerCase(),
      };
    case "backend":
      return { of: "backend", value: filter.value.toLowerCase() };
    case "board":
      return { of: "members", members: membersOf(boards.filter((one) => sameName(one.name, filter.value))) };
    case "rating":
      return { of: "rating", op: filter.op, value: ratingValue(filter.value) };
    case "score":
    case "seed":
      return { of: filter.field, op: filter.op, value: filter.value };
    case "rounds":
      return { of: "images", op: filter.op, value: filter.value };
    case "before":
      return { of: "created", from: null, to: filter.from };
    case "after":
      return { of: "created", from: filter.from, to: null };
    case "on":
      return { of: "created", from: filter.from, to: filter.to };
    case "is":
      return stateFact(filter.value);
  }
}

function ratingValue(value: number | "none" | "rejected"): number | null {
  if (value === "none") return null;
  return value === "rejected" ? 0 : value;
}

function stateFact(state: Extract<QueryTerm["filter"], { field: "is" }>["value"]): Fact {
  switch (state) {
    case "best":
    case "pinned":
    case "branch":
    case "reference":
      return { of: state };
    case "rejected":
      return { of: "rating", op: "=", value: 0 };
    case "running":
      return { of: "liveness", live: true };
    case "interrupted":
      return { of: "liveness", live: false };
    default:
      return { of: "status", status: state };
  }
}
