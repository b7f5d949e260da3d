/** What the library's index keeps of a run. */
import { imageUrl } from "../../shared/ipc/channels";
import type { RunSummary } from "../../shared/ipc/contract";
import { bestOf, type RunState } from "../../shared/run/state";
import type { SearchPhrases } from "./search-terms";

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
  readonly text: RunText;
}

/** The texts that are searched; the most telling first. */
export interface RunText {
  readonly title: string;
  readonly prompt: string;
  readonly prompts: string;
  readonly criteria: string;
  readonly experiences: string;
}

export const textFields = ["title", "prompt", "prompts", "criteria", "experiences"] as const;

/** How much a hit in each text counts. */
export const textWeights: Readonly<Record<keyof RunText, number>> = {
  title: 8,
  prompt: 6,
  prompts: 2,
  criteria: 1,
  experiences: 1,
};

export interface KnownRun {
  readonly folder: string;
  readonly mark: JournalMark | null;
}

/** Where the rows are kept: a database file, or memory. */
export interface IndexTable {
  known(): ReadonlyMap<string, KnownRun>;
  /** Adds or replaces. */
  put(rows: readonly IndexRow[]): void;
  remove(ids: readonly string[]): void;
  clear(): void;
  /** Without phrases: all, newest first; else best matches first. */
  search(
    phrases: SearchPhrases,
    page: { readonly limit: number; readonly offset: number },
  ): { readonly rows: readonly StoredSummary[]; readonly total: number };
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
    createdAt: state.createdAt,
    updatedAt: state.updatedAt,
    status: state.status,
    images: state.iterations.filter((it) => it.image !== null).length,
    best,
    passed: shown?.score?.passed ?? 0,
    total: shown?.score?.total ?? enabled.length,
    skill: state.routing?.chosen ?? null,
    cover: shown?.image ? imageUrl(id, shown.image.ref.file) : null,
  };
  return { summary, folder, mark, text: textOf(state, title, prompt) };
}

function textOf(state: RunState, title: string, prompt: string): RunText {
  const prompts = [
    state.enhanced?.prompt ?? "",
    ...state.iterations.map((it) => it.prompt),
    ...state.refinements.map((one) => one.prompt),
  ];
  return {
    title,
    prompt,
    prompts: [...new Set(prompts)].filter((text) => text !== prompt).join("\n"),
    criteria: (state.criteria ?? []).map((criterion) => criterion.question).join("\n"),
    experiences: state.iterations.map((it) => it.experience?.text ?? "").join("\n"),
  };
}
