/**
 * The loop of GEMS as published (arXiv 2603.28088, algorithm and code of its authors), as a baseline: skill routing
 * (one call, a second one where a skill is chosen), decomposition of the original request, then up to N rounds of
 * drawing, one question a call with the picture sent along each time (at most ten in flight), a lesson drawn from
 * the picture, and a new prompt for which every picture so far is sent again. It stops when all questions pass; no
 * question at all means an unverified picture; the first of the best attempts is handed back. Its own defects stay:
 * a fault while verifying counts as failed, "no" is looked for anywhere in the answer.
 */
import { z } from "zod";
import type { SkillShelf } from "../../electron/agent/roles";
import {
  decomposeWords,
  distilWords,
  enhanceWords,
  PICTURE,
  refineWords,
  routeWords,
  type Tried,
  verifyWords,
} from "./reference-words";

export interface ReferenceInput {
  readonly wish: string;
  /** `POST {imageUrl}?prompt=` */
  readonly imageUrl: string;
  /** Ends in `/v1`. */
  readonly chatUrl: string;
  readonly model: string;
  readonly rounds: number;
  readonly skills: SkillShelf;
  readonly fetch: typeof fetch;
}

export interface ReferenceEnd {
  readonly best: Uint8Array;
  readonly images: number;
  /** Null where it had no questions to ask. */
  readonly passed: number | null;
  readonly questions: readonly string[];
}

const IN_FLIGHT = 10;
const MAX_TOKENS = 16_384;

export async function runReference(input: ReferenceInput): Promise<ReferenceEnd> {
  const { wish, rounds } = input;
  let prompt = await plan(input);
  let thought = prompt === wish ? "First attempt, as requested." : "First attempt, enhanced by a skill.";
  const questions = await decompose(input);
  if (questions.length === 0) {
    return { best: await draw(input, wish), images: 1, passed: null, questions };
  }
  const history: (Tried & { picture: Uint8Array })[] = [];
  let best: { picture: Uint8Array; passed: number } | null = null;
  for (let n = 1; n <= rounds; n++) {
    const picture = await draw(input, prompt);
    const answers = await atMost(IN_FLIGHT, questions, (question) => verify(input, picture, question));
    const passed = questions.filter((_, index) => answers[index] === true);
    const failed = questions.filter((_, index) => answers[index] !== true);
    if (best === null || passed.length > best.passed) best = { picture, passed: passed.length };
    if (failed.length === 0 || n === rounds) {
      return { best: best.picture, images: n, passed: best.passed, questions };
    }
    const tried = { n, prompt, thought, passed, failed };
    const lesson = await think(input, distilWords(tried, history), [picture]);
    history.push({ ...tried, experience: lesson.text, picture });
    const pictures = history.map((one) => one.picture);
    const refined = await think(input, refineWords(wish, history), pictures);
    prompt = refined.text;
    thought = refined.thought;
  }
  throw new RangeError("at least one round");
}

async function plan(input: ReferenceInput): Promise<string> {
  const { wish, skills } = input;
  const manifests = await skills.manifests();
  const { text } = await think(input, routeWords(manifests, wish), []);
  const chosen = manifests.find(({ name }) => name === text);
  if (chosen === undefined) return wish;
  const { instructions } = await skills.load(chosen.name);
  return (await think(input, enhanceWords(instructions, wish), [])).text;
}

async function decompose(input: ReferenceInput): Promise<readonly string[]> {
  const { text } = await think(input, decomposeWords(input.wish), []);
  try {
    const parsed: unknown = JSON.parse(/\[.*\]/s.exec(text)?.[0] ?? text);
    return Array.isArray(parsed) ? parsed.filter((one) => typeof one === "string") : [];
  } catch {
    // As published: an answer that is no JSON is read line by line.
    return text
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line.includes("?"));
  }
}

async function verify(input: ReferenceInput, picture: Uint8Array, question: string): Promise<boolean> {
  try {
    const answer = (await think(input, verifyWords(question), [picture])).text.toLowerCase();
    return answer.includes("yes") && !answer.includes("no");
  } catch {
    // As published: a question that could not be asked counts as failed.
    return false;
  }
}

const answerSchema = z.object({
  choices: z
    .array(z.object({ message: z.object({ content: z.string(), reasoning_content: z.string().nullish() }) }))
    .min(1),
});

async function think(
  { chatUrl, model, fetch: ask }: ReferenceInput,
  words: string,
  pictures: readonly Uint8Array[],
): Promise<{ readonly text: string; readonly thought: string }> {
  const response = await ask(`${chatUrl}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      model,
      messages: [{ role: "user", content: contentOf(words, pictures) }],
      max_tokens: MAX_TOKENS,
    }),
  });
  if (!response.ok) throw new Error(`chat: ${response.status} ${await response.text()}`);
  const message = answerSchema.parse(await response.json()).choices[0]?.message;
  return { text: message?.content.trim() ?? "", thought: message?.reasoning_content ?? "" };
}

/** Text and pictures in turn, each picture where its mark stands. */
function contentOf(words: string, pictures: readonly Uint8Array[]): readonly Record<string, unknown>[] {
  return words.split(PICTURE).flatMap((text, index) => {
    const picture = pictures[index];
    const said = text === "" ? [] : [{ type: "text", text }];
    if (picture === undefined) return said;
    const url = `data:image/png;base64,${Buffer.from(picture).toString("base64")}`;
    return [...said, { type: "image_url", image_url: { url } }];
  });
}

async function draw({ imageUrl, fetch: ask }: ReferenceInput, prompt: string): Promise<Uint8Array> {
  const response = await ask(`${imageUrl}?${new URLSearchParams({ prompt }).toString()}`, { method: "POST" });
  if (!response.ok) throw new Error(`image: ${response.status} ${await response.text()}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** Results in the items' order; at most `limit` tasks at a time. */
async function atMost<T, R>(limit: number, items: readonly T[], task: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index];
      if (item !== undefined) results[index] = await task(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return results;
}
