/**
 * One question about a picture. The answer begins with the bare word, so that the chances of its first token tell
 * how likely a yes is where the server gives them; what else is to be said follows.
 */
import type { Criterion } from "../../../shared/run/criteria";
import type { RoleContext } from "../roles";
import { askFor, askOnce, readFirst } from "./ask";
import { type ChatAnswer, say, show } from "./chat";
import { type Judgement, readConfidence, readJudgement, SAID_PLAINLY } from "./judgement";
import { leaningOf } from "./likelihood";
import type { Mind } from "./mind";
import type { PictureSize } from "./picture-size";
import { oneLine, quoted } from "./quote";
import { BOXES, CONFIDENCE, LOOK, ONE_WORD, REASON } from "./verifier-words";
import { type Answer, findAnswer } from "./yes-no";

/** A picture as the model is shown it. */
export interface Look {
  readonly image: Uint8Array;
  readonly size: PictureSize | null;
}

/** Enough for the spellings of yes and no that tokenizers know. */
const ALTERNATIVES = 10;

export const SINGLE = `${LOOK}
Begin your answer with the one word "yes", "no" or "unclear". Then, on a line of its own, add a JSON object with ${REASON}, ${CONFIDENCE} and ${BOXES}.`;

const REMINDER = `That could not be read. Answer again, beginning with the one word "yes", "no" or "unclear".`;

/** Room for a word, and for a sentence that begins with it. */
const BRIEF_TOKENS = 24;

/** @throws StudioError "bad-answer" when there is no answer in what the model says, and whatever the model throws. */
export async function askAlone(
  mind: Mind,
  { image, size }: Look,
  { id, question }: Criterion,
  context: RoleContext,
): Promise<Judgement> {
  if (mind.brief) return askBriefly(mind, image, { id, question }, context);
  const { value } = await askFor(
    mind,
    {
      system: SINGLE,
      content: [show(image), say(quoted("question", oneLine(question)))],
      alternatives: ALTERNATIVES,
      read: (answer) => readAlone(answer, id, size),
      temperature: 0,
      reminder: REMINDER,
    },
    context,
  );
  return value;
}

/** One word is all that is asked for; what is neither yes nor no is unclear. */
async function askBriefly(
  mind: Mind,
  image: Uint8Array,
  { id, question }: Pick<Criterion, "id" | "question">,
  context: RoleContext,
): Promise<Judgement> {
  const { answer } = await askOnce(
    mind,
    {
      system: LOOK,
      content: [show(image), say(`${oneLine(question)}\n${ONE_WORD}`)],
      alternatives: ALTERNATIVES,
      maxTokens: BRIEF_TOKENS,
      read: () => null,
      temperature: 0,
    },
    context,
  );
  return readBriefly(answer, id);
}

/** Reads what a small model says: its first word where that is an answer, weighed by the chances of the first token. */
export function readBriefly(answer: ChatAnswer, id: string): Judgement {
  const text = oneLine(answer.text);
  const word = findAnswer(text);
  const said = word ?? "unclear";
  const leaning = word === null ? null : leaningOf(answer.first, said);
  const plain = /^\P{L}*\p{L}+\P{L}*$/u.test(text) && word !== null;
  return {
    id,
    answer: said,
    confidence: said === "unclear" ? readConfidence(null) : SAID_PLAINLY,
    reason: plain ? "" : word === null ? neither(text) : text,
    boxes: [],
    ...leaning,
  };
}

function neither(text: string): string {
  return text === "" ? "It said nothing." : `It said neither yes nor no: ${text}`;
}

/** Reads an answer to a single question, as it was asked for or as JSON throughout; null when there is none in it. */
export function readAlone(answer: ChatAnswer, id: string, size: PictureSize | null = null): Judgement | null {
  const { words, bare } = wordsOf(answer);
  const inJson = readFirst(answer.text, (value) => readJudgement(value, { id, size }));
  const said = inJson === null ? spoken(answer, words, id, size) : agreeing(inJson, bare);
  if (said === null) return null;
  const leaning = leaningOf(answer.first, said.answer);
  return leaning === null ? said : { ...said, ...leaning };
}

/** What stands before the JSON object, without fences; `bare` where that is a single word with an answer in it. */
function wordsOf({ text, truncated }: ChatAnswer): { words: string; bare: Answer | null } {
  const brace = text.indexOf("{");
  const words = (brace < 0 ? text : text.slice(0, brace)).replace(/```\w*/g, "").trim();
  const single = /^\P{L}*\p{L}+\P{L}*$/u.test(words);
  // Half a word may mean the opposite of the whole.
  if (truncated && brace < 0 && single) return { words: "", bare: null };
  return { words, bare: single ? findAnswer(words) : null };
}

/** An object that contradicts the word in front of it decides nothing. */
function agreeing(judgement: Judgement, bare: Answer | null): Judgement {
  return bare === null || bare === judgement.answer ? judgement : { ...judgement, answer: "unclear" };
}

/** The word in front, with what the object behind it adds; without one, the rest of the words are the reason. */
function spoken({ text }: ChatAnswer, words: string, id: string, size: PictureSize | null): Judgement | null {
  const answer = findAnswer(words);
  if (answer === null) return null;
  const more = readFirst(text, (value) => readJudgement({ ...Object(value), answer }, { id, size }));
  if (more !== null && more.reason !== "") return more;
  const reason = oneLine(words.replace(/^[^\p{L}]*\p{L}+[^\p{L}\p{N}]*/u, ""));
  return more === null
    ? { id, answer, confidence: readConfidence(null), reason, boxes: [] }
    : { ...more, reason };
}
