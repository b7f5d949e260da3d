/** Does the picture read what it should? Decided on the lines a text reader found. */
import type { Sighting, TextLine } from "../../../../shared/inference/detections";
import type { Evidence } from "../../../../shared/run/verdicts";
import { quoted } from "../english";
import { type Finding, judged } from "./finding";
import { mean } from "./probability";

/** Share of letters that may differ before a reading is another text; a single letter always may. */
const NEAR = 0.15;

/** A passage: one line, or lines read one after the other. */
interface Passage {
  readonly lines: readonly TextLine[];
  readonly text: string;
  readonly distance: number;
}

/** Exactly the letters asked for pass (case and punctuation aside); a near miss may be the reader's and is unclear. */
export function checkText(sighting: Sighting, text: string): Finding {
  const wanted = normalised(text);
  const best = passages(sighting.lines, wanted)[0];
  if (best === undefined) return judged(false, 0.9, "no lettering seen", []);
  const sure = mean(best.lines.map((line) => line.confidence));
  const answer = `reads ${quoted(best.text, 80)}`;
  if (best.distance === 0) return judged(true, sure, answer, evidence(best.lines, true));
  const near = best.distance <= Math.max(1, NEAR * wanted.length);
  if (!near) return judged(false, Math.max(sure, 0.6), answer, evidence(sighting.lines, false));
  return {
    state: "unclear",
    confidence: 0.5,
    answer: `not sure: ${answer}, nearly ${quoted(text, 80)}`,
    evidence: evidence(best.lines, false),
  };
}

/** Runs of neighbouring lines, the one nearest to `wanted` first. */
function passages(lines: readonly TextLine[], wanted: string): readonly Passage[] {
  const found: Passage[] = [];
  for (let from = 0; from < lines.length; from++) {
    for (let to = from + 1; to <= lines.length; to++) {
      const run = lines.slice(from, to);
      const text = run.map((line) => line.text).join(" ");
      found.push({ lines: run, text, distance: distanceWithin(normalised(text), wanted) });
    }
  }
  return found.sort((a, b) => a.distance - b.distance || a.lines.length - b.lines.length);
}

/** 0 where `wanted` stands in `text` as whole words, else the edit distance; spaces read or missed are free. */
function distanceWithin(text: string, wanted: string): number {
  if (` ${text} `.includes(` ${wanted} `)) return 0;
  return editDistance(text.replaceAll(" ", ""), wanted.replaceAll(" ", ""));
}

/** Letters and digits in lower case without accents, other signs as single spaces. */
export function normalised(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** Levenshtein distance, one row at a time. */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

function evidence(lines: readonly TextLine[], supports: boolean): Evidence[] {
  return lines.map(({ box, text, confidence }) => ({
    box: { ...box },
    label: quoted(text, 60),
    confidence,
    supports,
  }));
}
