/**
 * What a request for a lesson or a new prompt tells of earlier attempts. The benchmark's model knows only what it is
 * told: prompts and questions count where they stand in the request, under whatever heading.
 */

export interface ToldAttempt {
  readonly n: number;
  readonly prompt: string;
  readonly passed: readonly string[];
  readonly failed: readonly string[];
}

/** Beginnings of lists, and what is in them; the first that fits: "neither passed nor failed" is neither. */
const headings: readonly (readonly [RegExp, "passed" | "failed" | "other"])[] = [
  [/\b(?:not decided|undecided|unclear|not asked|never asked|not judged)\b/i, "other"],
  [/\bpass(?:ed|es)?\b/i, "passed"],
  [/\bfail(?:ed|s|ures?)?\b/i, "failed"],
];

/**
 * Finds each attempt's section, the prompt it was drawn from, and where each question stands in it. Sections without
 * a known prompt (lessons alone) tell nothing that could be compared.
 * @param prompts of the pictures drawn so far
 * @param questions the run asks
 */
export function attemptsTold(
  text: string,
  prompts: readonly string[],
  questions: readonly string[],
): ToldAttempt[] {
  const starts = [...text.matchAll(/^[\s#*<-]*(?:this )?attempt\b[^\S\n]*(\d+)?/gim)];
  const sections = starts.map((start, index) => ({
    n: Number(start[1] ?? index + 1),
    section: text.slice(start.index, starts[index + 1]?.index),
  }));
  const promptOf = new Map(
    sections.flatMap(({ n, section }) => {
      const prompt = longestIn(section, prompts);
      return prompt === null ? [] : [[n, prompt] as const];
    }),
  );
  const attempts = new Map<number, ToldAttempt>();
  for (const { n, section } of sections) {
    const twin = Number(/\bsame prompt as attempt (\d+)/i.exec(section)?.[1]);
    const prompt = longestIn(section, prompts) ?? promptOf.get(twin);
    if (prompt === undefined) continue;
    attempts.set(n, { n, prompt, ...answersIn(section, questions) });
  }
  return [...attempts.values()].sort((a, b) => a.n - b.n);
}

/** Which of the request's pictures is that of an attempt, by the captions in front of them; null where none is shown. */
export function pictureOf(text: string, n: number): number | null {
  const parts = [...text.matchAll(/^(?:attempt (\d+)|its picture)\b/gim)];
  let attempt: number | null = null;
  let pictures = 0;
  for (const [, named] of parts) {
    if (named !== undefined) attempt = Number(named);
    else if (attempt === n) return pictures;
    else pictures += 1;
  }
  return null;
}

function longestIn(section: string, prompts: readonly string[]): string | null {
  const held = [...new Set(prompts)].filter((prompt) => section.includes(prompt));
  return held.sort((a, b) => b.length - a.length)[0] ?? null;
}

/** Where only failures are listed, what is not among them passed. */
function answersIn(section: string, questions: readonly string[]): Pick<ToldAttempt, "passed" | "failed"> {
  const lists = new Map<string, string[]>();
  let list = "none";
  for (const line of section.split("\n")) {
    const heading = headingOf(line);
    if (heading !== null) list = heading;
    const asked = questions.filter((question) => line.includes(question));
    lists.set(list, [...(lists.get(list) ?? []), ...asked]);
  }
  const failed = lists.get("failed") ?? [];
  const listed = [...lists.values()].flat();
  const passed = lists.get("passed") ?? questions.filter((question) => !listed.includes(question));
  return { passed, failed };
}

/** A heading stands at a line's beginning and ends in a colon; a list may follow on the same line. */
function headingOf(line: string): "passed" | "failed" | "other" | null {
  const head = /^[\s#*-]*([^:?]{3,60}):/.exec(line)?.[1];
  if (head === undefined) return null;
  return headings.find(([words]) => words.test(head))?.[1] ?? null;
}
