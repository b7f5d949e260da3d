import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Roles } from "../../../../electron/agent/roles";
import { RunsService } from "../../../../electron/runs/service";
import {
  type LibraryIndex,
  openLibraryIndex,
  openRunsFolder,
  type RunsFolder,
} from "../../../../electron/storage";
import { StudioError } from "../../../../shared/errors";
import type { RunEvent } from "../../../../shared/run/events";
import { reduceAll } from "../../../../shared/run/reduce";
import { defaultSettings } from "../../../../shared/settings";
import { criterion, gate, noSkills, type Script, scripted } from "../agent/support";
import { findRuns } from "../storage/find";

const criteria = [criterion("c1"), criterion("c2")];
const improving: Script = [
  { c1: "pass", c2: "fail" },
  { c1: "pass", c2: "pass" },
];

let data = "";
let folder: RunsFolder;
let index: LibraryIndex;
let events: RunEvent[] = [];
let faults: StudioError[] = [];
let roles: Roles;
let service: RunsService;

beforeEach(async () => {
  data = await mkdtemp(path.join(tmpdir(), "gems-runs-"));
  folder = await openRunsFolder(data);
  events = [];
  faults = [];
  roles = scripted(criteria, improving);
  index = await openLibraryIndex({
    file: path.join(data, "library.db"),
    runs: folder,
    isLive: (id) => service.isLive(id),
  });
  service = new RunsService({
    folder,
    index,
    settings: () => defaultSettings,
    composeRoles: () => ({ roles, generatorName: "script", rolesName: "script" }),
    skills: noSkills,
    onEvent: (_runId, event) => events.push(event),
    onLive: () => undefined,
    onLibraryChanged: () => undefined,
    onFault: (error) => faults.push(error),
  });
});

afterEach(async () => {
  await service.close();
  await index.close();
  await rm(data, { recursive: true, force: true });
});

const start = () => service.start({ prompt: "two white cats", seed: 1 });

describe("a run from start to end", () => {
  it("is journaled, announced, indexed and readable again", async () => {
    const { runId, ended } = await start();
    const state = await ended;
    expect(state.finishedBecause).toBe("all-passed");
    const snapshot = await service.snapshot(runId);
    expect(snapshot.live).toBe(false);
    expect(reduceAll(snapshot.events)).toEqual(state);
    expect(reduceAll(events)).toEqual(state);
    const { runs } = await findRuns(index, { query: "white" });
    expect(runs[0]).toMatchObject({ id: runId, status: "finished", best: 2, passed: 2, total: 2, images: 2 });
    // Two pictures; the drawing behind them is the same, so it is kept once.
    expect(await readdir(path.join(snapshot.folder, "images"))).toHaveLength(3);
  });

  it("takes the settings for what the request leaves open", async () => {
    const { ended } = await service.start({ prompt: "a cat", rounds: 1, temperature: 0.5 });
    const state = await ended;
    expect(state.header?.settings).toMatchObject({
      rounds: 1,
      temperature: 0.5,
      generator: "script",
      seed: 7,
    });
  });
});

describe("stopping and going on", () => {
  it("stops while a picture is being drawn, without waiting for it, and resumes from there", async () => {
    const drawing = gate();
    const never = gate();
    const patient = roles.generator;
    roles = {
      ...roles,
      generator: {
        ...patient,
        generate: async () => {
          drawing.open();
          await never.promise;
          throw new StudioError("internal", "It was to be left behind.", { remedy: "-" });
        },
      },
    };
    const { runId, ended } = await start();
    await drawing.promise;
    await service.command(runId, { type: "stop", mode: "now" });
    expect((await ended).status).toBe("stopped");
    expect(service.isLive(runId)).toBe(false);

    roles = scripted(criteria, improving);
    const resumed = await service.resume(runId);
    expect((await resumed.ended).finishedBecause).toBe("all-passed");
    expect(faults).toEqual([]);
  });

  it("leaves a run resumable when the studio closes in the middle", async () => {
    const drawing = gate();
    const never = gate();
    roles = {
      ...roles,
      generator: {
        ...roles.generator,
        generate: async () => {
          drawing.open();
          await never.promise;
          throw new StudioError("internal", "unreachable", { remedy: "-" });
        },
      },
    };
    const { runId } = await start();
    await drawing.promise;
    await service.close();
    await index.refresh();
    expect((await findRuns(index, { query: "" })).runs[0]).toMatchObject({
      status: "interrupted",
    });
    roles = scripted(criteria, improving);
    const { ended } = await service.resume(runId);
    expect((await ended).finishedBecause).toBe("all-passed");
  });

  it("refuses to work twice on one run", async () => {
    const hold = gate();
    roles = { ...roles, planner: { plan: async () => Promise.reject(await hold.promise) } };
    const { runId } = await start();
    await expect(service.resume(runId)).rejects.toMatchObject({ code: "busy" });
    await service.command(runId, { type: "stop", mode: "now" });
  });

  it("draws more when a finished run is given more rounds", async () => {
    roles = scripted(criteria, [{ c1: "pass", c2: "fail" }]);
    const first = await service.start({ prompt: "a cat", seed: 1, rounds: 2 });
    expect((await first.ended).finishedBecause).toBe("budget");
    const { ended } = await service.resume(first.runId, 3);
    expect((await ended).iterations).toHaveLength(3);
  });

  it("shows a failed role and goes on from that very step", async () => {
    const working = roles;
    roles = {
      ...working,
      verifier: {
        verify: () => {
          throw new StudioError("unreachable", "Nobody answers.", { remedy: "Start the server." });
        },
      },
    };
    const { runId, ended } = await start();
    const failed = await ended;
    expect(failed).toMatchObject({ status: "failed", failure: { role: "verifier", code: "unreachable" } });
    const picture = failed.iterations[0]?.image?.ref.hash;
    roles = working;
    const resumed = await (await service.resume(runId)).ended;
    expect(resumed.finishedBecause).toBe("all-passed");
    expect(resumed.iterations[0]?.image?.ref.hash).toBe(picture);
  });
});

describe("changing a run at rest", () => {
  it("renames, pins and overrides straight in the journal", async () => {
    const { runId, ended } = await start();
    await ended;
    await service.command(runId, { type: "rename", title: "Cats" });
    await service.command(runId, { type: "pin", iteration: 1 });
    await service.command(runId, { type: "override", iteration: 1, criterionId: "c2", state: "pass" });
    const state = await service.state(runId);
    expect(state.header?.title).toBe("Cats");
    expect(state.pinned).toBe(1);
    expect(state.iterations[0]?.score).toMatchObject({ passed: 2, total: 2 });
    expect((await findRuns(index, { query: "Cats" })).runs[0]).toMatchObject({
      best: 1,
      title: "Cats",
    });
  });

  it("refuses what is not there", async () => {
    const { runId, ended } = await start();
    await ended;
    await expect(service.command(runId, { type: "pin", iteration: 9 })).rejects.toMatchObject({
      code: "not-found",
    });
    await expect(service.snapshot("zzzzzzzzzz")).rejects.toMatchObject({ code: "not-found" });
  });

  it("moves a run to the trash and back", async () => {
    const { runId, ended } = await start();
    await ended;
    await service.trash([runId]);
    expect((await findRuns(index, { query: "" })).total).toBe(0);
    await expect(service.snapshot(runId)).rejects.toMatchObject({ code: "not-found" });
    await service.restore([runId]);
    expect((await findRuns(index, { query: "" })).total).toBe(1);
  });

  it("moves many at once, stopping work on them first, and says of each that stays why", async () => {
    const drawing = gate();
    const first = await start();
    await first.ended;
    const { generator } = roles;
    roles = {
      ...roles,
      generator: {
        ...generator,
        generate: (_request, context) => {
          drawing.open();
          return new Promise((_drawn, give) =>
            context.signal.addEventListener("abort", () => give(context.signal.reason)),
          );
        },
      },
    };
    const second = await start();
    await drawing.promise;
    const ids = [first.runId, second.runId];
    const report = await service.trash([first.runId, "nothere000", second.runId]);
    expect(report).toEqual({
      done: ids,
      failed: [{ runId: "nothere000", reason: "There is no run nothere000." }],
    });
    expect((await second.ended).status).toBe("stopped");
    expect((await findRuns(index, { query: "" })).total).toBe(0);
    expect((await folder.listTrash()).map((place) => place.id).sort()).toEqual([...ids].sort());
    expect((await service.restore([...ids, "nothere000"])).done).toEqual(ids);
    expect((await findRuns(index, { query: "is:stopped" })).runs.map((one) => one.id)).toEqual([
      second.runId,
    ]);
    expect(faults).toEqual([]);
  });
});
