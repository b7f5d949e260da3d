/** What was set differently for two images. */
import type { RunSettings } from "../../../shared/run/settings";
import type { Ready } from "./compared";

export const parameterNames = [
  "seed",
  "temperature",
  "size",
  "strategy",
  "skill",
  "engine",
  "generator",
  "roles",
  "rounds",
  "keepGoing",
] as const;
export type ParameterName = (typeof parameterNames)[number];

/** null: not set. */
export type ParameterValue = string | number | boolean | null;

export interface ChangedParameter {
  readonly name: ParameterName;
  readonly before: ParameterValue;
  readonly after: ParameterValue;
}

function ofRun(settings: RunSettings | undefined): Partial<Record<ParameterName, ParameterValue>> {
  if (settings === undefined) return {};
  const { generator, roles, keepGoing } = settings;
  return { generator, roles, keepGoing };
}

/** Everything an image was made with. */
export function parametersOf(one: Ready): Readonly<Record<ParameterName, ParameterValue>> {
  const { run, iteration, size } = one;
  const { seed, temperature } = iteration.parameters;
  return {
    seed,
    temperature,
    size: `${size.width} × ${size.height}`,
    strategy: iteration.strategy === "" ? null : iteration.strategy,
    skill: run.routing?.chosen ?? null,
    engine: iteration.image?.backend ?? null,
    generator: null,
    roles: null,
    keepGoing: null,
    rounds: run.rounds,
    ...ofRun(run.header?.settings),
  };
}

/** Only what differs, in a fixed order. */
export function changedParameters(a: Ready, b: Ready): readonly ChangedParameter[] {
  const before = parametersOf(a);
  const after = parametersOf(b);
  return parameterNames
    .map((name) => ({ name, before: before[name], after: after[name] }))
    .filter((one) => one.before !== one.after);
}
