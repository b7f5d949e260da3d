/**
 * What the baseline says to its language model. The words are ours; what each request holds, in which order, and
 * that there is no system message and no form of answer, follows the published loop (GEMS, arXiv 2603.28088).
 * The openings are exported because the benchmark's model tells the requests apart by them.
 */

/** Where a picture stands in a request. */
export const PICTURE = "<picture>";

export const openings = {
  route: "Choose a skill for an image request, or none.",
  enhance: "Improve an image request with the advice of a skill.",
  decompose: "Split an image request into yes/no questions.",
  verify: "Look at the picture and answer the question with yes or no, nothing else.",
  distil: "Sum up what this attempt at an image teaches.",
  refine: "Word a better prompt from what the earlier attempts came to.",
} as const;
export type ReferenceTask = keyof typeof openings;

export interface Skill {
  readonly name: string;
  readonly description: string;
}

export function routeWords(skills: readonly Skill[], wish: string): string {
  const list = skills.map(({ name, description }) => `- ID: ${name}\n  USE: ${description}`).join("\n");
  return `${openings.route}
You decide whether a request is better served by one of these skills or by the image model alone.

Skills:
${list}

Request: ${wish}

Take a skill only where its use plainly matches the request and it adds what the image model lacks by itself (a style, a layout, lettering, logic). Simple or general requests get none.
Answer with the ID alone, or with NONE. No explanation, no punctuation.`;
}

export function enhanceWords(instructions: string, wish: string): string {
  return `${openings.enhance}
Advice:
${instructions}

Request: ${wish}

Answer with the improved prompt alone.`;
}

export function decomposeWords(wish: string): string {
  return `${openings.decompose}
Find every visual requirement in the request. Write a question for each that a picture meeting it answers with yes and any other with no. Answer with a JSON array of strings and nothing else, such as ["Is there a dog?", "Is the dog white?", "Does it lie on a sofa?"].

Request: ${wish}`;
}

export function verifyWords(question: string): string {
  return `Picture: ${PICTURE}\n${openings.verify}\n${question}`;
}

export interface Tried {
  readonly n: number;
  readonly prompt: string;
  readonly thought: string;
  readonly passed: readonly string[];
  readonly failed: readonly string[];
  readonly experience: string;
}

const listed = (questions: readonly string[]) => (questions.length === 0 ? "None" : questions.join(", "));

export function distilWords(tried: Omit<Tried, "experience">, earlier: readonly Tried[]): string {
  const before = earlier.map(({ n, experience }) => `Round ${n}: ${experience}`).join("\n");
  return `${openings.distil}
This attempt
Prompt: ${tried.prompt}
Passed: ${listed(tried.passed)}
Failed: ${listed(tried.failed)}
Thought before it was drawn: ${tried.thought}
Picture: ${PICTURE}

What was learnt before
${before === "" ? "Nothing yet (first round)" : before}

From the picture, the answers, the thought and what was learnt before, say in fewer than 100 words what worked, what failed and what the next attempt should do differently. Begin at once, without an introduction.`;
}

export function refineWords(wish: string, attempts: readonly Tried[]): string {
  const history = attempts
    .map(
      ({ n, experience, prompt, failed }) => `Attempt ${n}:
- Experience: ${experience}
- Prompt: ${prompt}
- Picture: ${PICTURE}
- Failed: ${listed(failed)}
`,
    )
    .join("\n");
  return `${openings.refine}
What is wished for: ${wish}

Attempts so far
${history}
Write one whole new prompt. Stress what failed in the latest attempt; keep and protect what was right before; follow what the experiences advise; be clear, and do not contradict yourself.
Answer with the prompt alone: no greeting, no comment, no "New prompt:" in front.`;
}
