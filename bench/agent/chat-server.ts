/** An OpenAI-compatible chat server whose model is `mind.ts`: it reads requests, answers in their form, takes its time. */
import { pictureSize } from "../../electron/agent/language/picture-size";
import { withinWords } from "../../electron/agent/memory";
import { pictureTokens, textTokens } from "../../shared/run/tokens";
import { criteriaAnswer, promptAnswer, skillAnswer, verdictsAnswer } from "./answers";
import { askedFor, type Task } from "./asked";
import { chatSeconds, type Latency, wireSeconds } from "./latency";
import { type Answered, type Asked, json, type Loopback, startLoopback } from "./loopback";
import type { Meter } from "./meter";
import type { Mind } from "./mind";
import { questionsIn } from "./questions";
import { openings } from "./reference-words";
import { attemptsTold, pictureOf, type ToldAttempt } from "./told";
import { readTurn, type Turn } from "./turn";
import type { VirtualClock } from "./virtual-clock";

/** What the server has to do with in the run under way. */
export interface Audience {
  readonly meter: Meter;
  readonly clock: VirtualClock;
  readonly latency: Latency;
  readonly wish: string;
  /** Prompts drawn so far, to find them again in what a request tells. */
  readonly drawn: () => readonly string[];
}

export interface ChatServer extends Loopback {
  /** The next requests belong to this run. */
  begin(audience: Audience): void;
}

/** What nobody could do without the wish. */
const tellsWish: readonly Task[] = ["route", "enhance", "decompose", "refine"];

interface Reply {
  readonly text: string;
  /** What the model thought: asked for by policies that keep it. */
  readonly thought?: string;
  readonly decisions: number;
}

export async function startChatServer(mind: Mind): Promise<ChatServer> {
  let audience: Audience | null = null;

  async function answer(asked: Asked): Promise<Answered> {
    if (audience === null) throw new Error("No run has begun.");
    if (asked.route !== "POST /v1/chat/completions") return json(404, { error: { message: "Not found" } });
    const { clock, latency, meter, wish } = audience;
    await clock.sleep(wireSeconds(latency, asked.bytes), asked.request);
    const turn = readTurn(asked.body);
    const task = askedFor(turn);
    if (tellsWish.includes(task) && !turn.text.includes(wish))
      throw new Error(`The request to ${task} lacks the wish.`);
    const reply = await think(mind, task, turn, audience);
    const pictures = turn.pictures.map(tokensOf);
    const inputTokens = pictures.reduce((sum, tokens) => sum + tokens, textTokens(turn.text));
    const outputTokens = textTokens(reply.text) + reply.decisions * latency.thoughtTokens;
    meter.chat(task, asked.bytes, inputTokens, outputTokens);
    const sizes = { inputTokens, outputTokens: textTokens(reply.text), pictures: pictures.length };
    await clock.sleep(chatSeconds(latency, { ...sizes, decisions: reply.decisions }), asked.request);
    return json(200, completion(turn.model, reply, inputTokens, outputTokens));
  }

  return { ...(await startLoopback(answer)), begin: (next) => (audience = next) };
}

function tokensOf(picture: Uint8Array): number {
  const size = pictureSize(picture);
  if (size === null) throw new Error("A picture whose size cannot be read.");
  return pictureTokens(size.width * size.height);
}

function completion(model: string, { text, thought }: Reply, inputTokens: number, outputTokens: number) {
  const reasoning = thought === undefined ? {} : { reasoning_content: thought };
  return {
    id: "chatcmpl-bench",
    object: "chat.completion",
    model,
    choices: [
      { index: 0, finish_reason: "stop", message: { role: "assistant", content: text, ...reasoning } },
    ],
    usage: {
      prompt_tokens: inputTokens,
      completion_tokens: outputTokens,
      total_tokens: inputTokens + outputTokens,
    },
  };
}

async function think(mind: Mind, task: Task, turn: Turn, audience: Audience): Promise<Reply> {
  const { wish } = audience;
  const { form } = turn;
  switch (task) {
    case "route": {
      const { chosen, candidates, reason } = await mind.plan(wish);
      return { text: skillAnswer(form, chosen, candidates, reason), decisions: 1 };
    }
    case "enhance": {
      const { prompt, thought } = await mind.plan(wish);
      return { text: promptAnswer(form, { prompt, thought, strategy: "" }), decisions: 1 };
    }
    case "decompose":
      return { text: criteriaAnswer(form, mind.decompose(wish)), decisions: 1 };
    case "verify":
      return verify(mind, turn, wish);
    case "distil":
      return distil(mind, turn, audience);
    case "refine":
      return refine(mind, turn, audience);
    case "compare":
    case "clarify":
      throw new Error(`The benchmark asks nobody to ${task}.`);
  }
}

async function verify(mind: Mind, turn: Turn, wish: string): Promise<Reply> {
  const asked = questionsIn(turn);
  const [picture] = turn.pictures;
  if (picture === undefined || asked.length === 0) throw new Error("Nothing to look at, or nothing asked.");
  const questions = asked.map(({ question }) => question);
  const verdicts = await mind.look(picture, questions, wish);
  const judged = verdicts.map((verdict, index) => ({ id: asked[index]?.id ?? null, verdict }));
  return { text: verdictsAnswer(turn, judged), decisions: judged.length };
}

async function distil(mind: Mind, turn: Turn, { wish, drawn }: Audience): Promise<Reply> {
  const told = attemptsTold(turn.said, drawn(), questionsOf(mind, wish)).at(-1);
  const picture = turn.pictures.at(-1);
  if (told === undefined || picture === undefined)
    throw new Error("No attempt is told of, or no picture shown.");
  const lesson = await mind.lesson(told, wish, picture);
  return { text: turn.form === null ? lesson : JSON.stringify({ lesson }), decisions: 1 };
}

async function refine(mind: Mind, turn: Turn, { wish, drawn }: Audience): Promise<Reply> {
  const attempts = attemptsTold(turn.said, drawn(), questionsOf(mind, wish));
  if (attempts.length === 0) throw new Error("No attempt is told of.");
  const plan = await mind.plan(wish);
  const skill = turn.said.includes(openings.refine) || !/skill/i.test(turn.said) ? null : plan.chosen;
  const refined = await mind.refine({ wish, attempts, skill });
  const lesson = await lessonWanted(mind, turn, attempts, wish);
  const answer = lesson === null ? refined : { ...refined, lesson };
  return {
    text: promptAnswer(turn.form, answer),
    thought: refined.thought,
    decisions: lesson === null ? 1 : 2,
  };
}

/** The lesson, where the form of a new prompt has a place for one. */
async function lessonWanted(
  mind: Mind,
  turn: Turn,
  attempts: readonly ToldAttempt[],
  wish: string,
): Promise<string | null> {
  if (turn.form?.properties.includes("lesson") !== true) return null;
  const n = Number(/\blesson of attempt (\d+)/.exec(turn.said)?.[1]);
  const told = attempts.find((attempt) => attempt.n === n);
  const picture = turn.pictures[pictureOf(turn.said, n) ?? -1];
  if (told === undefined || picture === undefined)
    throw new Error("Nothing is told of the attempt to learn from, or its picture is not shown.");
  return withinWords(await mind.lesson(told, wish, picture), LESSON_WORDS);
}

/** What the studio asks for at most of a lesson that comes with a prompt. */
const LESSON_WORDS = 40;

const questionsOf = (mind: Mind, wish: string) => mind.decompose(wish).map(({ question }) => question);
