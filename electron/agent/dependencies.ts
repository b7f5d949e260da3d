/**
 * Which criteria need others to pass before they make sense: no asking a bicycle's colour when there is none
 * (question dependency as in the Davidsonian Scene Graph, arXiv 2310.18235).
 */
import type { Criterion } from "../../shared/run/criteria";
import type { IterationState, RunState } from "../../shared/run/state";
import { effectiveState, NOT_ASKED, type Verdict, type VerdictState } from "../../shared/run/verdicts";

/** Most requirements a criterion keeps, as its schema allows. */
const MOST = 20;

/** The list with only those links that name another criterion of it and lead nowhere in a circle. */
export function withSoundRequires(criteria: readonly Criterion[]): Criterion[] {
  const links = new Map<string, readonly string[]>(criteria.map(({ id }) => [id, []]));
  return criteria.map((criterion) => {
    const { requires, ...rest } = criterion;
    if (requires === undefined) return criterion;
    const sound: string[] = [];
    for (const id of new Set(requires)) {
      if (sound.length < MOST && links.has(id) && !leadsTo(links, id, criterion.id)) sound.push(id);
    }
    links.set(criterion.id, sound);
    return sound.length === 0 ? rest : { ...rest, requires: sound };
  });
}

function leadsTo(links: ReadonlyMap<string, readonly string[]>, from: string, to: string): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === to) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    open.push(...(links.get(id) ?? []));
  }
  return false;
}

/** Those of its requirements that count: criteria that are still asked. */
export function requirementsOf(
  criteria: readonly Criterion[],
  { requires }: Criterion,
): readonly Criterion[] {
  if (requires === undefined) return [];
  return criteria.filter(({ id, enabled }) => enabled && requires.includes(id));
}

type Judged = Pick<IterationState, "verdicts" | "overrides">;

/** The first requirement that failed; null when none did: unclear is no reason to keep a question back. */
export function failedRequirement(
  criteria: readonly Criterion[],
  criterion: Criterion,
  stateOf: (id: string) => VerdictState | null,
): Criterion | null {
  return requirementsOf(criteria, criterion).find(({ id }) => stateOf(id) === "fail") ?? null;
}

/** Criteria of an image that were never put because another had failed, which fails no more: they are open now. */
export function reopened(state: Pick<RunState, "criteria">, iteration: Judged): readonly Criterion[] {
  const criteria = state.criteria ?? [];
  const stateOf = (id: string) => effectiveState(iteration.verdicts[id], iteration.overrides[id]);
  return criteria.filter(
    (criterion) =>
      criterion.enabled &&
      wasNotAsked(iteration, criterion.id) &&
      failedRequirement(criteria, criterion, stateOf) === null,
  );
}

/** True where nobody looked: neither a verifier, because the question made no sense, nor the designer. */
export function wasNotAsked({ verdicts, overrides }: Judged, criterionId: string): boolean {
  return verdicts[criterionId]?.by === NOT_ASKED && overrides[criterionId] === undefined;
}

/** What is said of a criterion that makes no sense while `failed` does not hold, which is sure to `confidence`. */
export function notAsked({ id }: Criterion, failed: Criterion, confidence: number): Verdict {
  const answer = `Not asked, because this failed: ${failed.question}`;
  return { criterionId: id, state: "fail", confidence, answer, evidence: [], by: NOT_ASKED };
}
