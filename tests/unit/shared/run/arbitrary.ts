/** Arbitrary runs for property tests: every kind of event, in any order, sensible or not. */
import fc from "fast-check";
import { errorCodes } from "../../../../shared/errors";
import { relationIds } from "../../../../shared/flatland/geometry";
import { orderSides } from "../../../../shared/flatland/order";
import { arrangementIds, placementIds, regionIds, sizeIds } from "../../../../shared/flatland/placement";
import { backdropNames, facings } from "../../../../shared/flatland/scene";
import type { Check, Criterion, Selector } from "../../../../shared/run/criteria";
import { criterionKinds } from "../../../../shared/run/criteria";
import {
  type DurableBody,
  EVENT_VERSION,
  finishReasons,
  type JournalEvent,
  type PassingBody,
  type PassingEvent,
  type RunEvent,
  roleNames,
  stages,
} from "../../../../shared/run/events";
import { type Verdict, verdictStates } from "../../../../shared/run/verdicts";

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const words = fc.string({ minLength: 1, maxLength: 12 });
const text = fc.oneof(words, fc.string({ unit: "binary", minLength: 1, maxLength: 8 }));
/** Few numbers and few ids, so that events often speak of the same thing. */
const iteration = fc.integer({ min: 1, max: 4 });
const criterionId = fc.constantFrom("c1", "c2", "c3", "__proto__", "constructor");
const seed = fc.integer({ min: 0, max: 2_147_483_647 });
const hash = fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: 64, maxLength: 64 });

const parameters = fc.record({
  seed,
  size: fc.constantFrom(256, 1024),
  temperature: fc.double({ min: 0, max: 2, noNaN: true }),
});

const imageRef = (extension: "png" | "svg") =>
  fc.tuple(hash, fc.integer({ min: 1, max: 1e6 })).map(([name, bytes]) => ({
    hash: name,
    file: `${name}.${extension}`,
    bytes,
  }));

const finish = fc.constantFrom("red", "blue", "metal");
const selector: fc.Arbitrary<Selector> = fc.record(
  { kind: fc.constantFrom("cat", "dog", "bear"), finish },
  { requiredKeys: ["kind"] },
);
const small = fc.nat(6);

/** One of every type; a type that is new must be made here too. */
const checks: { readonly [T in Check["type"]]: fc.Arbitrary<Extract<Check, { type: T }>> } = {
  object: fc.record({ type: fc.constant("object"), of: selector }),
  count: fc.record({ type: fc.constant("count"), of: selector, count: small }),
  attribute: fc.record({ type: fc.constant("attribute"), of: selector, finish }),
  relation: fc.record({
    type: fc.constant("relation"),
    relation: fc.constantFrom(...relationIds),
    subject: selector,
    object: selector,
  }),
  verb: fc.record({
    type: fc.constant("verb"),
    verb: fc.constantFrom("chasing", "jumping-over", "playing-with"),
    subject: selector,
    object: selector,
  }),
  amount: fc
    .record({ of: selector, min: small, more: fc.option(small) })
    .map(({ of, min, more }) => ({ type: "amount", of, min, ...(more === null ? {} : { max: min + more }) })),
  comparison: fc.record({
    type: fc.constant("comparison"),
    subject: selector,
    object: selector,
    sort: fc.constantFrom("equal", "more", "fewer"),
    times: fc.constantFrom(0.5, 1, 2, 3),
    plus: fc.integer({ min: -3, max: 3 }),
  }),
  region: fc.record({ type: fc.constant("region"), of: selector, region: fc.constantFrom(...regionIds) }),
  order: fc.record({
    type: fc.constant("order"),
    of: selector,
    nth: fc.integer({ min: 1, max: 5 }),
    from: fc.constantFrom(...orderSides),
    finish,
  }),
  placement: fc.record({
    type: fc.constant("placement"),
    placement: fc.constantFrom(...placementIds),
    subject: selector,
    object: selector,
  }),
  between: fc.record(
    { type: fc.constant("between"), subject: selector, object: selector, other: selector },
    { requiredKeys: ["type", "subject", "object"] },
  ),
  size: fc.record({ type: fc.constant("size"), of: selector, size: fc.constantFrom(...sizeIds) }),
  larger: fc.record({
    type: fc.constant("larger"),
    subject: selector,
    object: selector,
    sort: fc.constantFrom("larger", "smaller", "equal"),
  }),
  arrangement: fc.record({
    type: fc.constant("arrangement"),
    of: selector,
    arrangement: fc.constantFrom(...arrangementIds),
  }),
  only: fc.record({
    type: fc.constant("only"),
    kinds: fc.uniqueArray(fc.constantFrom("cat", "dog", "bear"), { minLength: 1 }),
  }),
  text: fc.record({ type: fc.constant("text"), text: words }),
  facing: fc.record({
    type: fc.constant("facing" as const),
    of: selector,
    facing: fc.constantFrom(...facings),
  }),
  backdrop: fc.record({
    type: fc.constant("backdrop" as const),
    backdrop: fc.constantFrom(...backdropNames),
  }),
  uncheckable: fc.record({ type: fc.constant("uncheckable"), reason: words }),
};

/** Every type of check equally often. */
export const arbitraryCheck: fc.Arbitrary<Check> = fc.oneof(...Object.values<fc.Arbitrary<Check>>(checks));

export const criterion: fc.Arbitrary<Criterion> = fc.record(
  {
    id: criterionId,
    question: words,
    kind: fc.constantFrom(...criterionKinds),
    check: arbitraryCheck,
    weight: fc.double({ min: 0.01, max: 100, noNaN: true }),
    enabled: fc.boolean(),
    locked: fc.boolean(),
    origin: fc.constantFrom("decomposer" as const, "designer" as const, "skill" as const),
  },
  { requiredKeys: ["id", "question", "kind", "weight", "enabled", "origin"] },
);

export const verdict: fc.Arbitrary<Verdict> = fc.record({
  criterionId,
  state: fc.constantFrom(...verdictStates),
  confidence: unit,
  answer: text,
  evidence: fc.array(
    fc.record({
      box: fc.record({ x: unit, y: unit, w: unit, h: unit }),
      label: text,
      confidence: unit,
      supports: fc.boolean(),
    }),
    { maxLength: 2 },
  ),
  by: words,
});

const run = fc.record(
  {
    id: fc.constant("abc1234567"),
    title: words,
    prompt: words,
    settings: fc.record({
      rounds: fc.integer({ min: 1, max: 50 }),
      seed,
      size: fc.constant(1024),
      temperature: unit,
      keepGoing: fc.boolean(),
      skill: fc.constantFrom({ mode: "auto" as const }, { mode: "force" as const, name: "spatial-layout" }),
      generator: fc.constant("flatland"),
      roles: fc.constant("local"),
    }),
    branchOf: fc.record({ runId: fc.constant("zzz1234567"), iteration }),
  },
  { requiredKeys: ["id", "title", "prompt", "settings"] },
);

const criteria = fc.array(criterion, { maxLength: 4 });
const experience = fc.record({
  iteration,
  text,
  worked: fc.array(text, { maxLength: 2 }),
  failed: fc.array(text, { maxLength: 2 }),
  strategy: words,
});
const score = fc.record({
  passed: fc.nat(4),
  judged: fc.nat(4),
  total: fc.nat(4),
  ratio: fc.option(unit),
});

const pace = fc.constantFrom("flow" as const, "step" as const);
const kind = <T extends string>(type: T) => fc.constant(type);
const ask = { iteration, prompt: text, thought: text, strategy: words, parameters };

const side = fc.constantFrom("a" as const, "b" as const, "tie" as const);
const edit = fc.record({
  base: iteration,
  instruction: text,
  mend: fc.array(criterionId, { maxLength: 2 }),
  keep: fc.array(criterionId, { maxLength: 2 }),
  boxes: fc.constant(null),
});

const bodies = {
  "run-created": fc.record({ type: kind("run-created"), run }),
  "words-unknown": fc.record({ type: kind("words-unknown"), words: fc.array(text, { maxLength: 3 }) }),
  "skill-routed": fc.record(
    {
      type: kind("skill-routed"),
      candidates: fc.array(fc.record({ name: words, score: unit, reason: text }), { maxLength: 2 }),
      chosen: fc.option(words),
      reason: text,
      packHash: hash,
    },
    { requiredKeys: ["type", "candidates", "chosen", "reason"] },
  ),
  "prompt-enhanced": fc.record(
    { type: kind("prompt-enhanced"), prompt: text, thought: text, temperature: unit },
    { requiredKeys: ["type", "prompt", "thought"] },
  ),
  "criteria-proposed": fc.record({ type: kind("criteria-proposed"), criteria }),
  "criteria-edited": fc.record({ type: kind("criteria-edited"), criteria }),
  "iteration-started": fc.record(
    {
      type: kind("iteration-started"),
      ...ask,
      round: fc.integer({ min: 1, max: 5 }),
      candidate: fc.integer({ min: 1, max: 8 }),
      edit,
    },
    { requiredKeys: ["type", "iteration", "prompt", "thought", "strategy", "parameters"] },
  ),
  "image-generated": fc.record(
    {
      type: kind("image-generated"),
      iteration,
      image: imageRef("png"),
      vector: imageRef("svg"),
      width: fc.constant(1024),
      height: fc.constant(1024),
      ms: fc.nat(9999),
      backend: words,
      notes: fc.array(text, { maxLength: 2 }),
    },
    { requiredKeys: ["type", "iteration", "image", "width", "height", "ms", "backend", "notes"] },
  ),
  "criterion-judged": fc.record({ type: kind("criterion-judged"), iteration, verdict }),
  "iteration-skipped": fc.record({ type: kind("iteration-skipped"), iteration }),
  "iteration-judged": fc.record({ type: kind("iteration-judged"), iteration, score, ms: fc.nat(9999) }),
  "experience-distilled": fc.record({ type: kind("experience-distilled"), experience }),
  "prompt-refined": fc.record(
    {
      type: kind("prompt-refined"),
      ...ask,
      shown: fc.array(fc.record({ iteration, parts: fc.constant(["prompt" as const, "image" as const]) }), {
        maxLength: 2,
      }),
      edit,
    },
    { requiredKeys: ["type", "iteration", "prompt", "thought", "strategy", "parameters", "shown"] },
  ),
  "clarification-asked": fc.record({
    type: kind("clarification-asked"),
    clarification: fc.record({
      question: text,
      reason: text,
      options: fc.array(fc.record({ label: words, prompt: text }), { minLength: 1, maxLength: 2 }),
    }),
  }),
  "clarification-answered": fc.record({ type: kind("clarification-answered"), prompt: fc.option(text) }),
  "pair-judged": fc.record({
    type: kind("pair-judged"),
    a: iteration,
    b: iteration,
    orders: fc.tuple(side, side),
    winner: fc.option(fc.constantFrom("a" as const, "b" as const)),
    reason: text,
    by: words,
  }),
  "budget-changed": fc.record({
    type: kind("budget-changed"),
    budget: fc.record(
      { images: fc.option(iteration), tokens: fc.option(iteration), money: fc.option(iteration) },
      { requiredKeys: [] },
    ),
  }),
  "candidates-changed": fc.record({
    type: kind("candidates-changed"),
    candidates: fc.integer({ min: 1, max: 8 }),
  }),
  "usage-recorded": fc.record({
    type: kind("usage-recorded"),
    role: fc.constantFrom(...roleNames),
    usage: fc.record({ calls: fc.nat(9), inputTokens: fc.nat(9999), outputTokens: fc.nat(9999) }),
  }),
  "verdict-overridden": fc.record(
    {
      type: kind("verdict-overridden"),
      iteration,
      criterionId,
      state: fc.option(fc.constantFrom("pass" as const, "fail" as const, "unclear" as const)),
      note: text,
    },
    { requiredKeys: ["type", "iteration", "criterionId", "state"] },
  ),
  "reverification-asked": fc.record({
    type: kind("reverification-asked"),
    iteration,
    criterionIds: fc.option(fc.array(criterionId, { maxLength: 3 })),
  }),
  "prompt-edited": fc.record({ type: kind("prompt-edited"), iteration, prompt: text, parameters }),
  "prompt-restored": fc.record({ type: kind("prompt-restored"), iteration }),
  "pace-changed": fc.record({ type: kind("pace-changed"), pace }),
  "run-paused": fc.record({ type: kind("run-paused"), iteration }),
  "seconds-changed": fc.record({
    type: kind("seconds-changed"),
    seconds: fc.option(fc.integer({ min: 1, max: 9999 })),
  }),
  "memory-inherited": fc.record({
    type: kind("memory-inherited"),
    from: fc.record({ runId: fc.constant("zzz1234567"), iteration }),
    attempts: fc.array(
      fc.record({
        ...ask,
        image: fc.option(imageRef("png")),
        verdicts: fc.array(verdict, { maxLength: 2 }),
        experience: fc.option(experience),
      }),
      { maxLength: 2 },
    ),
  }),
  "experiences-recalled": fc.record({
    type: kind("experiences-recalled"),
    recalled: fc.array(
      fc.record({
        id: words,
        runId: words,
        iteration,
        prompt: text,
        text,
        strategy: words,
        similarity: unit,
        why: text,
      }),
      { maxLength: 2 },
    ),
  }),
  "iteration-rated": fc.record({
    type: kind("iteration-rated"),
    iteration,
    rating: fc.option(fc.constantFrom(1 as const, 3 as const, 5 as const, "rejected" as const)),
  }),
  "preference-stated": fc.record({
    type: kind("preference-stated"),
    iteration,
    against: fc.record({ runId: fc.constantFrom("abc1234567", "zzz1234567"), iteration }),
    outcome: fc.option(fc.constantFrom("won" as const, "lost" as const, "tie" as const)),
    blind: fc.boolean(),
  }),
  "best-pinned": fc.record({ type: kind("best-pinned"), iteration: fc.option(iteration) }),
  "rounds-changed": fc.record({ type: kind("rounds-changed"), rounds: fc.integer({ min: 1, max: 50 }) }),
  "run-renamed": fc.record({ type: kind("run-renamed"), title: words }),
  "run-resumed": fc.record({ type: kind("run-resumed") }),
  "run-stopped": fc.record({
    type: kind("run-stopped"),
    mode: fc.constantFrom("now" as const, "after-this" as const),
  }),
  "role-failed": fc.record(
    {
      type: kind("role-failed"),
      role: fc.constantFrom(...roleNames),
      iteration,
      code: fc.constantFrom(...errorCodes),
      message: text,
      remedy: text,
      detail: text,
      retryable: fc.boolean(),
    },
    { requiredKeys: ["type", "role", "code", "message", "remedy", "retryable"] },
  ),
  "run-finished": fc.record({
    type: kind("run-finished"),
    reason: fc.constantFrom(...finishReasons),
    best: fc.option(iteration),
  }),
} satisfies { [T in DurableBody["type"]]: fc.Arbitrary<DurableBody & { type: T }> };

const passingBodies = {
  "stage-entered": fc.record(
    { type: kind("stage-entered"), stage: fc.constantFrom(...stages), iteration },
    { requiredKeys: ["type", "stage"] },
  ),
  "generation-progress": fc.record({
    type: kind("generation-progress"),
    iteration,
    fraction: unit,
    label: text,
  }),
  "role-retrying": fc.record({
    type: kind("role-retrying"),
    role: fc.constantFrom(...roleNames),
    code: fc.constantFrom(...errorCodes),
    message: text,
    inMs: fc.nat(9999),
  }),
  "stop-requested": fc.record({ type: kind("stop-requested") }),
} satisfies { [T in PassingBody["type"]]: fc.Arbitrary<PassingBody & { type: T }> };

/** Any body, each type as likely as the next. */
export const durableBody: fc.Arbitrary<DurableBody> = fc.oneof(...Object.values(bodies));
export const passingBody: fc.Arbitrary<PassingBody> = fc.oneof(...Object.values(passingBodies));

/** Bodies that touch what verdicts add up to, more often than chance would have it. */
const busyBody: fc.Arbitrary<DurableBody> = fc.oneof(
  { weight: 1, arbitrary: durableBody },
  {
    weight: 2,
    arbitrary: fc.oneof(
      bodies["iteration-started"],
      bodies["image-generated"],
      bodies["criterion-judged"],
      bodies["criteria-edited"],
      bodies["verdict-overridden"],
    ),
  },
);

/** Gives bodies their places, as a journal does. */
export function stamped(list: readonly DurableBody[], from = 0): JournalEvent[] {
  return list.map((body, index) => ({ ...body, v: EVENT_VERSION, seq: from + index, at: 1_000 + index }));
}

/** A journal of senseless orders. */
export const anyJournal: fc.Arbitrary<JournalEvent[]> = fc
  .array(busyBody, { maxLength: 30 })
  .map((list) => stamped(list));

/** A journal that begins as it should and goes on in any order. */
export const begunJournal: fc.Arbitrary<JournalEvent[]> = fc
  .tuple(bodies["run-created"], fc.array(busyBody, { maxLength: 30 }))
  .map(([first, rest]) => stamped([first, ...rest]));

export const passingEvent: fc.Arbitrary<PassingEvent> = passingBody.map((body) => ({
  ...body,
  v: EVENT_VERSION,
  seq: null,
  at: 1,
}));

/** What the renderer sees: a journal with news in between. */
export const anyStream: fc.Arbitrary<RunEvent[]> = withNews(anyJournal);

/** A run that began, drew, was reported on while it lasted, and has come to an end of some kind. */
export const endedStream: fc.Arbitrary<RunEvent[]> = withNews(
  fc
    .tuple(
      bodies["run-created"],
      bodies["iteration-started"],
      fc.array(busyBody, { maxLength: 12 }),
      fc.oneof(bodies["run-stopped"], bodies["run-finished"]),
    )
    .map(([first, second, rest, last]) => stamped([first, second, ...rest, last])),
);

function withNews(journals: fc.Arbitrary<JournalEvent[]>): fc.Arbitrary<RunEvent[]> {
  return fc
    .tuple(journals, fc.array(fc.tuple(fc.nat(30), passingEvent), { maxLength: 10 }))
    .map(([journal, news]) => {
      const stream: RunEvent[] = [...journal];
      for (const [place, event] of news) stream.splice(Math.min(place, stream.length), 0, event);
      return stream;
    });
}
