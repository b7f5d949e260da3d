/** Chooses which lessons to bring up for a new run, and says why. */
import type { CriterionKind } from "../../shared/run/criteria";
import { criterionKinds } from "../../shared/run/criteria";
import type { Recalled } from "../../shared/run/events";
import type { Likeness } from "./likeness";
import type { Shelved } from "./shelf";
import { kindsAsked, sharedThings } from "./words";

/** Lessons brought up at most, and of one run at most. */
const MOST = 6;
const MOST_OF_RUN = 2;

/**
 * Prompts less alike than this teach each other nothing. By meaning: of 11,000 pairs of made-up prompts of the
 * bundled engine's world, 6 % are nearer.
 */
const ENOUGH = { meaning: 0.55, words: 0.5 } as const;
/** A pinned lesson is brought up for less. */
const PINNED_BONUS = 0.1;

export interface RecallQuestion {
  readonly prompt: string;
  readonly failedKinds: readonly CriterionKind[];
}

/** The most useful lessons first. Likeness decides; pins, help given before and the same failures weigh a little. */
export function chooseLessons(
  shelf: readonly Shelved[],
  { prompt, failedKinds }: RecallQuestion,
  likeness: Likeness,
): Recalled[] {
  const near = shelf
    .map((one) => ({ one, similarity: likeness.between(prompt, one.lesson.prompt) }))
    .filter(({ one, similarity }) => similarity >= ENOUGH[likeness.by] - (one.pinned ? PINNED_BONUS : 0))
    .map(({ one, similarity }) => ({ one, similarity, use: useOf(one, similarity, failedKinds) }))
    .sort((a, b) => b.use - a.use || (a.one.lesson.id < b.one.lesson.id ? -1 : 1));
  const perRun = new Map<string, number>();
  const chosen: Recalled[] = [];
  for (const { one, similarity } of near) {
    if (chosen.length === MOST) break;
    const { runId } = one.lesson;
    const taken = perRun.get(runId) ?? 0;
    if (taken === MOST_OF_RUN && !one.pinned) continue;
    perRun.set(runId, taken + 1);
    chosen.push(recalledOf(one, prompt, similarity));
  }
  return chosen;
}

function useOf(
  { lesson, pinned, gain }: Shelved,
  similarity: number,
  failed: readonly CriterionKind[],
): number {
  const sameFailures = lesson.failedKinds.filter((kind) => failed.includes(kind)).length;
  return similarity + (pinned ? PINNED_BONUS : 0) + 0.05 * (gain ?? 0) + 0.02 * sameFailures;
}

function recalledOf({ lesson }: Shelved, prompt: string, similarity: number): Recalled {
  const { id, runId, iteration, text, strategy, tried } = lesson;
  const asked = new Set(kindsAsked(prompt));
  const kinds = criterionKinds.filter(
    (kind) => asked.has(kind) && [...lesson.workedKinds, ...lesson.failedKinds].includes(kind),
  );
  const common = { kinds, words: sharedThings(prompt, lesson.prompt).slice(0, 4) };
  const recalled = { id, runId, iteration, prompt: lesson.prompt, text, strategy, similarity, common };
  const why = whyOf(prompt === lesson.prompt, common, lesson.prompt);
  return { ...recalled, why, ...(tried === null ? {} : { tried }) };
}

const asksFor: Partial<Record<CriterionKind, string>> = {
  count: "counts",
  position: "positions",
  text: "lettering",
};

/** "Both ask for counts and positions and say “bicycle” and “cow”." */
function whyOf(same: boolean, common: NonNullable<Recalled["common"]>, prompt: string): string {
  if (same) return "The very same prompt.";
  const kinds = common.kinds.map((kind) => asksFor[kind] ?? kind);
  const parts = [
    kinds.length === 0 ? "" : `ask for ${list(kinds)}`,
    common.words.length === 0 ? "" : `say ${list(common.words.map((word) => `“${word}”`))}`,
  ].filter((part) => part !== "");
  return parts.length === 0 ? `It resembles “${prompt}”.` : `Both ${parts.join(" and ")}.`;
}

function list(items: readonly string[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}
