/** Identities made from content: the same question and check always carry the same id. */
import type { Criterion } from "../../shared/run/criteria";

const PRIME = 0x01000193;
const OFFSET = 0x811c9dc5;
/** Starts the second lane, so that two 32-bit hashes make one of 64. */
const SECOND_OFFSET = 0x9747b28c;

/** 64 bits of FNV-1a in base 36 (two 32-bit lanes); for identities, not for secrets. */
export function contentHash(text: string): string {
  return lane(text, OFFSET) + lane(text, SECOND_OFFSET);
}

function lane(text: string, offset: number): string {
  let hash = offset;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), PRIME) >>> 0;
  return hash.toString(36).padStart(7, "0");
}

/** The identity of a criterion: what it asks and how it is measured, nothing else. */
export function criterionId(criterion: Pick<Criterion, "question" | "check">): string {
  return `c${contentHash(JSON.stringify([criterion.question, criterion.check ?? null]))}`;
}

/** `id`, or with a number behind it where it is taken already. */
export function uniqueId(id: string, taken: ReadonlySet<string>): string {
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? id : `${id}-${n}`;
    if (!taken.has(candidate)) return candidate;
  }
}
