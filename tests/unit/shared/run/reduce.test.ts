import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Criterion, criterionSchema } from "../../../../shared/run/criteria";
import {
  durableBodySchema,
  finishesStep,
  isDurable,
  journalEventSchema,
  passingBodySchema,
  runEventSchema,
} from "../../../../shared/run/events";
import { reduce, reduceAll } from "../../../../shared/run/reduce";
import { bestOf, emptyRunState, leaders, type RunState } from "../../../../shared/run/state";
import { allPassed, nothingFailed, scoreOf, type Verdict } from "../../../../shared/run/verdicts";
import {
  anyJournal,
  anyStream,
  begunJournal,
  criterion,
  durableBody,
  endedStream,
  passingBody,
  passingEvent,
  verdict,
} from "./arbitrary";

/** Freezes all the way down, so that a reducer that writes into its input throws. */
function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) frozen(inner);
  }
  return value;
}

const dictionary = <T>(entries: readonly [string, T][]): Record<string, T> => Object.fromEntries(entries);

describe("the language of events", () => {
  it("covers every type in these tests, and every arbitrary event is a real one", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.oneof(durableBody, passingBody), (body) => {
        seen.add(body.type);
        const schema = isDurable(body) ? durableBodySchema : passingBodySchema;
        expect(schema.safeParse(body).error).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
    const types = [...durableBodySchema.options, ...passingBodySchema.options].map(
      (one) => one.shape.type.value,
    );
    expect([...seen].sort()).toEqual([...types].sort());
  });

  it("tells durable from passing by what the schemas say", () => {
    const durable = new Set<string>(durableBodySchema.options.map((one) => one.shape.type.value));
    fc.assert(
      fc.property(fc.oneof(durableBody, passingBody), (body) => {
        expect(isDurable(body)).toBe(durable.has(body.type));
      }),
    );
  });

  it("forces everything to disk that ends a step, and leaves single verdicts and counts to ride along", () => {
    fc.assert(
      fc.property(durableBody, (body) => {
        const rides = body.type === "criterion-judged" || body.type === "usage-recorded";
        expect(finishesStep(body)).toBe(!rides);
      }),
    );
  });

  it("survives the way through JSON unchanged", () => {
    fc.assert(
      fc.property(anyStream, (stream) => {
        for (const event of stream) {
          const back: unknown = JSON.parse(JSON.stringify(event));
          expect(runEventSchema.parse(back)).toEqual(event);
        }
      }),
    );
  });
});

describe("reduce", () => {
  it("takes any prefix of any journal, in any order, without throwing and without touching its input", () => {
    fc.assert(
      fc.property(anyStream, (stream) => {
        let state: RunState = frozen(emptyRunState);
        for (const event of stream) state = frozen(reduce(state, frozen(event)));
      }),
      { numRuns: 500 },
    );
  });

  it("gives the same state for the same journal, and the same when cut in two anywhere", () => {
    fc.assert(
      fc.property(anyStream, fc.nat(40), (stream, cut) => {
        const whole = reduceAll(stream);
        expect(reduceAll(stream)).toEqual(whole);
        expect(reduceAll(stream.slice(cut), reduceAll(stream.slice(0, cut)))).toEqual(whole);
      }),
    );
  });

  it("passes over events it has had: a snapshot and a stream may overlap", () => {
    fc.assert(
      fc.property(anyJournal, fc.nat(30), fc.nat(30), (journal, from, to) => {
        const state = reduceAll(journal);
        for (const event of journal) expect(reduce(state, event)).toBe(state);
        const [early, late] = from < to ? [from, to] : [to, from];
        expect(reduceAll([...journal.slice(0, late), ...journal.slice(early)])).toEqual(state);
      }),
    );
  });

  it("keeps the last place and time, and counts the runs' own rounds", () => {
    fc.assert(
      fc.property(begunJournal, (journal) => {
        const state = reduceAll(journal);
        expect(state.lastSeq).toBe(journal.length - 1);
        expect(state.updatedAt).toBe(journal.at(-1)?.at);
        expect(state.header).not.toBeNull();
      }),
    );
  });

  it("lists each iteration once, in order", () => {
    fc.assert(
      fc.property(anyJournal, (journal) => {
        const numbers = reduceAll(journal).iterations.map((it) => it.n);
        expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
      }),
    );
  });

  it("ends in the state the journal alone tells, whatever news came in between", () => {
    fc.assert(
      fc.property(endedStream, (stream) => {
        const replayed = reduceAll(stream.filter((event) => event.seq !== null));
        expect(reduceAll(stream)).toEqual(replayed);
      }),
      { numRuns: 500 },
    );
  });

  it("lets news change nothing of a run that is not running", () => {
    fc.assert(
      fc.property(anyJournal, passingEvent, (journal, news) => {
        const state = reduceAll(journal);
        if (state.status !== "running") expect(reduce(state, news)).toEqual(state);
      }),
    );
  });

  it("keeps every score in step with criteria, verdicts and overrides", () => {
    fc.assert(
      fc.property(anyJournal, (journal) => {
        const state = reduceAll(journal);
        for (const it of state.iterations) {
          if (it.image === null || state.criteria === null) expect(it.score).toBeNull();
          else expect(it.score).toEqual(scoreOf(state.criteria, it.verdicts, it.overrides));
        }
      }),
      { numRuns: 500 },
    );
  });

  it("shows a best that exists, the pinned one where there is one", () => {
    fc.assert(
      fc.property(anyJournal, (journal) => {
        const state = reduceAll(journal);
        const best = bestOf(state);
        const numbers = state.iterations.map((it) => it.n);
        if (best !== null) expect(numbers).toContain(best);
        if (state.pinned !== null) expect(best).toBe(state.pinned);
        const tied = leaders(state);
        if (state.pinned === null && tied.length > 0) expect(tied).toContain(best);
      }),
    );
  });

  it("ranks no iteration the verifier has not finished with", () => {
    fc.assert(
      fc.property(anyJournal, (journal) => {
        const state = reduceAll(journal);
        for (const n of leaders(state)) expect(state.iterations.find((it) => it.n === n)?.judged).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("refuses events without a place in the journal schema, and places in news", () => {
    fc.assert(
      fc.property(anyJournal, passingEvent, (journal, news) => {
        expect(journalEventSchema.safeParse(news).success).toBe(false);
        for (const event of journal) {
          expect(journalEventSchema.safeParse({ ...event, seq: null }).success).toBe(false);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe("scores", () => {
  const verdicts = fc
    .array(verdict, { maxLength: 6 })
    .map((list) => dictionary(list.map((v) => [v.criterionId, v])));
  const criteria = fc.uniqueArray(criterion, { maxLength: 5, selector: (one) => one.id });

  it("stay within their bounds", () => {
    fc.assert(
      fc.property(criteria, verdicts, (list, judged) => {
        const score = scoreOf(list, judged, {});
        expect(score.passed).toBeLessThanOrEqual(score.judged);
        expect(score.judged).toBeLessThanOrEqual(score.total);
        expect(score.total).toBe(list.filter((one) => one.enabled).length);
        if (score.ratio === null) expect(score.judged).toBe(0);
        else expect(score.ratio >= 0 && score.ratio <= 1).toBe(true);
      }),
    );
  });

  it("never count unclear or error as a fail: leaving such criteria out changes no ratio", () => {
    const open = (judged: Record<string, Verdict>) => (one: Criterion) => {
      const state = Object.hasOwn(judged, one.id) ? judged[one.id]?.state : undefined;
      return state === "unclear" || state === "error";
    };
    fc.assert(
      fc.property(criteria, verdicts, (list, judged) => {
        const score = scoreOf(list, judged, {});
        const without = scoreOf(
          list.filter((one) => !open(judged)(one)),
          judged,
          {},
        );
        expect(without.ratio).toBe(score.ratio);
        expect(without.judged).toBe(score.judged);
        const anyOpen = list.some((one) => one.enabled && open(judged)(one));
        if (anyOpen) expect(allPassed(score)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it("turn no better when a pass becomes a fail, and no worse when a fail becomes unclear", () => {
    fc.assert(
      fc.property(criteria, verdicts, (list, judged) => {
        const before = scoreOf(list, judged, {});
        for (const [id, one] of Object.entries(judged)) {
          const now = (state: "fail" | "unclear") =>
            scoreOf(list, { ...judged, [id]: { ...one, state } }, {});
          if (one.state === "pass" && before.ratio !== null) {
            expect(now("fail").ratio ?? 0).toBeLessThanOrEqual(before.ratio);
          }
          const eased = one.state === "fail" ? now("unclear").ratio : null;
          if (before.ratio !== null && eased !== null)
            expect(eased).toBeGreaterThanOrEqual(before.ratio - 1e-12);
        }
      }),
    );
  });

  it("let the designer's word beat the verifier's", () => {
    const one = criterionSchema.parse({
      id: "c1",
      question: "Is there a cow?",
      kind: "object",
      weight: 1,
      enabled: true,
      origin: "decomposer",
    });
    const seen: Verdict = {
      criterionId: "c1",
      state: "fail",
      confidence: 1,
      answer: "",
      evidence: [],
      by: "eye",
    };
    expect(scoreOf([one], { c1: seen }, {}).ratio).toBe(0);
    expect(scoreOf([one], { c1: seen }, { c1: { state: "pass" } }).ratio).toBe(1);
    const unclear = scoreOf([one], { c1: seen }, { c1: { state: "unclear" } });
    expect(unclear.ratio).toBeNull();
    expect(allPassed(unclear)).toBe(false);
    expect(nothingFailed(unclear)).toBe(false);
  });
});
