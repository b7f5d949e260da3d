/** The policies by name. */
import { craftLike, maestroLike, withoutMemory } from "./forgetful";
import type { Policy } from "./policy";
import { reference } from "./reference";
import {
  bestOf,
  ours,
  oursWarm,
  rewriteOnly,
  single,
  twoCandidates,
  withoutRepair,
  withoutSkills,
} from "./studio";

const policies: readonly Policy[] = [
  single,
  rewriteOnly,
  reference,
  craftLike,
  maestroLike,
  ours,
  withoutMemory,
  withoutSkills,
  withoutRepair,
  twoCandidates,
  oursWarm,
];

export const policyNames: readonly string[] = [...policies.map(({ name }) => name), "best-of-N"];

/** The policies of a list such as "single,best-of-5,ours". @throws Error for a name nobody has, or one named twice */
export function policiesOf(list: string): readonly Policy[] {
  const names = list
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  if (names.length === 0) throw new Error(`Which policy? There are: ${policyNames.join(", ")}.`);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`The policy "${twice}" is named twice.`);
  return names.map(policyOf);
}

function policyOf(name: string): Policy {
  const many = /^best-of-(\d+)$/.exec(name);
  if (many !== null) return bestOf(Number(many[1]));
  const known = policies.find((policy) => policy.name === name);
  if (known === undefined)
    throw new Error(`There is no policy "${name}". There are: ${policyNames.join(", ")}.`);
  return known;
}
