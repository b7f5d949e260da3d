/** What the library's index keeps of a run and of each of its images. */
import { imageUrl } from "../../shared/ipc/channels";
import type { IterationSummary, LibraryMatch } from "../../shared/ipc/domains/library";
import type { RunSummary, TreeNode } from "../../shared/ipc/domains/runs";
import { wordsOf } from "../../shared/library/words";
import type { Criterion } from "../../shared/run/criteria";
import { ratingSchema } from "../../shared/run/events";
import {
  answeredWish,
  awaitsAnswer,
  bestOf,
  type IterationState,
  type RunState,
} from "../../shared/run/state";
import { effectiveState } from "../../shared/run/verdicts";
import type { IndexQuery } from "./index-query";

/** As the journal has it: whether a running run is live or was interrupted is decided when it is shown. */
export type StoredStatus = Exclude<RunSummary["status"], "interrupted">;

export interface StoredSummary extends Omit<RunSummary, "status"> {
  readonly status: StoredStatus;
}

/** Size and time of the journal file when it was read; null for states that came from a live run. */
export interface JournalMark {
  readonly bytes: number;
  readonly mtimeMs: number;
}

export interface IndexRow {
  readonly summary: StoredSummary;
  /** Name of the run's folder, without its path. */
  readonly folder: string;
  readonly mark: JournalMark | null;
  /** Of the best image; null where nothing could be judged. */
  readonly score: number | null;
  readonly text: RunText;
  /** Drawn iterations, in order. */
  readonly images: readonly ImageRow[];
  /** All iterations, for the tree of branches. */
  readonly iterations: TreeNode["iterations"];
}

export interface ImageRow {
  readonly summary: IterationSummary;
  readonly score: number | null;
  readonly text: ImageText;
  readonly verdicts: ImageVerdicts;
}

/** The texts of a run that are searched, as plain words; the most telling first. */
export interface RunText {
  readonly title: string;
  readonly prompt: string;
  readonly prompts: string;
  readonly criteria: string;
  readonly experiences: string;
}

/** The texts of an image that are searched, as plain words. */
export interface ImageText {
  readonly title: string;
  readonly prompt: string;
  readonly drawn: string;
  readonly criteria: string;
  readonly experience: string;
}

/** Kinds and questions of the criteria that failed and passed, as plain words. */
export interface ImageVerdicts {
  readonly failed: string;
  readonly passed: string;
}

export const runTextFields = ["title", "prompt", "prompts", "criteria", "experiences"] as const;
export const imageTextFields = ["title", "prompt", "drawn", "criteria", "experience"] as const;
export const verdictFields = ["failed", "passed"] as const;

/** How much a hit in each text counts, in the order of the fields above. */
export const textWeights = [8, 6, 2, 1, 1] as const;

export interface KnownRun {
  readonly folder: string;
  readonly mark: JournalMark | null;
}

export interface Page {
  readonly limit: number;
  readonly offset: number;
}

export interface Found<T> {
  readonly rows: readonly T[];
  /** Matches in all, beyond the page too. */
  readonly total: number;
}

/** A run as the tree of branches shows it. */
export interface FamilyMember {
  readonly summary: StoredSummary;
  readonly iterations: TreeNode["iterations"];
}

/** Where the rows are kept: a database file, or memory. Both find the same, in the same order. */
export interface IndexTable {
  known(): ReadonlyMap<string, KnownRun>;
  /** Adds or replaces. */
  put(rows: readonly IndexRow[]): void;
  remove(ids: readonly string[]): void;
  clear(): void;
  count(): number;
  findRuns(query: IndexQuery, page: Page): Found<StoredSummary>;
  findImages(query: IndexQuery, page: Page): Found<IterationSummary>;
  /** All runs that match, in order. */
  allRuns(query: IndexQuery): readonly LibraryMatch[];
  /** All images that match, in order. */
  allImages(query: IndexQuery): readonly LibraryMatch[];
  /** Ids of runs whose journals end running. */
  runningIds(): readonly string[];
  values(): { readonly skills: readonly string[]; readonly backends: readonly string[] };
  /** Which run each run branched from, of those that did. */
  parents(): ReadonlyMap<string, string>;
  members(ids: readonly string[]): readonly FamilyMember[];
  close(): void;
}

/** Describes a run for the index; null for a state that no run has begun. */
export function rowOf(state: RunState, folder: string, mark: JournalMark | null): IndexRow | null {
  if (state.header === null || state.status === "new") return null;
  const { id, title, prompt } = state.header;
  const best = bestOf(state);
  const shown = state.iterations.find((it) => it.n === best);
  const enabled = (state.criteria ?? []).filter((criterion) => criterion.enabled);
  const summary: StoredSummary = {
    id,
    title,
    prompt,
    ...answeredWish(state),
    createdAt: state.createdAt,
    updatedAt: state.updatedAt,
    status: state.status,
    images: state.iterations.filter((it) => it.image !== null).length,
    best,
    passed: shown?.score?.passed ?? 0,
    total: shown?.score?.total ?? enabled.length,
    skill: state.routing?.chosen ?? null,
    cover: shown?.image ? imageUrl(id, shown.image.ref.file) : null,
    rating: shown?.rating ?? null,
    branchOf: state.header.branchOf ?? null,
    reference: state.header.kind === "reference",
    ...(awaitsAnswer(state) ? { asks: true } : {}),
  };
  const asked = [prompt, summary.wish ?? ""];
  const told = plain((state.criteria ?? []).map((criterion) => criterion.question));
  return {
    summary,
    folder,
    mark,
    score: shown?.score?.ratio ?? null,
    text: { title: plain([title]), prompt: plain(asked), criteria: told, ...spoken(state, prompt) },
    images: state.iterations.flatMap((it) => imageRow(it, state, summary, told) ?? []),
    iterations: state.iterations.map((it) => treeIteration(it, summary)),
  };
}

function plain(texts: readonly string[]): string {
  return wordsOf(texts.join("\n")).join(" ");
}

function spoken(state: RunState, prompt: string): Pick<RunText, "prompts" | "experiences"> {
  const prompts = [
    state.enhanced?.prompt ?? "",
    ...state.iterations.map((it) => it.prompt),
    ...state.refinements.map((one) => one.prompt),
  ];
  return {
    prompts: plain([...new Set(prompts)].filter((text) => text !== prompt)),
    experiences: plain(state.iterations.map((it) => it.experience?.text ?? "")),
  };
}

function imageRow(
  it: IterationState,
  state: RunState,
  run: StoredSummary,
  criteria: string,
): ImageRow | null {
  if (it.image === null) return null;
  const { ref, vector, width, height, backend } = it.image;
  const summary: IterationSummary = {
    runId: run.id,
    iteration: it.n,
    runTitle: run.title,
    prompt: it.prompt,
    createdAt: it.startedAt,
    url: imageUrl(run.id, ref.file),
    hasVector: vector !== null,
    width,
    height,
    seed: it.parameters.seed,
    backend,
    passed: it.score?.passed ?? 0,
    total: it.score?.total ?? 0,
    rating: it.rating,
    best: it.n === run.best,
    pinned: it.n === state.pinned,
    skill: run.skill,
  };
  const text = {
    title: plain([run.title]),
    prompt: plain([run.prompt, run.wish ?? ""]),
    drawn: it.prompt === run.prompt ? "" : plain([it.prompt]),
    criteria,
    experience: plain([it.experience?.text ?? ""]),
  };
  return { summary, score: it.score?.ratio ?? null, text, verdicts: verdictsOf(it, state.criteria ?? []) };
}

function verdictsOf(it: IterationState, criteria: readonly Criterion[]): ImageVerdicts {
  const words = (wanted: "pass" | "fail") =>
    plain(
      criteria
        .filter(({ id, enabled }) => enabled && effectiveState(it.verdicts[id], it.overrides[id]) === wanted)
        .flatMap(({ kind, question }) => [kind, question]),
    );
  return { failed: words("fail"), passed: words("pass") };
}

function treeIteration(it: IterationState, run: StoredSummary): TreeNode["iterations"][number] {
  return {
    n: it.n,
    url: it.image === null ? null : imageUrl(run.id, it.image.ref.file),
    passed: it.score?.passed ?? 0,
    total: it.score?.total ?? 0,
    rating: it.rating,
    best: it.n === run.best,
    round: it.round,
    candidate: it.candidate,
  };
}

/** Titles in the order of a dictionary: plain words, and numbers by their size. */
export function titleKey(title: string): string {
  return plain([title]).replace(/\d+/g, (number) => number.padStart(12, "0"));
}

/** Ratings as numbers: 1 to 5, 0 for rejected. */
export function starsOf(rating: IterationSummary["rating"]): number | null {
  return rating === "rejected" ? 0 : rating;
}

/** The way back from `starsOf`. @throws ZodError for a number that stands for no rating. */
export function ratingOf(stars: number | null): IterationSummary["rating"] {
  if (stars === null) return null;
  return stars === 0 ? "rejected" : ratingSchema.parse(stars);
}

/** How much something is liked, for sorting: rejected last, unrated before it. */
export function likingOf(rating: IterationSummary["rating"]): number {
  return rating === "rejected" ? -1 : (rating ?? 0);
}
