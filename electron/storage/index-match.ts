/** Whether a run or an image is what a query asks for, for indexes without a database. */
import type { Operator } from "../../shared/library/filters";
import { type Fact, type IndexQuery, levelOf, type Phrase, placeKey } from "./index-query";
import {
  type ImageRow,
  type IndexRow,
  imageTextFields,
  runTextFields,
  starsOf,
  textWeights,
} from "./index-row";
import { SHARE_TOLERANCE } from "./index-sql";

/** Texts as their words, spaced and padded, so that a phrase is found as a piece of them. */
export interface Haystacks {
  readonly texts: readonly string[];
  readonly failed: string;
  readonly passed: string;
}

export interface ImageEntry {
  readonly row: ImageRow;
  readonly haystacks: Haystacks;
}

export interface RunEntry {
  readonly row: IndexRow;
  readonly haystacks: Haystacks;
  readonly images: readonly ImageEntry[];
}

const padded = (text: string) => ` ${text} `;

export function entryOf(row: IndexRow): RunEntry {
  return {
    row,
    haystacks: { texts: runTextFields.map((field) => padded(row.text[field])), failed: "", passed: "" },
    images: row.images.map((image) => ({
      row: image,
      haystacks: {
        texts: imageTextFields.map((field) => padded(image.text[field])),
        failed: padded(image.verdicts.failed),
        passed: padded(image.verdicts.passed),
      },
    })),
  };
}

/** How well a run, or one of its images, answers the query; null when it does not. 0 where no words are asked for. */
export function pointsOf(query: IndexQuery, run: RunEntry, image: ImageEntry | null): number | null {
  const every = query.conditions.every(({ fact, not }) => {
    if (image === null && levelOf(fact) === "any" && !not) return true;
    return holds(fact, query, run, image) !== not;
  });
  if (!every || !(image !== null || anyImage(query, run))) return null;
  return words(query, (image ?? run).haystacks);
}

/** Of a run, one and the same image must be all that is asked of any. */
function anyImage(query: IndexQuery, run: RunEntry): boolean {
  const asked = query.conditions.filter(({ fact, not }) => !not && levelOf(fact) === "any");
  if (asked.length === 0) return true;
  return run.images.some((image) => asked.every(({ fact }) => imageHolds(fact, image)));
}

function words(query: IndexQuery, { texts }: Haystacks): number {
  let points = 0;
  for (const { fact, not } of query.conditions) {
    if (fact.of !== "text" || not) continue;
    for (const [place, text] of texts.entries())
      if (holdsPhrase(text, fact.phrase)) points += textWeights[place] ?? 0;
  }
  return points;
}

function holdsPhrase(text: string, { words: row, prefix }: Phrase): boolean {
  return text.includes(prefix ? ` ${row.join(" ")}` : padded(row.join(" ")));
}

function holds(fact: Fact, query: IndexQuery, run: RunEntry, image: ImageEntry | null): boolean {
  const { summary } = run.row;
  switch (fact.of) {
    case "text":
      return (image ?? run).haystacks.texts.some((text) => holdsPhrase(text, fact.phrase));
    case "created": {
      const at = image?.row.summary.createdAt ?? summary.createdAt;
      return (fact.from === null || at >= fact.from) && (fact.to === null || at < fact.to);
    }
    case "members":
      return isMember(fact, run, image);
    case "skill":
      return fact.value === null
        ? summary.skill === null
        : (summary.skill?.toLowerCase().includes(fact.value) ?? false);
    case "images":
      return compares(summary.images, fact.op, fact.value);
    case "status":
      return summary.status === fact.status;
    case "liveness":
      return summary.status === "running" && query.live.includes(summary.id) === fact.live;
    case "branch":
      return summary.branchOf !== null;
    case "reference":
      return summary.reference;
    default:
      return ofImages(fact, run, image).some((one) => imageHolds(fact, one));
  }
}

function ofImages(fact: Fact, run: RunEntry, image: ImageEntry | null): readonly ImageEntry[] {
  if (image !== null) return [image];
  return levelOf(fact) === "any" ? run.images : run.images.filter((one) => one.row.summary.best);
}

function imageHolds(fact: Fact, { row, haystacks }: ImageEntry): boolean {
  const { summary, score } = row;
  switch (fact.of) {
    case "verdicts":
      return holdsPhrase(haystacks[fact.field], fact.phrase);
    case "score":
      if (score === null) return false;
      return fact.op === "="
        ? Math.abs(score - fact.value) < SHARE_TOLERANCE
        : compares(score, fact.op, fact.value);
    case "rating": {
      const stars = starsOf(summary.rating);
      if (fact.value === null || stars === null) return fact.value === stars;
      return fact.value === 0 ? stars === 0 : stars > 0 && compares(stars, fact.op, fact.value);
    }
    case "seed":
      return compares(summary.seed, fact.op, fact.value);
    case "backend":
      return summary.backend.toLowerCase().includes(fact.value);
    case "best":
      return summary.best;
    case "pinned":
      return summary.pinned;
    default:
      return false;
  }
}

/** A run is on a board when it, or any of its images, is; an image when it, or its whole run, is. */
function isMember(
  { members }: Extract<Fact, { of: "members" }>,
  run: RunEntry,
  image: ImageEntry | null,
): boolean {
  const { id } = run.row.summary;
  if (members.whole.has(id)) return true;
  if (image !== null) return members.places.has(placeKey(id, image.row.summary.iteration));
  return [...members.places].some((place) => place.startsWith(`${id}/`));
}

function compares(a: number, op: Operator, b: number): boolean {
  switch (op) {
    case "=":
      return a === b;
    case "<":
      return a < b;
    case "<=":
      return a <= b;
    case ">":
      return a > b;
    case ">=":
      return a >= b;
  }
}
