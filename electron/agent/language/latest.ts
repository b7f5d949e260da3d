/** Which attempt speaks for the latest round, and whether its lesson is still to be drawn. */
import { failsLocked } from "../../../shared/run/ranking";
import type { Attempt } from "../roles";

/**
 * The best of the latest round's drawn attempts, by the rules of shared/run/ranking.ts: the one to build on where it
 * is among them, else by score, the designer's preference and the criteria judged, else the earliest. The last
 * attempt of all where the round has no image; undefined without any.
 */
export function latestOf(trajectory: readonly Attempt[]): Attempt | undefined {
  const last = trajectory.at(-1);
  const drawn = roundOf(trajectory).filter(({ image, iteration }) => image !== null && !iteration.skipped);
  const best = drawn.find((attempt) => attempt.best);
  if (best !== undefined) return best;
  const kept = someOf(drawn, ({ iteration }) => iteration.rating !== "rejected");
  const judged = someOf(kept, ({ iteration }) => iteration.judged && iteration.score?.ratio != null);
  const keeping = someOf(judged, ({ criteria, iteration }) => !failsLocked(criteria, iteration));
  const among = new Set(keeping.map(({ iteration }) => iteration.n));
  const preferred = ({ preferredTo }: Attempt) => preferredTo.filter((n) => among.has(n)).length;
  const ratio = ({ iteration }: Attempt) => iteration.score?.ratio ?? -1;
  const count = ({ iteration }: Attempt) => iteration.score?.judged ?? 0;
  const [first] = [...keeping].sort(
    (a, b) => ratio(b) - ratio(a) || preferred(b) - preferred(a) || count(b) - count(a),
  );
  return first ?? last;
}

/** The attempt whose lesson is still to be drawn: the latest round's best; null where the round has one already. */
export function unlearnt(trajectory: readonly Attempt[]): Attempt | null {
  const latest = latestOf(trajectory);
  if (latest === undefined || latest.inheritedFrom !== null || latest.image === null) return null;
  return roundOf(trajectory).some(({ iteration }) => iteration.experience !== null) ? null : latest;
}

/** The latest round's attempts, in their order. */
function roundOf(trajectory: readonly Attempt[]): readonly Attempt[] {
  const last = trajectory.at(-1);
  return trajectory.filter(
    ({ inheritedFrom, iteration }) =>
      inheritedFrom === last?.inheritedFrom && iteration.round === last?.iteration.round,
  );
}

/** Those that meet a condition, or all where none does. */
function someOf(attempts: readonly Attempt[], meets: (attempt: Attempt) => boolean): readonly Attempt[] {
  const some = attempts.filter(meets);
  return some.length > 0 ? some : attempts;
}
