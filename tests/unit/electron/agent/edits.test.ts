import { describe, expect, it } from "vitest";
import type { Roles } from "../../../../electron/agent/roles";
import type { Command } from "../../../../electron/agent/steering";
import type { EventBody } from "../../../../shared/run/events";
import type { RunSettings } from "../../../../shared/run/settings";
import { entering, stuckAt } from "./stuck";
import { criterion, drain, journalOf, scripted, verdict, world, worldOf } from "./support";

const two = [criterion("cats"), criterion("dogs")];
const never = [{ dogs: "fail" }] as const;

describe("editing criteria", () => {
  const birds = criterion("birds", { origin: "designer" });

  it.each(["draw", "verify", "distil", "refine"] as const)(
    "during %s asks the news of the same image",
    async (stage) => {
      const calls = { log: [] as string[] };
      const w = await world(scripted(two, [{ dogs: "fail", birds: "fail" }, {}], calls));
      const state = await entering(
        w,
        stage,
        () => void w.mailbox.post({ type: "edit-criteria", criteria: [...two, birds] }),
      );
      expect(state.iterations[0]?.verdicts.birds?.state).toBe("fail");
      expect(calls.log.filter((line) => line.startsWith("draw"))).toEqual(["draw 1", "draw 2"]);
      const asked = calls.log.filter((line) => line.startsWith("verify 1"));
      expect(asked.join(" ").match(/cats/g)).toHaveLength(1);
      expect(asked.join(" ").match(/birds/g)).toHaveLength(1);
      expect(state.iterations[0]).toMatchObject({ judged: true, experience: { text: "a lesson" } });
      expect(state.finishedBecause).toBe("all-passed");
    },
  );

  it("during decomposition takes its place", async () => {
    const w = await world(stuckAt("decompose", scripted(two, [{}]), []));
    const state = await entering(
      w,
      "decompose",
      () => void w.mailbox.post({ type: "edit-criteria", criteria: [birds] }),
    );
    expect(state.criteria).toEqual([birds]);
    expect(state.finishedBecause).toBe("all-passed");
  });

  it("gives a changed question a new identity, drops its old check, and asks it again", async () => {
    const check = { type: "object", of: { kind: "cat" } } as const;
    const calls = { log: [] as string[] };
    const w = await world(scripted([criterion("cats", { check }), criterion("dogs")], never, calls), {
      rounds: 1,
    });
    const reworded = [criterion("cats", { check, question: "Are there big cats?" }), criterion("dogs")];
    const state = await entering(
      w,
      "verify",
      () => void w.mailbox.post({ type: "edit-criteria", criteria: reworded }),
    );
    const [changed, same] = state.criteria ?? [];
    expect(changed).toMatchObject({ question: "Are there big cats?", origin: "designer" });
    expect(changed?.check).toBeUndefined();
    expect(changed?.id).not.toBe("cats");
    expect(same?.id).toBe("dogs");
    expect(state.iterations[0]?.score?.total).toBe(2);
    expect(calls.log.at(-1)).toBe(`verify 1 ${changed?.id}`);
  });

  it("can end a run: disabling what fails is enough", async () => {
    const w = await world(scripted(two, never));
    const edited = [two[0]!, { ...two[1]!, enabled: false }];
    const state = await entering(
      w,
      "distil",
      () => void w.mailbox.post({ type: "edit-criteria", criteria: edited }),
    );
    expect(state).toMatchObject({ finishedBecause: "all-passed", iterations: { length: 1 } });
  });

  it("refuses criteria that are none", async () => {
    const w = await world(scripted(two, [{}]));
    const broken: Command = { type: "edit-criteria", criteria: [criterion("x", { question: "" })] };
    let refused: unknown;
    await entering(
      w,
      "draw",
      () =>
        void w.mailbox.post(broken).catch((error: unknown) => {
          refused = error;
        }),
    );
    expect(refused).toMatchObject({ code: "bad-input" });
  });
});

describe("overrides", () => {
  const yes: Command = {
    type: "override",
    iteration: 1,
    criterionId: "dogs",
    state: "pass",
    note: "they are",
  };

  it("change the outcome at once", async () => {
    const w = await world(stuckAt("refine", scripted(two, never), []));
    const state = await entering(w, "refine", () => void w.mailbox.post(yes));
    expect(state).toMatchObject({ finishedBecause: "all-passed", iterations: { length: 1 } });
    expect(state.iterations[0]?.overrides.dogs).toEqual({ state: "pass", note: "they are" });
  });

  it("against a pass keep the loop going", async () => {
    const w = await world(scripted(two, [{}]), { rounds: 2 });
    const no: Command = { ...yes, criterionId: "cats", state: "fail" };
    const state = await entering(w, "verify", () => void w.mailbox.post(no));
    expect(state.iterations).toHaveLength(2);
    expect(state.finishedBecause).toBe("all-passed");
  });

  it("are told to the refiner: a prompt in the making is begun anew", async () => {
    const good = scripted(two, [{ cats: "fail", dogs: "fail" }, {}]);
    const seen: (string | undefined)[] = [];
    const refine: typeof good.refiner.refine = (input, context) => {
      seen.push(input.trajectory[0]?.iteration.overrides.dogs?.state);
      return seen.length === 1 ? new Promise(() => undefined) : good.refiner.refine(input, context);
    };
    const w = await world({ ...good, refiner: { refine } });
    await entering(w, "refine", () => void w.mailbox.post(yes));
    expect(seen).toEqual([undefined, "pass"]);
  });

  it("of what is not there are refused", async () => {
    const w = await world(scripted(two, [{}]));
    const refused: unknown[] = [];
    await entering(w, "draw", () => {
      const keep = (error: unknown) => void refused.push(error);
      w.mailbox.post({ ...yes, iteration: 9 }).catch(keep);
      w.mailbox.post({ ...yes, criterionId: "cows" }).catch(keep);
      w.mailbox.post({ type: "pin", iteration: 4 }).catch(keep);
    });
    expect(refused).toMatchObject([{ code: "not-found" }, { code: "not-found" }, { code: "not-found" }]);
  });
});

describe("pin, rounds and name", () => {
  it("are written while a role works", async () => {
    const w = await world(scripted(two, never), { rounds: 2 });
    const state = await drain(w.input(), async (event) => {
      if (event.type !== "stage-entered" || event.stage !== "refine") return;
      void w.mailbox.post({ type: "pin", iteration: 1 });
      void w.mailbox.post({ type: "rename", title: " Two cats " });
      void w.mailbox.post({ type: "rounds", rounds: 4 });
    });
    expect(state).toMatchObject({ pinned: 1, header: { title: "Two cats" }, rounds: 4 });
    expect(w.journal.of("run-finished")[0]?.best).toBe(1);
    expect(w.journal.of("image-generated")).toHaveLength(4);
  });

  it("fewer rounds than drawn end the run after the attempt under way", async () => {
    const w = await world(scripted(two, never), { rounds: 5 });
    const seen: string[] = [];
    const state = await drain(w.input(), (event) => {
      seen.push(event.type);
      if (event.type === "stage-entered" && event.iteration === 2 && event.stage === "draw") {
        void w.mailbox.post({ type: "rounds", rounds: 1 });
      }
    });
    expect(state).toMatchObject({ finishedBecause: "budget", iterations: { length: 2 } });
    expect(state.iterations[1]?.judged).toBe(true);
  });
});

describe("going on after the end", () => {
  async function endedThen(settings: Partial<RunSettings>, roles: Roles, ...bodies: EventBody[]) {
    const w = await world(roles, settings);
    await drain(w.input());
    for (const body of bodies) await w.journal.emit(body);
    return drain(worldOf(w.journal, roles, w.shelf).input());
  }

  it("with more rounds after the budget was spent", async () => {
    const state = await endedThen(
      { rounds: 1 },
      scripted(two, [{ dogs: "fail" }, {}]),
      { type: "run-resumed" },
      { type: "rounds-changed", rounds: 3 },
    );
    expect(state).toMatchObject({ finishedBecause: "all-passed", iterations: { length: 2 } });
  });

  it("after everything passed looks for one more that does", async () => {
    const state = await endedThen({ rounds: 5 }, scripted(two, [{}]), { type: "run-resumed" });
    expect(state).toMatchObject({ finishedBecause: "all-passed", iterations: { length: 2 } });
  });

  it("asks unanswered questions of the same image first", async () => {
    let broken = true;
    const good = scripted(two, [{}]);
    const verify: Roles["verifier"]["verify"] = async function* ({ criteria }) {
      for (const { id } of criteria) yield verdict(id, broken && id === "dogs" ? "error" : "pass");
    };
    const roles = { ...good, verifier: { verify } };
    const w = await world(roles);
    expect((await drain(w.input())).finishedBecause).toBe("nothing-failed");
    broken = false;
    await w.journal.emit({ type: "run-resumed" });
    const state = await drain(worldOf(w.journal, roles, w.shelf).input());
    expect(state).toMatchObject({ finishedBecause: "all-passed", iterations: { length: 1 } });
  });
});

describe("the program's end", () => {
  it("leaves no word in the journal and an attempt that can go on", async () => {
    const good = scripted(two, [{}]);
    const w = await world(stuckAt("verify", good, []));
    const state = await entering(w, "verify", () => w.controller.abort());
    expect(state.status).toBe("running");
    expect(w.journal.types.at(-1)).not.toBe("run-stopped");
    const again = worldOf(await journalOf(w.journal.events), good, w.shelf);
    expect((await drain(again.input())).finishedBecause).toBe("all-passed");
  });

  it("does nothing for a run that rests", async () => {
    const w = await world(scripted(two, [{}]));
    await drain(w.input());
    const length = w.journal.events.length;
    await drain(worldOf(w.journal, scripted(two, [{}]), w.shelf).input());
    expect(w.journal.events).toHaveLength(length);
  });
});
