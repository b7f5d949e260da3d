import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withSoundRequires } from "../../../../electron/agent/dependencies";
import type { Roles } from "../../../../electron/agent/roles";
import type { Command } from "../../../../electron/agent/steering";
import type { Criterion } from "../../../../shared/run/criteria";
import type { RunState } from "../../../../shared/run/state";
import { NOT_ASKED, type VerdictState } from "../../../../shared/run/verdicts";
import { atRest, stretch } from "./designer";
import {
  criterion,
  drain,
  journalOf,
  type Script,
  scripted,
  verdict,
  type World,
  world,
  worldOf,
} from "./support";

const there = criterion("there");
const white = criterion("white", { kind: "attribute", requires: ["there"] });
const left = criterion("left", { kind: "position", requires: ["there", "cow"] });
const cow = criterion("cow");
const all = [there, white, left, cow];

interface Verifying {
  /** What each call was asked. */
  readonly asked: string[][];
  readonly roles: Roles;
}

/** Roles whose verifier says what it was asked, in one look or question by question. */
function verifying(perQuestion: boolean, script: Script, criteria: readonly Criterion[] = all): Verifying {
  const asked: string[][] = [];
  const good = scripted(criteria, script);
  const verify: Roles["verifier"]["verify"] = async function* (input, context) {
    asked.push(input.criteria.map(({ id }) => id));
    yield* good.verifier.verify(input, context);
  };
  return { asked, roles: { ...good, verifier: perQuestion ? { perQuestion, verify } : { verify } } };
}

async function once(perQuestion: boolean, answers: Record<string, VerdictState>, criteria = all) {
  const { asked, roles } = verifying(perQuestion, [answers], criteria);
  const w = await world(roles, { rounds: 1 });
  return { w, roles, asked, state: await drain(w.input()) };
}

function verdictsOf(state: RunState, n = 1): Record<string, string> {
  const iteration = state.iterations.find((it) => it.n === n);
  return Object.fromEntries(
    Object.values(iteration?.verdicts ?? {}).map((one) => [
      one.criterionId,
      one.by === NOT_ASKED ? "not asked" : one.state,
    ]),
  );
}

async function tell(w: World, roles: Roles, command: Command): Promise<RunState> {
  expect(await atRest(w.journal, command)).toBe(true);
  return stretch(w.journal, roles, w.shelf);
}

const override = (criterionId: string, state: "pass" | "fail" | null, iteration = 1): Command => ({
  type: "override",
  iteration,
  criterionId,
  state,
});

describe("a question that needs something else to hold", () => {
  it("is not put to a verifier asked one by one where that failed", async () => {
    const { asked, state } = await once(true, { there: "fail" });
    expect(asked).toEqual([["there", "cow"]]);
    expect(verdictsOf(state)).toEqual({ there: "fail", cow: "pass", white: "not asked", left: "not asked" });
    expect(state.iterations[0]?.verdicts.white).toMatchObject({
      state: "fail",
      confidence: 0.9,
      answer: "Not asked, because this failed: Is there there?",
    });
    expect(state.iterations[0]?.score).toMatchObject({ passed: 1, judged: 4, total: 4 });
  });

  it("waits for its turn where it holds", async () => {
    const { asked, state } = await once(true, {});
    expect(asked).toEqual([
      ["there", "cow"],
      ["white", "left"],
    ]);
    expect(state.finishedBecause).toBe("all-passed");
  });

  it("costs a verifier that sees all in one look no second one, and its answer counts for nothing", async () => {
    const { asked, state } = await once(false, { there: "fail", white: "pass", left: "unclear" });
    expect(asked).toEqual([["there", "white", "left", "cow"]]);
    expect(verdictsOf(state)).toEqual({ there: "fail", cow: "pass", white: "not asked", left: "not asked" });
  });

  it.each(["unclear", "error"] as const)("is put all the same where that is %s", async (seen) => {
    for (const perQuestion of [true, false]) {
      const { state } = await once(perQuestion, { there: seen });
      expect(verdictsOf(state)).toEqual({ there: seen, cow: "pass", white: "pass", left: "pass" });
    }
  });

  it("is not put where what it needs was not put either", async () => {
    const chain = [there, white, criterion("shiny", { requires: ["white"] })];
    for (const perQuestion of [true, false]) {
      const { state } = await once(perQuestion, { there: "fail" }, chain);
      expect(verdictsOf(state)).toEqual({ there: "fail", white: "not asked", shiny: "not asked" });
    }
  });

  it("takes no notice of what is switched off", async () => {
    const { asked, state } = await once(true, { there: "fail" }, [{ ...there, enabled: false }, white]);
    expect(asked).toEqual([["white"]]);
    expect(verdictsOf(state)).toEqual({ white: "pass" });
  });
});

describe("a question that was not put", () => {
  it("is put once the designer says that what it needs is there, and not before", async () => {
    const { w, roles, asked } = await once(true, { there: "fail" });
    asked.length = 0;
    await tell(w, roles, override("cow", "fail"));
    expect(asked).toEqual([]);
    const still = await tell(w, roles, override("there", "pass"));
    expect(asked).toEqual([["white"]]);
    expect(verdictsOf(still)).toMatchObject({ white: "pass", left: "not asked" });
    const then = await tell(w, roles, override("cow", null));
    expect(asked).toEqual([["white"], ["left"]]);
    expect(verdictsOf(then)).toMatchObject({ white: "pass", left: "pass" });
  });

  it("stays answered when what it needs is taken back", async () => {
    const { w, roles } = await once(true, { there: "fail" });
    await tell(w, roles, override("there", "pass"));
    const back = await tell(w, roles, override("there", null));
    expect(verdictsOf(back)).toMatchObject({ there: "fail", white: "pass", left: "pass" });
  });

  it("stays unput where the designer takes the word back before anybody looked", async () => {
    const { w, roles, asked } = await once(true, { there: "fail" });
    asked.length = 0;
    await atRest(w.journal, override("there", "pass"));
    expect(w.journal.state.iterations[0]?.again).toEqual(["white", "left"]);
    const state = await tell(w, roles, override("there", null));
    expect(asked).toEqual([]);
    expect(verdictsOf(state)).toMatchObject({ white: "not asked", left: "not asked" });
    expect(state.iterations[0]?.again).toEqual([]);
  });

  it("sets no run going that was cut off: it is put to rest first", async () => {
    const { asked, roles } = verifying(true, [{ there: "fail" }]);
    const whole = await world(roles, { rounds: 3 });
    await drain(whole.input());
    const events = whole.journal.events.slice(0, whole.journal.types.indexOf("iteration-judged") + 1);
    const cut = worldOf(await journalOf(events), roles, whole.shelf);
    asked.length = 0;
    const state = await tell(cut, roles, override("there", "pass"));
    expect(asked).toEqual([["white", "left"]]);
    expect(state).toMatchObject({ status: "stopped", iterations: { length: 1 } });
  });

  it("is left alone where the designer has answered it", async () => {
    const { w, roles, asked } = await once(true, { there: "fail" });
    await tell(w, roles, override("white", "pass"));
    asked.length = 0;
    await tell(w, roles, override("there", "pass"));
    expect(asked).toEqual([["left"]]);
  });

  it.each([true, false])(
    "is put when a second look finds what it needs (one by one: %s)",
    async (perQuestion) => {
      const { w, asked } = await once(perQuestion, { there: "fail" });
      asked.length = 0;
      const sharper = verifying(perQuestion, [{}]);
      const state = await tell(w, sharper.roles, { type: "reverify", iteration: 1, criterionIds: ["there"] });
      expect(sharper.asked).toEqual([["there"], ["white", "left"]]);
      expect(verdictsOf(state)).toEqual({ there: "pass", cow: "pass", white: "pass", left: "pass" });
      expect(state).toMatchObject({ finishedBecause: "all-passed" });
    },
  );

  it("keeps what was seen when a second look does not find it any more", async () => {
    const { w } = await once(true, {});
    const blunter = verifying(true, [{ there: "fail" }]);
    const state = await tell(w, blunter.roles, { type: "reverify", iteration: 1, criterionIds: ["there"] });
    expect(verdictsOf(state)).toEqual({ there: "fail", cow: "pass", white: "pass", left: "pass" });
  });

  it("is not put again by a second look at everything that finds the same", async () => {
    const { w, roles, asked } = await once(true, { there: "fail" });
    asked.length = 0;
    const state = await tell(w, roles, { type: "reverify", iteration: 1, criterionIds: null });
    expect(asked).toEqual([["there", "cow"]]);
    expect(verdictsOf(state)).toMatchObject({ white: "not asked", left: "not asked" });
  });

  it("is put in the latest round at work, before the next prompt is written", async () => {
    const { asked, roles } = verifying(true, [{ there: "fail" }]);
    const w = await world(roles, { rounds: 2 });
    let sent: Promise<void> | null = null;
    const state = await drain(w.input(), (event) => {
      if (sent !== null || event.type !== "iteration-judged") return;
      sent = w.mailbox.post(override("there", "pass"));
    });
    await sent;
    expect(asked.slice(0, 2)).toEqual([
      ["there", "cow"],
      ["white", "left"],
    ]);
    expect(state).toMatchObject({ finishedBecause: "all-passed", iterations: { length: 1 } });
  });

  it("is put when the designer removes what it needed, or switches it off", async () => {
    for (const edited of [
      [white, left, cow],
      [{ ...there, enabled: false }, white, left, cow],
    ]) {
      const { w, roles, asked } = await once(true, { there: "fail" });
      asked.length = 0;
      const state = await tell(w, roles, { type: "edit-criteria", criteria: edited });
      expect(asked).toEqual([["white", "left"]]);
      expect(verdictsOf(state)).toMatchObject({ white: "pass", left: "pass" });
    }
  });
});

describe("links between criteria", () => {
  const ids = fc.constantFrom("a", "b", "c", "d", "e", "ghost");
  const linked = fc
    .tuple(
      ...["a", "b", "c", "d", "e"].map((id) =>
        fc.tuple(fc.constant(id), fc.option(fc.array(ids, { maxLength: 5 }))),
      ),
    )
    .map((list) => list.map(([id, requires]) => criterion(id, requires === null ? {} : { requires })));

  function isSound(criteria: readonly Criterion[]): boolean {
    const left = new Map(criteria.map((one) => [one.id, one.requires ?? []]));
    for (let size = -1; size !== left.size; ) {
      size = left.size;
      for (const [id, requires] of left) if (requires.every((one) => !left.has(one))) left.delete(id);
    }
    const known = new Set(criteria.map(({ id }) => id));
    return left.size === 0 && criteria.every(({ requires = [] }) => requires.every((id) => known.has(id)));
  }

  it("lead to criteria of the list and in no circle, and change nothing that did", () => {
    fc.assert(
      fc.property(linked, (criteria) => {
        const sound = withSoundRequires(criteria);
        expect(isSound(sound)).toBe(true);
        expect(sound.map(({ requires: _, ...rest }) => rest)).toEqual(
          criteria.map(({ requires: _, ...rest }) => rest),
        );
        expect(withSoundRequires(sound)).toEqual(sound);
      }),
    );
  });

  it("are checked where a decomposer proposes them", async () => {
    const circle = [
      criterion("a", { requires: ["b", "ghost", "a"] }),
      criterion("b", { requires: ["a"] }),
      criterion("c", { requires: ["ghost"] }),
    ];
    const w = await world(scripted(circle, [{}]), { rounds: 1 });
    const { criteria } = await drain(w.input());
    expect(criteria?.map(({ requires }) => requires)).toEqual([["b"], undefined, undefined]);
  });

  it("fall with the words they were made for, on both ends, and stay where nothing was reworded", async () => {
    const { w } = await once(false, {});
    const edit = async (criteria: readonly Criterion[]) => {
      await atRest(w.journal, { type: "edit-criteria", criteria });
      return w.journal.state.criteria?.map(({ requires = [] }) => requires);
    };
    expect(await edit([there, { ...white, weight: 3 }, left, cow])).toEqual([
      [],
      ["there"],
      ["there", "cow"],
      [],
    ]);
    expect(await edit([there, { ...white, question: "Is it a white car?" }, left, cow])).toEqual([
      [],
      [],
      ["there", "cow"],
      [],
    ]);
    expect(await edit([{ ...there, question: "Is there a car?" }, white, left, cow])).toEqual([
      [],
      [],
      ["cow"],
      [],
    ]);
  });
});

describe("whatever is seen", () => {
  const names = ["a", "b", "c", "d", "e"];
  const run = fc.record({
    requires: fc.tuple(...names.map((_, index) => fc.subarray(names.slice(0, index)))),
    answers: fc.tuple(
      ...names.map(() => fc.constantFrom<VerdictState>("pass", "pass", "fail", "fail", "unclear", "error")),
    ),
    cut: fc.nat(20),
  });

  /** What the rule says, worked out from the answers alone. */
  function expected(requires: readonly string[][], answers: readonly VerdictState[]): Record<string, string> {
    const said: Record<string, string> = {};
    for (const [index, name] of names.entries()) {
      const kept = requires[index]?.some((id) => said[id] === "fail" || said[id] === "not asked");
      said[name] = kept === true ? "not asked" : (answers[index] ?? "pass");
    }
    return said;
  }

  it("both ways of asking come to the same verdicts, cut off anywhere or not", async () => {
    await fc.assert(
      fc.asyncProperty(run, async ({ requires, answers, cut }) => {
        fc.pre(answers.some((state) => state !== "error"));
        const criteria = names.map((name, index) => criterion(name, { requires: requires[index] ?? [] }));
        const script = Object.fromEntries(names.map((name, index) => [name, answers[index] ?? "pass"]));
        const wanted = expected(requires, answers);
        fc.pre(Object.values(wanted).some((state) => state !== "error"));
        for (const perQuestion of [true, false]) {
          const { asked, roles } = verifying(perQuestion, [script], [...criteria].reverse());
          const w = await world(roles, { rounds: 1 });
          const state = await drain(w.input());
          if (state.status === "failed") continue;
          expect(verdictsOf(state)).toEqual(wanted);
          if (perQuestion) expect(asked.flat().some((id) => wanted[id] === "not asked")).toBe(false);
          else expect(asked.length).toBeLessThanOrEqual(2);
          const half = await journalOf(w.journal.events.slice(0, 1 + (cut % (w.journal.events.length - 1))));
          const on = worldOf(half, roles, w.shelf);
          expect(verdictsOf(await drain(on.input()))).toEqual(wanted);
        }
      }),
      { numRuns: 60 },
    );
  });
});

it("a question that could not be asked is asked once more, though it waits for another", async () => {
  let calls = 0;
  const roles = scripted([there, white], [{}]);
  const w = await world(
    {
      ...roles,
      verifier: {
        async *verify({ criteria }) {
          calls++;
          for (const { id } of criteria) yield verdict(id, calls === 1 ? "error" : "pass");
        },
      },
    },
    { rounds: 1 },
  );
  expect(verdictsOf(await drain(w.input()))).toEqual({ there: "pass", white: "pass" });
  expect(calls).toBe(2);
});

it("a circle of questions, as only a journal changed by hand can have it, is answered and left", async () => {
  const circle = [criterion("a", { requires: ["b"] }), criterion("b", { requires: ["a"] })];
  for (const perQuestion of [true, false]) {
    const { roles } = verifying(perQuestion, [{}]);
    const w = await world(roles, { rounds: 1 });
    await w.journal.emit({ type: "prompt-enhanced", prompt: "two cats", thought: "" });
    await w.journal.emit({ type: "criteria-proposed", criteria: circle });
    expect(verdictsOf(await drain(worldOf(w.journal, roles, w.shelf).input()))).toEqual({
      a: "pass",
      b: "pass",
    });
  }
});

it("a verdict that comes before what it needs is held back until that is known", async () => {
  const early = scripted([white, there], [{}]);
  const w: World = await world(
    {
      ...early,
      verifier: {
        async *verify() {
          yield verdict("white", "pass");
          yield verdict("there", "fail");
        },
      },
    },
    { rounds: 1 },
  );
  const state = await drain(w.input());
  expect(
    w.journal.of("criterion-judged").map((event) => [event.verdict.criterionId, event.verdict.by]),
  ).toEqual([
    ["there", "script"],
    ["white", NOT_ASKED],
  ]);
  expect(verdictsOf(state)).toEqual({ white: "not asked", there: "fail" });
});
