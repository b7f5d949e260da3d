import { describe, expect, it } from "vitest";
import type { ImageShelf, Roles } from "../../../../electron/agent/roles";
import { StudioError } from "../../../../shared/errors";
import type { EventBody } from "../../../../shared/run/events";
import { bestOf, leaders } from "../../../../shared/run/ranking";
import { atRest, stretch } from "./designer";
import { criterion, drain, gate, type World, world } from "./support";
import { broken, type Picture, workshop } from "./workshop";

const two = [criterion("cats"), criterion("dogs")];
const never = (_: Picture, id: string) => (id === "cats" ? ("pass" as const) : ("fail" as const));

/** Images that come only when they are let; `onDrawing` hears of the seeds that are being drawn. */
function held(roles: Roles, onDrawing: (seeds: readonly number[]) => void) {
  const seeds: number[] = [];
  const doors = new Map<number, ReturnType<typeof gate<void>>>();
  const aborted: number[] = [];
  const generate: Roles["generator"]["generate"] = async (input, context) => {
    const { seed } = input.parameters;
    const door = gate();
    doors.set(seed, door);
    seeds.push(seed);
    context.signal.addEventListener("abort", () => aborted.push(seed));
    onDrawing(seeds);
    await door.promise;
    return roles.generator.generate(input, context);
  };
  const letCome = (seed: number) => doors.get(seed)?.open();
  return { roles: { ...roles, generator: { ...roles.generator, generate } }, letCome, aborted };
}

const firstPasses = (picture: Picture, id: string) =>
  picture.seed === 1 ? ("pass" as const) : never(picture, id);

function failing(...unlucky: readonly number[]) {
  let left = unlucky.length === 0 ? Number.POSITIVE_INFINITY : 0;
  const obstacle = ({ seed }: Picture) => {
    const index = drawn.push(seed);
    if (unlucky.includes(index) || left-- > 0) throw broken();
  };
  const drawn: number[] = [];
  return obstacle;
}

const of = (w: World, type: EventBody["type"]) => w.journal.types.filter((one) => one === type).length;

describe("images drawn at the same time", () => {
  it("are begun together, kept as they come, and judged when all are there", async () => {
    const good = workshop({ criteria: two, answer: never, parallel: 2 });
    // Both are under way before either is let come, the second one first; the third is alone.
    const { roles, letCome } = held(good, (seeds) => {
      const [first = 0, second, third] = seeds;
      if (third !== undefined) letCome(third);
      else if (second !== undefined) {
        letCome(second);
        void w.journal.until("image-generated").then(() => letCome(first));
      }
    });
    const w: World = await world(roles, { rounds: 1, candidates: 3 });
    const order: string[] = [];
    const state = await drain(w.input(), (event) => {
      if (event.type === "image-generated") order.push(`image ${event.iteration}`);
      if (event.type === "iteration-judged") order.push(`judged ${event.iteration}`);
      if (event.type === "iteration-started") order.push(`begun ${event.iteration}`);
    });
    expect(order).toEqual([
      "begun 1",
      "begun 2",
      "image 2",
      "image 1",
      "judged 1",
      "judged 2",
      "begun 3",
      "image 3",
      "judged 3",
    ]);
    expect(state).toMatchObject({ status: "finished", iterations: { length: 3 } });
  });

  it("are not looked at any more once one of them passes everything; no further ones are drawn", async () => {
    const roles = workshop({ criteria: two, answer: firstPasses, parallel: 2 });
    const w = await world(roles, { rounds: 3, candidates: 4 });
    const state = await drain(w.input());
    expect(state.iterations.map((it) => [it.judged, it.skipped])).toEqual([
      [true, false],
      [false, true],
    ]);
    expect(state.iterations[1]?.verdicts).toEqual({});
    expect(state.iterations[1]?.skippedBecause).toContain("passed everything");
    expect(state.finishedBecause).toBe("all-passed");
    expect([bestOf(state), leaders(state)]).toEqual([1, [1]]);
  });

  it("lose none to one that cannot be drawn: it is given up, and says why", async () => {
    const roles = workshop({ criteria: two, answer: never, parallel: 3, obstacle: failing(2) });
    const w = await world(roles, { rounds: 1, candidates: 3 });
    const state = await drain(w.input());
    expect(state.iterations.map((it) => [it.image !== null, it.judged, it.skipped])).toEqual([
      [true, true, false],
      [false, false, true],
      [true, true, false],
    ]);
    expect(state.iterations[1]?.skippedBecause).toBe("The engine is out of breath.");
    expect(of(w, "role-failed")).toBe(0);
    expect(state).toMatchObject({ status: "finished", finishedBecause: "budget" });
  });

  it("end the run where none could be drawn, told once, and are drawn together again", async () => {
    const roles = workshop({ criteria: two, answer: never, parallel: 2, obstacle: failing(1, 2) });
    const w = await world(roles, { rounds: 1, candidates: 2 });
    const failed = await drain(w.input());
    expect(failed).toMatchObject({ status: "failed", failure: { role: "generator", iteration: 1 } });
    expect(of(w, "role-failed")).toBe(1);
    await atRest(w.journal, { type: "resume" });
    const state = await stretch(w.journal, roles, w.shelf);
    expect(state.iterations.map((it) => it.judged)).toEqual([true, true]);
    expect(of(w, "iteration-started")).toBe(2);
  });

  it("are tried again one by one where that may help", async () => {
    let tries = 0;
    const obstacle = ({ seed }: Picture) => {
      if (seed !== 1 && tries++ === 0) {
        throw new StudioError("rate-limited", "Too many at once.", { remedy: "Wait.", retryable: true });
      }
    };
    const roles = workshop({ criteria: two, answer: never, parallel: 2, obstacle });
    const w = await world(roles, { rounds: 1, candidates: 2 });
    const state = await drain(w.input());
    expect(state.iterations.map((it) => it.image !== null)).toEqual([true, true]);
    expect(w.journal.news.filter((event) => event.type === "role-retrying")).toMatchObject([
      { role: "generator", iteration: 2, code: "rate-limited" },
    ]);
  });

  it("end the run when the disk takes no picture, whatever came before", async () => {
    const roles = workshop({ criteria: two, answer: never, parallel: 2 });
    const w = await world(roles, { rounds: 1, candidates: 2 });
    let pictures = 0;
    const images: ImageShelf = {
      get: (ref) => w.shelf.get(ref),
      put: async (bytes, extension) => {
        if (extension !== "png" || ++pictures < 2) return w.shelf.put(bytes, extension);
        throw new StudioError("storage", "The disk is full.", { remedy: "Make room." });
      },
    };
    const state = await drain(w.input({ images }));
    expect(state).toMatchObject({ status: "failed", failure: { code: "storage" } });
    expect(state.iterations.filter((it) => it.image !== null)).toHaveLength(1);
    expect(state.iterations.some((it) => it.skipped)).toBe(false);
  });

  it("are drawn from the designer's words where the run was stopped before they came", async () => {
    const good = workshop({ criteria: two, answer: never, parallel: 2 });
    const { roles } = held(good, (seeds) => {
      if (seeds.length === 2) w.mailbox.post({ type: "stop", mode: "now" }).catch(() => undefined);
    });
    const w: World = await world(roles, { rounds: 1, candidates: 2 });
    await drain(w.input());
    const mine = { type: "edit-prompt", iteration: 1, prompt: "my words" } as const;
    expect(await atRest(w.journal, mine)).toBe(true);
    await atRest(w.journal, { type: "resume" });
    const state = await stretch(w.journal, good, w.shelf);
    expect(state.iterations.map((it) => [it.round, it.prompt, it.proposed])).toEqual([
      [1, "my words", "two cats!"],
      [1, "my words", "two cats!"],
    ]);
    expect(new Set(state.iterations.map((it) => it.parameters.seed)).size).toBe(2);
  });

  it.each([["skip", { type: "skip" }] as const, ["stop", { type: "stop", mode: "now" }] as const])(
    "are all left behind by %s",
    async (name, command) => {
      const good = workshop({ criteria: two, answer: never, parallel: 2 });
      const { roles, letCome, aborted } = held(good, (seeds) => {
        if (seeds.length === 2) w.mailbox.post(command).catch(() => undefined);
        for (const seed of seeds.slice(2)) letCome(seed);
      });
      const w: World = await world(roles, { rounds: 1, candidates: 2 });
      const state = await drain(w.input());
      expect(aborted.slice(0, 2)).toEqual(
        w.journal.state.iterations.slice(0, 2).map((it) => it.parameters.seed),
      );
      const [first, second] = state.iterations;
      expect([first?.skipped, second?.skipped]).toEqual([name === "skip", name === "skip"]);
      expect(state.status).toBe(name === "skip" ? "finished" : "stopped");
    },
  );
});
