/** What holds of every run, whatever the designer does to it and wherever it is cut off. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Command } from "../../../../electron/agent/steering";
import { nextStep } from "../../../../electron/agent/steps";
import { promptFor } from "../../../../shared/run/drafts";
import type { JournalEvent } from "../../../../shared/run/events";
import { reduce, reduceAll } from "../../../../shared/run/reduce";
import { imagesDrawn, roundsDrawn } from "../../../../shared/run/rounds";
import { emptyRunState, type RunState } from "../../../../shared/run/state";
import type { VerdictState } from "../../../../shared/run/verdicts";
import { type Act, atRest, withDesigner } from "./designer";
import { criterion, type Journal, journalOf, scripted, world } from "./support";
import { type Fate, fated } from "./workshop";

const ids = ["cats", "dogs", "birds"] as const;
const criteria = ids.map((id) => criterion(id));
const answer = fc.constantFrom<VerdictState>("pass", "fail", "fail", "unclear", "error");
const line = fc.record({ cats: answer, dogs: answer, birds: answer });
const script = fc.array(line, { minLength: 1, maxLength: 4 });
const iteration = fc.integer({ min: 1, max: 5 });
const seed = fc.integer({ min: 50, max: 60 });

const command: fc.Arbitrary<Command> = fc.oneof(
  fc.constantFrom<Command>(
    { type: "stop", mode: "now" },
    { type: "stop", mode: "after-this" },
    { type: "skip" },
    { type: "resume" },
    { type: "resume", rounds: 4 },
    { type: "pace", pace: "step" },
    { type: "pace", pace: "flow" },
    { type: "seconds", seconds: null },
    { type: "seconds", seconds: 0.02 },
    { type: "edit-criteria", criteria: criteria.slice(0, 2) },
    { type: "edit-criteria", criteria: [...criteria, criterion("cows")] },
    { type: "edit-criteria", criteria: criteria.map((one) => ({ ...one, locked: true })) },
    { type: "edit-criteria", criteria: criteria.map((one) => ({ ...one, enabled: one.id !== "dogs" })) },
  ),
  fc.integer({ min: 1, max: 5 }).map((rounds): Command => ({ type: "rounds", rounds })),
  fc.integer({ min: 1, max: 3 }).map((candidates): Command => ({ type: "candidates", candidates })),
  fc
    .option(fc.integer({ min: 1, max: 8 }), { freq: 2 })
    .map((images): Command => ({ type: "budget", budget: { images } })),
  fc.record({
    type: fc.constant("reverify" as const),
    iteration,
    criterionIds: fc.option(fc.uniqueArray(fc.constantFrom(...ids), { maxLength: 2 })),
  }),
  fc.record({
    type: fc.constant("edit-prompt" as const),
    iteration,
    prompt: fc.option(fc.constantFrom("my words", "other words", "prompt 2"), { freq: 4 }),
    seed,
  }),
  fc.record({
    type: fc.constant("override" as const),
    iteration,
    criterionId: fc.constantFrom(...ids),
    state: fc.constantFrom("pass" as const, "fail" as const, null),
  }),
  fc.record({ type: fc.constant("pin" as const), iteration: fc.option(iteration) }),
  fc.record({
    type: fc.constant("rate" as const),
    iterations: fc.array(iteration, { minLength: 1, maxLength: 2 }),
    rating: fc.constantFrom(5 as const, "rejected" as const, null),
  }),
  fc.record({
    type: fc.constant("prefer" as const),
    iteration,
    against: fc.record({ runId: fc.constantFrom("abc123", "zzz123"), iteration }),
    outcome: fc.constantFrom("won" as const, "tie" as const, null),
    blind: fc.boolean(),
  }),
);
/** News in the middle of waiting prompts, more often than chance would have it. */
const steering: fc.Arbitrary<Command> = fc.oneof(
  fc.record({
    type: fc.constant("edit-prompt" as const),
    iteration: fc.constantFrom(1, 2, 2, 3),
    prompt: fc.constantFrom("my words", "my words", "other words", null),
    seed,
  }),
  fc.constantFrom<Command>(
    { type: "edit-criteria", criteria: [...criteria, criterion("cows")] },
    { type: "edit-criteria", criteria },
    { type: "override", iteration: 1, criterionId: "cats", state: "fail" },
    { type: "override", iteration: 1, criterionId: "cats", state: null },
  ),
);
const act = fc.record({
  at: fc.nat(45),
  command: fc.oneof({ weight: 2, arbitrary: command }, { weight: 1, arbitrary: steering }),
});
const acts: fc.Arbitrary<Act[]> = fc.array(act, { maxLength: 12 });
const settings = fc.record({
  rounds: fc.integer({ min: 1, max: 4 }),
  keepGoing: fc.boolean(),
  pace: fc.constantFrom("step" as const, "flow" as const),
});

/** Walks through a journal with the state before each event. */
function walk(events: readonly JournalEvent[], see: (event: JournalEvent, before: RunState) => void): void {
  let state = emptyRunState;
  for (const event of events) {
    see(event, state);
    state = reduce(state, event);
  }
}

const severalImages = fc.record({
  rounds: fc.integer({ min: 1, max: 3 }),
  candidates: fc.integer({ min: 1, max: 3 }),
  keepGoing: fc.boolean(),
  pace: fc.constantFrom("step" as const, "flow" as const),
});
const fate: fc.Arbitrary<Fate> = fc.record({
  salt: fc.nat(10_000),
  parallel: fc.integer({ min: 1, max: 3 }),
  repairs: fc.boolean(),
  judges: fc.boolean(),
  unlucky: fc.constantFrom(0, 0, 5),
  distils: fc.boolean(),
});

/** In step-by-step pace a prompt is drawn once it lay before the designer and the word was given. */
function expectTheWord({ events }: Journal): void {
  const given = new Map<number, string>();
  walk(events, (event, before) => {
    if (event.type === "run-resumed" && before.pausedBefore !== null) {
      const read = promptFor(before, before.pausedBefore);
      if (read !== null) given.set(before.pausedBefore, read.prompt);
    }
    // The designer's own words need nobody's reading.
    if (event.type === "prompt-edited" && given.has(event.iteration)) {
      given.set(event.iteration, event.prompt);
    }
    if (event.type !== "iteration-started" || before.pace !== "step") return;
    const begun = before.iterations.some((it) => it.n === event.iteration);
    const own = promptFor(before, event.iteration) !== null;
    // The word for a round's prompt holds for all its candidates.
    const fellow = before.iterations
      .filter((it) => it.round === event.round && it.n < event.iteration)
      .at(-1);
    if (!own && fellow !== undefined) return expect(event.prompt).toBe(fellow.prompt);
    if (!begun) expect(given.has(event.iteration)).toBe(true);
    const restored = before.edited.every((one) => one.iteration !== event.iteration);
    if (!begun && !restored) expect(event.prompt).toBe(given.get(event.iteration));
  });
}

/** What the designer worded is what is drawn, unless the designer took it back. */
function expectTheDesignersWords({ events }: Journal): void {
  const mine = new Map<number, string>();
  walk(events, (event) => {
    if (event.type === "prompt-edited") mine.set(event.iteration, event.prompt);
    if (event.type === "prompt-restored") mine.delete(event.iteration);
    if (event.type !== "iteration-started") return;
    const words = mine.get(event.iteration);
    if (words !== undefined) expect(event.prompt).toBe(words);
  });
}

/** No attempt begins beyond what the run may spend, and no round has more images than it was to have. */
function expectWithinLimits({ events, state }: Journal): void {
  walk(events, (event, before) => {
    if (event.type !== "iteration-started") return;
    if (before.iterations.some((it) => it.n === event.iteration)) return;
    expect(event.iteration).toBe(before.iterations.length + 1);
    if (event.iteration === 1) return;
    const waiting = before.iterations.filter((it) => it.image === null && !it.skipped).length;
    expect(imagesDrawn(before) + waiting).toBeLessThan(before.budget.images ?? Number.POSITIVE_INFINITY);
    const begun = before.iterations.some((it) => it.round === event.round);
    if (begun) expect(roundsDrawn(before)).toBeLessThanOrEqual(before.rounds);
    else expect(roundsDrawn(before)).toBeLessThan(before.rounds);
  });
  walk(events, (event, before) => {
    if (event.type !== "iteration-started") return;
    const { roundSize } = reduce(before, event);
    expect(event.candidate).toBeLessThanOrEqual(roundSize);
  });
  const places = state.iterations.map((it) => `${it.round} ${it.candidate}`);
  expect(new Set(places).size).toBe(places.length);
}

/** An edit is made out of a drawn image and asked for by the agent; the designer's words are drawn anew. */
function expectSoundEdits({ events }: Journal): void {
  walk(events, (event, before) => {
    if (event.type !== "iteration-started" || event.edit === undefined) return;
    const { edit, iteration: n } = event;
    expect(before.iterations.find((it) => it.n === edit.base)?.image ?? null).not.toBeNull();
    expect(edit.base).toBeLessThan(n);
    const asked = before.refinements
      .map((one) => one.edit)
      .concat(before.edited.map((one) => one.draft?.edit ?? null));
    expect(asked).toContainEqual(edit);
  });
}

/** Every image of a round that is over was judged or given up, and its lesson drawn once. */
function expectClosedRounds({ events, state }: Journal): void {
  walk(events, (event, before) => {
    if (event.type !== "experience-distilled") return;
    const { round } = before.iterations.find((it) => it.n === event.experience.iteration) ?? {};
    expect(before.iterations.filter((it) => it.round === round && it.experience !== null)).toEqual([]);
  });
  for (const it of state.iterations) {
    expect(it.skipped || it.image !== null || state.status !== "finished").toBe(true);
    expect(it.skipped || it.judged || state.status !== "finished").toBe(true);
  }
  const lessons = state.iterations.filter((it) => it.experience !== null).map((it) => it.round);
  expect(new Set(lessons).size).toBe(lessons.length);
}

/** Whatever was made or decided is still there at the end. */
function expectNothingLost({ events, state }: Journal): void {
  const images = events.filter((event) => event.type === "image-generated");
  expect(images.map((event) => event.iteration)).toEqual([
    ...new Set(images.map((event) => event.iteration)),
  ]);
  for (const event of images) {
    expect(state.iterations.find((it) => it.n === event.iteration)?.image?.ref).toEqual(event.image);
  }
  const judged = new Set(
    events.flatMap((event) =>
      event.type === "criterion-judged" ? [`${event.iteration} ${event.verdict.criterionId}`] : [],
    ),
  );
  const known = state.iterations.flatMap((it) => Object.keys(it.verdicts).map((id) => `${it.n} ${id}`));
  // Only what could not be asked is forgotten, to be asked again.
  const gone = [...judged].filter((one) => !known.includes(one));
  for (const one of gone) {
    const last = events.filter(
      (event) =>
        event.type === "criterion-judged" && `${event.iteration} ${event.verdict.criterionId}` === one,
    );
    expect(last.at(-1)).toMatchObject({ verdict: { state: "error" } });
  }
  const words = new Map<string, string | null>();
  for (const event of events) {
    if (event.type === "verdict-overridden")
      words.set(`${event.iteration} ${event.criterionId}`, event.state);
  }
  for (const [key, word] of words) {
    const [n, id = ""] = key.split(" ");
    const it = state.iterations.find((one) => one.n === Number(n));
    expect(it?.overrides[id]?.state ?? null).toBe(word);
  }
}

describe("every run", () => {
  it("keeps the designer's word, words and everything that was made, and comes to an end", async () => {
    await fc.assert(
      fc.asyncProperty(script, settings, acts, async (lines, how, plan) => {
        const roles = scripted(criteria, lines);
        const w = await world(roles, how);
        const state = await withDesigner(w.journal, roles, w.shelf, plan);
        expect(["finished", "failed"]).toContain(state.status);
        expect(state.iterations.every((it) => it.again.length === 0)).toBe(true);
        expectTheWord(w.journal);
        expectTheDesignersWords(w.journal);
        expectNothingLost(w.journal);
      }),
      { numRuns: 120 },
    );
  });

  it("can be cut off after any event and taken up from there by the same rules", async () => {
    await fc.assert(
      fc.asyncProperty(script, settings, acts, fc.nat(200), async (lines, how, plan, cut) => {
        const roles = scripted(criteria, lines);
        const w = await world(roles, how);
        await withDesigner(w.journal, roles, w.shelf, plan);
        const { events } = w.journal;
        const length = 1 + (cut % events.length);
        expect(nextStep(reduceAll(events.slice(0, length))).kind).toBeDefined();
        const journal = await journalOf(events.slice(0, length));
        if (journal.state.status === "running") await journal.emit({ type: "run-resumed" });
        const state = await withDesigner(journal, roles, w.shelf, []);
        expect(["finished", "failed"]).toContain(state.status);
        expect(state).toEqual(journal.state);
        expect(Object.keys(state).sort()).toEqual(Object.keys(emptyRunState).sort());
        expectTheWord(journal);
        expectTheDesignersWords(journal);
        expectNothingLost(journal);
      }),
      { numRuns: 80 },
    );
  });

  it("holds to its limits, however many images a round has and whatever befalls them", async () => {
    await fc.assert(
      fc.asyncProperty(fate, severalImages, acts, fc.nat(400), async (how, limits, plan, cut) => {
        const roles = fated(criteria, how);
        const w = await world(roles, limits);
        const whole = await withDesigner(w.journal, roles, w.shelf, plan);
        expect(["finished", "failed"]).toContain(whole.status);
        const { events } = w.journal;
        const journal = await journalOf(events.slice(0, 1 + (cut % events.length)));
        if (journal.state.status === "running") await journal.emit({ type: "run-resumed" });
        const state = await withDesigner(journal, roles, w.shelf, []);
        expect(["finished", "failed"]).toContain(state.status);
        expect(state).toEqual(journal.state);
        for (const one of [w.journal, journal]) {
          expectWithinLimits(one);
          expectSoundEdits(one);
          expectClosedRounds(one);
          expectTheWord(one);
          expectTheDesignersWords(one);
          expectNothingLost(one);
        }
      }),
      { numRuns: 120 },
    );
  });

  it("lets every decision of the designer be taken back by another command", async () => {
    const roles = scripted(criteria, [{ dogs: "fail" }]);
    const w = await world(roles, { rounds: 2 });
    const state = await withDesigner(w.journal, roles, w.shelf, []);
    const before = { ...state, lastSeq: 0, updatedAt: 0 };
    const reworded = criteria.map((one) => ({ ...one, question: `${one.question}!`, weight: 3 }));
    const pairs: readonly (readonly [Command, Command])[] = [
      [
        { type: "edit-criteria", criteria: reworded },
        { type: "edit-criteria", criteria },
      ],
      [
        { type: "edit-criteria", criteria: [] },
        { type: "edit-criteria", criteria },
      ],
      [
        { type: "override", iteration: 1, criterionId: "dogs", state: "pass", note: "n" },
        { type: "override", iteration: 1, criterionId: "dogs", state: null },
      ],
      [
        { type: "pin", iteration: 2 },
        { type: "pin", iteration: null },
      ],
      [
        { type: "rate", iterations: [1, 2], rating: "rejected" },
        { type: "rate", iterations: [1, 2], rating: null },
      ],
      [
        {
          type: "prefer",
          iteration: 1,
          against: { runId: "abc123", iteration: 2 },
          outcome: "won",
          blind: true,
        },
        {
          type: "prefer",
          iteration: 2,
          against: { runId: "abc123", iteration: 1 },
          outcome: null,
          blind: true,
        },
      ],
      [
        { type: "rounds", rounds: 9 },
        { type: "rounds", rounds: 2 },
      ],
      [
        { type: "candidates", candidates: 4 },
        { type: "candidates", candidates: 1 },
      ],
      [
        { type: "budget", budget: { images: 4 } },
        { type: "budget", budget: { images: null } },
      ],
      [
        { type: "seconds", seconds: 9 },
        { type: "seconds", seconds: null },
      ],
      [
        { type: "pace", pace: "step" },
        { type: "pace", pace: "flow" },
      ],
      [
        { type: "rename", title: "x" },
        { type: "rename", title: "t" },
      ],
      [
        { type: "reverify", iteration: 1, criterionIds: null },
        { type: "reverify", iteration: 1, criterionIds: [] },
      ],
    ];
    for (const [done, undone] of pairs) {
      expect(await atRest(w.journal, done), JSON.stringify(done)).toBe(true);
      expect({ ...w.journal.state, lastSeq: 0, updatedAt: 0 }).not.toEqual(before);
      expect(await atRest(w.journal, undone)).toBe(true);
      const { iterations, ...after } = { ...w.journal.state, lastSeq: 0, updatedAt: 0 };
      const { iterations: drawn, ...rest } = before;
      expect(after).toEqual(rest);
      expect(iterations.map((it) => it.score)).toEqual(drawn.map((it) => it.score));
    }
  });
});
