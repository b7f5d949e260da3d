import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { preferenceBetween } from "../../../../shared/run/ranking";
import { criterion, scripted } from "../agent/support";
import { type Desk, hashes, openDesk } from "./desk";

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk(scripted([criterion("c1"), criterion("c2")], [{ c2: "fail" }]));
});
afterEach(() => desk.close());

async function made(rounds: number) {
  const { runId, ended } = await desk.service.start({ prompt: "two white cats", seed: 1, rounds });
  await ended;
  return { runId, folder: await desk.folder.locate(runId) };
}

describe("opinions on images of several runs", () => {
  it("are rated in bulk, one event each", async () => {
    const one = await made(2);
    const two = await made(1);
    const items = [
      { runId: one.runId, iteration: 1 },
      { runId: one.runId, iteration: 2 },
      { runId: two.runId, iteration: 1 },
    ];
    await desk.service.rate(items, 4);
    const state = await desk.service.state(one.runId);
    expect(state.iterations.map((it) => it.rating)).toEqual([4, 4]);
    expect((await desk.service.state(two.runId)).iterations[0]?.rating).toBe(4);
    expect(desk.events.filter((event) => event.type === "iteration-rated")).toHaveLength(3);
    await desk.service.rate(items, null);
    expect((await desk.service.state(one.runId)).iterations[0]?.rating).toBeNull();
  });

  it("are given where they can be, and what cannot is reported", async () => {
    const { runId } = await made(1);
    const items = [
      { runId, iteration: 1 },
      { runId, iteration: 9 },
      { runId: "zzzzzzzzzz", iteration: 1 },
    ];
    await expect(desk.service.rate(items, "rejected")).rejects.toMatchObject({
      code: "not-found",
      message: expect.stringContaining("2 of 3 images could not be rated"),
    });
    expect((await desk.service.state(runId)).iterations[0]?.rating).toBe("rejected");
  });

  it("between two runs stand in both journals, each from its own side", async () => {
    const [a, b] = [await made(1), await made(1)];
    const [left, right] = [a, b].map(({ runId }) => ({ runId, iteration: 1 }));
    await desk.service.prefer(left!, right!, "b", true);
    const told = async (runId: string) => (await desk.service.state(runId)).preferences;
    expect(await told(a.runId)).toMatchObject([{ against: right, outcome: "lost", blind: true }]);
    expect(await told(b.runId)).toMatchObject([{ against: left, outcome: "won", blind: true }]);
    await desk.service.prefer(left!, right!, null, false);
    expect([await told(a.runId), await told(b.runId)]).toEqual([[], []]);
  });

  it("between two images of one run make one event, and the state tells both", async () => {
    const { runId } = await made(2);
    const [first, second] = [1, 2].map((iteration) => ({ runId, iteration }));
    await desk.service.prefer(first!, second!, "b", false);
    const stated = desk.events.filter((event) => event.type === "preference-stated");
    expect(stated).toMatchObject([{ iteration: 2, outcome: "won" }]);
    const state = await desk.service.state(runId);
    expect([preferenceBetween(state, 1, 2), preferenceBetween(state, 2, 1)]).toEqual(["lost", "won"]);
  });

  it("are refused for what is not there, without a trace in either journal", async () => {
    const { runId, folder } = await made(1);
    const before = await hashes(folder);
    const here = { runId, iteration: 1 };
    await expect(desk.service.prefer(here, here, "a", false)).rejects.toMatchObject({ code: "bad-input" });
    expect(await hashes(folder)).toEqual(before);
    const nowhere = { runId: "zzzzzzzzzz", iteration: 1 };
    await expect(desk.service.prefer(here, nowhere, "a", false)).rejects.toMatchObject({ code: "not-found" });
    const undrawn = { runId: (await made(1)).runId, iteration: 5 };
    await expect(desk.service.prefer(here, undrawn, "a", false)).rejects.toMatchObject({ code: "not-found" });
    expect(await hashes(folder)).toEqual(before);
  });
});
