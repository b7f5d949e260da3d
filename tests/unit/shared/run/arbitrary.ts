/** Arbitrary runs for property tests: every kind of event, in any order, sensible or not. */
import fc from "fast-check";
import { errorCodes } from "../../../../shared/errors";
import type { Criterion } from "../../../../shared/run/criteria";
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

export const criterion: fc.Arbitrary<Criterion> = fc.record({
  id: criterionId,
  question: words,
  kind: fc.constantFrom(...criterionKinds),
  weight: fc.double({ min: 0.01, max: 100, noNaN: true }),
  enabled: fc.boolean(),
  origin: fc.constantFrom("decomposer" as const, "designer" as const, "skill" as const),
});

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

const kind = <T extends string>(type: T) => fc.constant(type);
const ask = { iteration, prompt: text, thought: text, strategy: words, parameters };

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
  "iteration-started": fc.record({ type: kind("iteration-started"), ...ask }),
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
  "prompt-refined": fc.record({
    type: kind("prompt-refined"),
    ...ask,
    shown: fc.array(fc.record({ iteration, parts: fc.constant(["prompt" as const, "image" as const]) }), {
      maxLength: 2,
    }),
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
