/** A relation and its opposite: "a cat left of a dog; the dog left of the cat", and circles of three and more. */
import type { RelationId } from "../../../../shared/flatland/geometry";
import { capitalised, isPlural, listed } from "../english";
import type { Group, Link } from "../reading";
import { theGroup } from "../wording";
import { relationPhrases } from "../world";
import type { Contradiction, Finder, Text } from "./contradiction";
import { changed, isHedged } from "./surgery";

interface Axis {
  readonly forth: RelationId;
  readonly back: RelationId;
}

const axes: readonly Axis[] = [
  { forth: "left-of", back: "right-of" },
  { forth: "on-top-of", back: "under" },
  { forth: "in-front-of", back: "behind" },
];

/** How the opposite is said in the same manner; by the first phrase of the opposite where it is not listed. */
const opposites: Readonly<Record<string, string>> = {
  "to the left of": "to the right of",
  "on the left of": "on the right of",
  "left of": "right of",
  "to the right of": "to the left of",
  "on the right of": "on the left of",
  "right of": "left of",
  above: "below",
  below: "above",
  beneath: "above",
};

interface Edge {
  readonly link: Link;
  readonly relation: RelationId;
  readonly from: number;
  readonly to: number;
}

export const findDirections: Finder = (text) =>
  axes.flatMap((axis) => {
    const edges = edgesOn(text, axis);
    const circle = circleIn(edges);
    if (
      circle === null ||
      isHedged(
        text.prompt,
        circle.map(({ link }) => link),
      )
    )
      return [];
    const found = contradiction(text, axis, circle);
    return found === null ? [] : [found];
  });

function edgesOn({ reading }: Text, { forth, back }: Axis): readonly Edge[] {
  return reading.links.flatMap((link) => {
    const { subject, object } = link;
    if (link.link.type !== "relation") return [];
    const relation = link.link.id;
    if (relation === forth) return [{ link, relation, from: subject, to: object }];
    return relation === back ? [{ link, relation, from: object, to: subject }] : [];
  });
}

/** The shortest way in a circle that the earliest link to close one closes; null where there is none. */
function circleIn(edges: readonly Edge[]): readonly Edge[] | null {
  for (const [index, last] of edges.entries()) {
    const way = wayBetween(edges.slice(0, index), last.to, last.from);
    if (way !== null) return [...way, last];
  }
  return null;
}

function wayBetween(edges: readonly Edge[], from: number, to: number): readonly Edge[] | null {
  const ways: (readonly Edge[])[] = edges.filter((edge) => edge.from === from).map((edge) => [edge]);
  const seen = new Set([from]);
  for (const way of ways) {
    const end = way.at(-1)?.to;
    if (end === to) return way;
    if (end === undefined || seen.has(end)) continue;
    seen.add(end);
    for (const edge of edges) if (edge.from === end) ways.push([...way, edge]);
  }
  return null;
}

function contradiction(text: Text, axis: Axis, circle: readonly Edge[]): Contradiction | null {
  const { groups } = text.reading;
  const kinds = circle.map(({ from }) => groups[from]?.kind ?? "").sort();
  const facts = circle.map((edge) => said(text, edge, edge.relation));
  const options = [...circle].reverse().map((edge) => ({
    label: capitalised(said(text, edge, inverseOf(edge.relation))),
    prompt: flipped(text, edge),
  }));
  return {
    about: `direction ${axis.forth} ${kinds.join(" ")}`,
    question: "Which of these is meant?",
    reason: capitalised(`${listed(facts)}: these cannot all hold.`),
    options: options.slice(0, 3),
  };
}

function inverseOf(relation: RelationId): RelationId {
  const axis = axes.find(({ forth, back }) => forth === relation || back === relation);
  if (axis === undefined) throw new RangeError(`no axis has ${relation}`);
  return axis.forth === relation ? axis.back : axis.forth;
}

function said({ reading }: Text, { link }: Edge, relation: RelationId): string {
  const [who, whom] = [reading.groups[link.subject], reading.groups[link.object]];
  if (who === undefined || whom === undefined) throw new RangeError("a link names a group that was not read");
  return `${theGroup(who)} ${verb(who)} ${relationPhrases.get(relation)?.[0] ?? relation} ${theGroup(whom)}`;
}

function verb({ count, text }: Group): string {
  return text !== null || isPlural(count) ? "are" : "is";
}

/** The prompt with the link's opposite in its place. */
function flipped({ prompt, lexemes }: Text, { link, relation }: Edge): string {
  const lexeme = lexemes.find(({ start }) => start === link.start);
  if (lexeme === undefined) return prompt;
  const before = prompt.slice(lexeme.start, lexeme.end);
  const words = opposites[before.toLowerCase()] ?? relationPhrases.get(inverseOf(relation))?.[0] ?? before;
  return changed(prompt, [{ span: lexeme, words }]);
}
