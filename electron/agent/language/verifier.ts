/**
 * The verifier by a language model that reads images (GEMS, section 3.1): all questions in one call, and those it
 * did not answer one by one. Whatever goes wrong is an error or unclear, never a fail.
 */
import { asStudioError, isCancelled, StudioError } from "../../../shared/errors";
import type { Criterion } from "../../../shared/run/criteria";
import { textTokens } from "../../../shared/run/tokens";
import type { Verdict } from "../../../shared/run/verdicts";
import type { RoleContext, Verifier } from "../roles";
import { asJson, askFor, tooLong } from "./ask";
import { BATCH, batchForm, readBatch } from "./batch";
import { type ChatModel, say, show } from "./chat";
import { errorVerdict, type Judgement, verdictOf } from "./judgement";
import { type LanguageOptions, type Mind, mindOf, pictureWithin, roomBeside, tokensOfPicture } from "./mind";
import { pictureSize } from "./picture-size";
import { inFlight } from "./pool";
import { oneLine, quoted } from "./quote";
import { askAlone, type Look, SINGLE } from "./verify-alone";

/** Single questions asked at the same time at most. */
const IN_FLIGHT = 10;
/** What one verdict of a batch takes in the answer at most: a failure with two places. */
const TOKENS_A_VERDICT = 60;
/** Of the room for a question, what a picture may take. */
const PICTURE_SHARE = 0.5;

export function languageVerifier(model: ChatModel, options: LanguageOptions = {}): Verifier {
  const mind = mindOf(model, options);
  const perQuestion = options.perQuestion === true || mind.brief;
  return {
    ...(perQuestion ? { perQuestion } : {}),
    async *verify({ image, criteria }, context) {
      if (criteria.length === 0) return;
      const look = await lookAt(image, mind, context.signal);
      const answered = new Set<string>();
      for (const batch of perQuestion ? [] : batchesOf(criteria, look, mind)) {
        for (const judgement of await askTogether(mind, look, batch, context)) {
          if (answered.has(judgement.id)) continue;
          answered.add(judgement.id);
          yield verdictOf(judgement, model.name);
        }
      }
      const left = criteria.filter(({ id }) => !answered.has(id));
      yield* askOneByOne(mind, look, left, context, answered.size > 0);
    },
  };
}

/** @throws StudioError "bad-input" when no version of the picture fits the model's context. */
async function lookAt(image: Uint8Array, mind: Mind, signal: AbortSignal): Promise<Look> {
  const room = Math.floor(Math.min(roomBeside(BATCH, mind), roomBeside(SINGLE, mind)) * PICTURE_SHARE);
  const shown = await pictureWithin(image, room, mind, signal);
  if (shown === null) throw tooLong(mind, "The picture");
  return { image: shown, size: pictureSize(shown) };
}

/** Questions in as few calls as there is room for; those that would be alone in one are left out. */
function batchesOf(criteria: readonly Criterion[], { image }: Look, mind: Mind): Criterion[][] {
  const room = roomBeside(BATCH, mind) - tokensOfPicture(image) - LIST_TOKENS;
  const most = Math.max(1, Math.floor((mind.budget.answer ?? Number.POSITIVE_INFINITY) / TOKENS_A_VERDICT));
  const batches: Criterion[][] = [];
  let batch: Criterion[] = [];
  let taken = 0;
  for (const criterion of criteria) {
    const tokens = textTokens(lineOf(criterion)) + 1;
    if (batch.length > 0 && (taken + tokens > room || batch.length >= most)) {
      batches.push(batch);
      batch = [];
      taken = 0;
    }
    batch.push(criterion);
    taken += tokens;
  }
  return [...batches, batch].filter(({ length }) => length > 1);
}

/** What the tags around a list take. */
const LIST_TOKENS = 16;

function lineOf({ id, question }: Criterion): string {
  return `${id}: ${oneLine(question)}`;
}

/** One call for all; what it did not bring is simply missing from the result. */
async function askTogether(
  mind: Mind,
  { image, size }: Look,
  criteria: readonly Criterion[],
  context: RoleContext,
): Promise<readonly Judgement[]> {
  const ids = criteria.map(({ id }) => id);
  try {
    const { value } = await askFor(
      mind,
      {
        system: BATCH,
        content: [show(image), say(quoted("questions", criteria.map(lineOf).join("\n")))],
        form: { name: "verdicts", schema: batchForm },
        read: asJson((value) => readBatch(value, ids, size)),
        temperature: 0,
      },
      context,
    );
    return value;
  } catch (error) {
    // Only an answer that makes no sense can get better by asking less at once.
    if (error instanceof StudioError && (error.code === "bad-answer" || error.code === "bad-input"))
      return [];
    throw error;
  }
}

async function* askOneByOne(
  mind: Mind,
  look: Look,
  criteria: readonly Criterion[],
  context: RoleContext,
  someAnswered: boolean,
): AsyncGenerator<Verdict> {
  const asked = inFlight(criteria, IN_FLIGHT, (criterion) => judgeAlone(mind, look, criterion, context));
  let anyAnswer = someAnswered;
  const failures: Failed[] = [];
  for await (const outcome of asked) {
    if (outcome.kind === "failed") {
      if (isCancelled(outcome.error)) throw outcome.error;
      failures.push(outcome);
      continue;
    }
    anyAnswer = true;
    yield outcome.verdict;
  }
  const first = failures[0];
  if (first !== undefined && !anyAnswer) throw first.error;
  for (const { id, error } of failures) yield errorVerdict(id, error.message, mind.model.name);
}

interface Failed {
  readonly kind: "failed";
  readonly id: string;
  readonly error: StudioError;
}
type Outcome = Failed | { readonly kind: "judged"; readonly verdict: Verdict };

async function judgeAlone(
  mind: Mind,
  look: Look,
  criterion: Criterion,
  context: RoleContext,
): Promise<Outcome> {
  try {
    const judgement = await askAlone(mind, look, criterion, context);
    return { kind: "judged", verdict: verdictOf(judgement, mind.model.name) };
  } catch (error) {
    return { kind: "failed", id: criterion.id, error: asStudioError(error) };
  }
}
