/** Atoms in few words, the same for every suite. */

import { questionFor } from "../../../electron/agent/local/asking";
import type { RelationId } from "../../../shared/flatland/geometry";
import world from "../../../shared/flatland/world.json";
import type { Check, CriterionKind, Selector } from "../../../shared/run/criteria";
import type { Atom } from "../task";

export type Unnumbered = Omit<Atom, "id">;

const kinds: Readonly<Record<Check["type"], CriterionKind>> = {
  object: "object",
  count: "count",
  amount: "count",
  comparison: "count",
  attribute: "attribute",
  relation: "position",
  region: "position",
  placement: "position",
  between: "position",
  arrangement: "position",
  order: "attribute",
  size: "attribute",
  larger: "attribute",
  only: "other",
  verb: "other",
  text: "text",
  facing: "attribute",
  backdrop: "style",
  uncheckable: "other",
};

const said = ({ kind, finish }: Selector) => {
  if (kind === "lettering") return kind;
  const plural = world.nouns.find(({ name }) => name === kind)?.plural ?? `${kind}s`;
  return finish === undefined ? plural : `${finish} ${plural}`;
};
const phraseOf = (relation: RelationId) =>
  world.relations.find(({ id }) => id === relation)?.phrases[0] ?? relation;
const verbOf = (verb: string) => world.verbs.find(({ id }) => id === verb)?.phrases[0] ?? verb;

/** The question a check stands for, in plain words. */
export function questionOf(check: Check): string {
  switch (check.type) {
    case "object":
      return `Are there any ${said(check.of)}?`;
    case "count":
      return check.count === 0
        ? `Is the picture free of ${said(check.of)}?`
        : `Is the number of ${said(check.of)} exactly ${check.count}?`;
    case "attribute":
      return `Are all ${said(check.of)} ${check.finish}?`;
    case "relation":
      return `Are the ${said(check.subject)} ${phraseOf(check.relation)} the ${said(check.object)}?`;
    case "verb":
      return `Are the ${said(check.subject)} ${verbOf(check.verb)} the ${said(check.object)}?`;
    case "text":
      return `Does the picture read “${check.text}”?`;
    case "uncheckable":
      return check.reason;
    default:
      return questionFor(check, { of: null });
  }
}

/** An atom from its check. @param question the suite's own words, where it has them */
export function atom(
  check: Check,
  options: { question?: string; weight?: number; why?: string } = {},
): Unnumbered {
  const { question = questionOf(check), weight = 1, why } = options;
  return { question, kind: kinds[check.type], check, weight, ...(why === undefined ? {} : { why }) };
}

/** Atoms with ids that hold within their prompt; the same fact named twice counts once. */
export function numbered(atoms: readonly Unnumbered[]): Atom[] {
  const seen = new Set<string>();
  return atoms
    .filter(({ check, question }) => {
      const key = check.type === "uncheckable" ? question : JSON.stringify(check);
      return seen.size < seen.add(key).size;
    })
    .map((one, index) => ({ id: `a${index + 1}`, ...one }));
}
