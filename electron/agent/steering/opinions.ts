/** What the designer thinks of images: verdicts, the best, ratings, choices between two. */
import type { EventBody } from "../../../shared/run/events";
import type { RunState } from "../../../shared/run/state";
import type { Command } from "../commands";
import { badInput, drawnAttempt, missing } from "./refusals";
import { askReopened } from "./reopening";

type Of<T extends Command["type"]> = Command & { readonly type: T };

/** Questions that made no sense for want of the one overridden are asked now, where they do make sense. */
export function override(state: RunState, command: Of<"override">): readonly EventBody[] {
  const { criterionId, state: verdict, note } = command;
  const iteration = state.iterations.find((it) => it.n === command.iteration);
  if (iteration === undefined) throw missing(`attempt ${command.iteration}`);
  if (!(state.criteria ?? []).some((criterion) => criterion.id === criterionId)) {
    throw missing("such criterion");
  }
  const before = iteration.overrides[criterionId];
  if (verdict === (before?.state ?? null) && note === before?.note) return [];
  const body = { type: "verdict-overridden" as const, iteration: iteration.n, criterionId, state: verdict };
  const { [criterionId]: _before, ...others } = iteration.overrides;
  const overrides = verdict === null ? others : { ...others, [criterionId]: { state: verdict } };
  return [
    note === undefined ? body : { ...body, note },
    ...askReopened(state, state.criteria, { ...iteration, overrides }),
  ];
}

/** Old verdicts stand until new ones come, so nothing is lost when the verifier cannot be reached. */
export function reverify(state: RunState, command: Of<"reverify">): readonly EventBody[] {
  const { again, n } = drawnAttempt(state, command.iteration);
  const { criterionIds } = command;
  if (criterionIds?.length === 0) {
    return again.length === 0 ? [] : [{ type: "reverification-asked", iteration: n, criterionIds: [] }];
  }
  const criteria = state.criteria ?? [];
  const unknown = criterionIds?.find((id) => !criteria.some((criterion) => criterion.id === id));
  if (unknown !== undefined) throw missing("such criterion");
  const enabled = criteria.filter((criterion) => criterion.enabled).map((criterion) => criterion.id);
  const wanted = criterionIds === null ? enabled : enabled.filter((id) => criterionIds.includes(id));
  if (wanted.length === 0) {
    throw badInput("There is no criterion to judge by.", "Add one, or switch one on, and try again.");
  }
  if (wanted.every((id) => again.includes(id))) return [];
  const ids = criterionIds === null ? null : [...wanted];
  return [{ type: "reverification-asked", iteration: n, criterionIds: ids }];
}

export function pin(state: RunState, iteration: number | null): readonly EventBody[] {
  if (iteration === state.pinned) return [];
  return [{ type: "best-pinned", iteration: iteration === null ? null : drawnAttempt(state, iteration).n }];
}

/** One event an image; those that have the rating already are left alone. */
export function rate(state: RunState, { iterations, rating }: Of<"rate">): readonly EventBody[] {
  return [...new Set(iterations)]
    .map((n) => drawnAttempt(state, n))
    .filter((it) => it.rating !== rating)
    .map(({ n }) => ({ type: "iteration-rated", iteration: n, rating }));
}

export function prefer(state: RunState, command: Of<"prefer">): readonly EventBody[] {
  const { iteration, against, outcome, blind } = command;
  drawnAttempt(state, iteration);
  if (against.runId === state.header?.id) {
    if (against.iteration === iteration) {
      throw badInput("An image cannot be compared with itself.", "Choose two different images.");
    }
    drawnAttempt(state, against.iteration);
  }
  return [{ type: "preference-stated", iteration, against, outcome, blind }];
}
