/** Checks of the links between groups. */
import type { Check, CriterionKind, Selector } from "../../../shared/run/criteria";
import { questionFor } from "./asking";
import type { Asked } from "./decomposer";
import { pluralOf } from "./english";
import type { Group, Link, LinkType, Reading } from "./reading";
import { selectorOf, widened } from "./telling";

export function linkCheck(reading: Reading, { link, subject, object }: Link): Asked {
  const [who, whom] = [reading.groups[subject], reading.groups[object]];
  if (who === undefined || whom === undefined) throw new RangeError("a link names a group that was not read");
  const [of, to] = [
    sideOf(reading, link, who, "subject", object),
    sideOf(reading, link, whom, "object", subject),
  ];
  const other = link.type === "between" && link.other !== null ? reading.groups[link.other] : undefined;
  const check = checkFor(link, of, to, other === undefined ? undefined : selectorOf(reading, other));
  const groups = [subject, object, ...(other === undefined ? [] : [other.index])];
  const kind: CriterionKind =
    link.type === "verb" ? "other" : link.type === "larger" ? "attribute" : "position";
  if (areOne(of, to) && check.type !== "uncheckable") {
    const question = questionFor(check, { of: who.count, to: whom.count });
    const reason = `The local eyes cannot tell the two groups of ${pluralOf(of.kind)} apart.`;
    return { kind, question, check: { type: "uncheckable", reason }, groups };
  }
  return { kind, check, groups };
}

function areOne(of: Selector, to: Selector): boolean {
  if (of.kind !== to.kind) return false;
  return of.finish === to.finish || of.finish === undefined || to.finish === undefined;
}

/** One side of a link; kind alone where every group of it is linked so to the same other side. */
function sideOf(
  reading: Reading,
  link: LinkType,
  group: Group,
  side: "subject" | "object",
  other: number,
): Selector {
  const across = side === "subject" ? "object" : "subject";
  const alike = reading.links.filter((one) => one.link.id === link.id && one[across] === other);
  return widened(
    reading,
    group,
    alike.map((one) => one[side]),
  );
}

function checkFor(link: LinkType, subject: Selector, object: Selector, other: Selector | undefined): Check {
  switch (link.type) {
    case "relation":
      return { type: "relation", relation: link.id, subject, object };
    case "verb":
      return { type: "verb", verb: link.id, subject, object };
    case "placement":
      return { type: "placement", placement: link.id, subject, object };
    case "between":
      return { type: "between", subject, object, ...(other === undefined ? {} : { other }) };
    case "larger":
      return { type: "larger", sort: link.id, subject, object };
  }
}
