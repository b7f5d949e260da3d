import { describe, expect, it } from "vitest";
import { CancelledError, StudioError } from "../../../../shared/errors";
import { criterion, drain, scripted, world, worldOf } from "./support";

const two = [criterion("cats"), criterion("dogs")];
const never = [{ cats: "pass", dogs: "fail" }] as const;

function unreachable(retryable: boolean): StudioError {
  return new StudioError("unreachable", "The server is down.", {
    remedy: "Start it.",
    retryable,
    detail: "ECONNREFUSED",
  });
}

describe("failures", () => {
  const roleNames = ["planner", "decomposer", "generator", "verifier", "compressor", "refiner"] as const;

  it.each(roleNames)(
    "of the %s end the run, keep what was made, and are resumable from there",
    async (role) => {
      const good = scripted(two, [{ dogs: "fail" }, {}]);
      const brokenStream = {
        [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(unreachable(false)) }),
      };
      const broken = Object.fromEntries(
        Object.keys(good[role]).map((name) => [
          name,
          name === "verify" ? () => brokenStream : () => Promise.reject(unreachable(false)),
        ]),
      );
      const { input, journal, shelf } = await world({ ...good, [role]: broken });
      const state = await drain(input());
      expect(state.status).toBe("failed");
      expect(state.failure).toMatchObject({
        role,
        code: "unreachable",
        detail: "ECONNREFUSED",
        remedy: "Start it.",
      });
      expect(journal.types.slice(-2)).toEqual(["role-failed", "run-finished"]);

      const before = journal.events.length;
      await journal.emit({ type: "run-resumed" });
      const again = await drain(worldOf(journal, good, shelf).input());
      expect(again.finishedBecause).toBe("all-passed");
      const repeated = journal.types
        .slice(before)
        .filter((type) => journal.types.slice(0, before).includes(type));
      const started = journal.of("iteration-started").map((event) => event.iteration);
      expect(started).toEqual([1, 2]);
      expect(repeated).not.toContain("criteria-proposed");
      expect(journal.of("image-generated").map((event) => event.iteration)).toEqual([1, 2]);
    },
  );

  it("that may pass are tried once more, after a wait", async () => {
    const good = scripted(two, [{}]);
    let tries = 0;
    const plan: typeof good.planner.plan = (...args) =>
      ++tries === 1 ? Promise.reject(unreachable(true)) : good.planner.plan(...args);
    const { input, journal, naps } = await world({ ...good, planner: { plan } });
    expect((await drain(input({ retry: { tries: 2, backoffMs: 50 } }))).finishedBecause).toBe("all-passed");
    expect(naps).toEqual([50]);
    expect(journal.types).not.toContain("role-failed");
    expect(journal.news).toContainEqual(
      expect.objectContaining({ type: "role-retrying", role: "planner", inMs: 50 }),
    );
  });

  it("are tried no more often than allowed", async () => {
    const good = scripted(two, [{}]);
    let tries = 0;
    const plan = () => {
      tries++;
      return Promise.reject(unreachable(true));
    };
    const { input, naps } = await world({ ...good, planner: { plan } });
    expect((await drain(input({ retry: { tries: 3, backoffMs: 10 } }))).status).toBe("failed");
    expect([tries, naps]).toEqual([3, [10, 20]]);
  });

  it("include an empty decomposition and empty prompts", async () => {
    const good = scripted(two, never);
    const none = await world({ ...good, decomposer: { decompose: async () => [] } });
    expect((await drain(none.input())).failure).toMatchObject({ role: "decomposer", code: "bad-answer" });
    const blank = { ...good.refiner, refine: async () => ({ ...(await refined()), prompt: " " }) };
    const refined = () =>
      good.refiner.refine({ trajectory: [], settings: { size: 64, temperature: 1 } } as never, {} as never);
    const empty = await world({ ...good, refiner: blank });
    expect((await drain(empty.input())).failure).toMatchObject({ role: "refiner", code: "bad-answer" });
  });

  it("of strangers become our own, with their stack", async () => {
    const good = scripted(two, [{}]);
    const decompose = async () => {
      throw new TypeError("x is undefined");
    };
    const { input } = await world({ ...good, decomposer: { decompose } });
    const { failure } = await drain(input());
    expect(failure).toMatchObject({ role: "decomposer", code: "internal" });
    expect(failure?.detail).toContain("TypeError");
  });

  it("of the journal end the loop itself", async () => {
    const { input, journal } = await world(scripted(two, [{}]));
    const full = new StudioError("storage", "The disk is full.", { remedy: "Make room." });
    const emit: typeof journal.emit = (body) =>
      body.type === "criteria-proposed" ? Promise.reject(full) : journal.emit(body);
    await expect(drain(input({ emit }))).rejects.toBe(full);
  });

  it("of a missing skill are told where they matter", async () => {
    const good = scripted(two, never);
    const plan: typeof good.planner.plan = async (...args) => ({
      ...(await good.planner.plan(...args)),
      chosen: "layout",
    });
    const { input } = await world({ ...good, planner: { plan } });
    expect((await drain(input())).failure).toMatchObject({ role: "refiner", code: "not-found" });
  });

  it("a cancellation nobody asked for is a failure too", async () => {
    const good = scripted(two, [{}]);
    const plan = () => Promise.reject(new CancelledError());
    const { input } = await world({ ...good, planner: { plan } });
    expect((await drain(input())).failure).toMatchObject({ role: "planner", code: "cancelled" });
  });
});
