/** Who is the fastest of those that work, and what is said of each. */
import {
  type ComputeState,
  commonSide,
  type ProviderName,
  type ProviderState,
  type Standing,
  timeAt,
} from "../../../../shared/inference/compute";

/** The times of all that work are compared at the largest side every one of them was measured at. */
export function comparedSide({ providers }: ComputeState): number | null {
  const working = providers.filter(({ standing }) => standing === "works");
  return commonSide(working);
}

/** The fastest of at least two that work; null where there is nothing to compare. */
export function fastestOf(state: ComputeState): ProviderName | null {
  const side = comparedSide(state);
  const timed = state.providers.flatMap((one) => {
    const ms = one.standing === "works" ? timeAt(one, side) : null;
    return ms === null ? [] : [{ name: one.name, ms }];
  });
  if (timed.length < 2) return null;
  return timed.reduce((best, one) => (one.ms < best.ms ? one : best)).name;
}

/** Names of the words there are for what does not work. */
export const faults = {
  absent: "absent",
  "no-device": "noDevice",
  wrong: "wrong",
  crashed: "crashed",
  failed: "failed",
} as const satisfies Record<Exclude<Standing, "works" | "untried">, string>;

/** What would help: the provider's needs, or a better driver. */
export function remedyFor({ name, standing }: Pick<ProviderState, "name" | "standing">) {
  if (name === "cpu") return null;
  if (standing === "absent") return null;
  return standing === "no-device" ? name : ("driver" as const);
}
