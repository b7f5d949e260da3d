/** The Compressor without a language model: what an attempt got right and wrong, and what was tried for it. */
import type { Criterion } from "../../../shared/run/criteria";
import type { Experience } from "../../../shared/run/events";
import { criteriaIn, withinWords } from "../memory";
import type { Attempt, Compressor } from "../roles";

export const localCompressor: Compressor = {
  distil: async ({ attempt, previous }) => distil(attempt, previous),
};

/** A lesson of at most 100 words; `worked` and `failed` hold the questions, failures with what was seen instead. */
export function distil(attempt: Attempt, previous: readonly Experience[]): Experience {
  const { n, strategy, parameters } = attempt.iteration;
  const right = criteriaIn(attempt, "pass");
  const wrong = criteriaIn(attempt, "fail");
  const open = criteriaIn(attempt, "unclear", "error", null);
  const worked = right.map((criterion) => criterion.question);
  const failed = wrong.map((criterion) => `${criterion.question} ${answerTo(attempt, criterion)}`.trim());
  const sentences = [
    `“${strategy}” at temperature ${parameters.temperature} got ${right.length} of ${right.length + wrong.length} right.`,
    wrong.length === 0
      ? ""
      : `Wrong: ${wrong.map((one) => answerTo(attempt, one) || one.question).join("; ")}.`,
    change(previous.at(-1), worked),
    open.length === 0 ? "" : `${open.length} could not be judged.`,
  ];
  const text = withinWords(sentences.filter((sentence) => sentence !== "").join(" "));
  return { iteration: n, text, worked, failed, strategy };
}

/** What was seen; the designer's word where there is one. */
export function answerTo({ iteration }: Attempt, { id }: Criterion): string {
  const override = iteration.overrides[id];
  if (override !== undefined)
    return `you said ${override.state}${override.note === undefined ? "" : `: ${override.note}`}`;
  return iteration.verdicts[id]?.answer ?? "";
}

function change(before: Experience | undefined, worked: readonly string[]): string {
  if (before === undefined) return "";
  const gained = worked.filter((question) => !before.worked.includes(question)).length;
  const lost = before.worked.filter((question) => !worked.includes(question)).length;
  if (gained === 0 && lost === 0) return "No change from the attempt before.";
  return `Against the attempt before: ${gained} newly right, ${lost} lost.`;
}
