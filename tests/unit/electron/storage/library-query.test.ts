/** What each field of the query language finds, the same in both kinds of index. */
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LoadDriver } from "../../../../electron/storage/index-table";
import { type LibraryIndex, openLibraryIndex } from "../../../../electron/storage/library-index";
import { openRunsFolder } from "../../../../electron/storage/runs-folder";
import type { Board, LibrarySearch } from "../../../../shared/ipc/domains/library";
import { queryFields, queryStates } from "../../../../shared/library/filters";
import { findImages, findRuns } from "./find";
import { type MadeRun, made } from "./made-runs";
import { temporaryFolder } from "./support";

const noDriver: LoadDriver = () => Promise.reject(new Error("cannot find module for this system"));

const noon = (day: number, month = 1) => new Date(2026, month - 1, day, 12).getTime();
const now = noon(20);

const alpha: MadeRun = {
  id: "alpha00001",
  prompt: "four cows on a meadow",
  at: noon(1),
  skill: "spatial-layout",
  pin: 2,
  iterations: [
    { seed: 7, fails: ["count"], lesson: "Crowding hides the marmalade." },
    { seed: 8, prompt: "four cows, far apart", rating: 5 },
    { seed: 9, fails: ["count", "object"], rating: "rejected", backend: "ComfyUI sdxl" },
  ],
};
const beta: MadeRun = {
  id: "beta000002",
  prompt: "a snow white cow",
  title: "Run 10",
  at: noon(10),
  skill: "Lettering",
  end: "stopped",
  iterations: [{ seed: 7, fails: ["object"], rating: 3 }],
  branchOf: { runId: "alpha00001", iteration: 1 },
};
const gamma: MadeRun = {
  id: "gamma00003",
  prompt: "white snow",
  title: "Run 9",
  at: noon(19),
  end: "running",
  iterations: [{ fails: ["count", "object"] }, { rating: 4, fails: ["count"] }],
};
const delta: MadeRun = { id: "delta00004", prompt: "a dog", at: noon(20), end: "failed", iterations: [] };
const epsilon: MadeRun = {
  id: "epsil00005",
  prompt: "a picture from elsewhere",
  at: noon(20, 2),
  end: "running",
  reference: true,
};
const all = [alpha, beta, gamma, delta, epsilon];

const boards: Board[] = [
  {
    id: "board00001",
    name: "My Best",
    createdAt: 0,
    items: [
      { runId: "beta000002", iteration: null },
      { runId: "gamma00003", iteration: 2 },
      { runId: "gone000000", iteration: 1 },
    ],
  },
];

async function library(load: LoadDriver | undefined): Promise<LibraryIndex> {
  const data = await temporaryFolder();
  const runs = await openRunsFolder(data);
  const index = await openLibraryIndex({
    file: path.join(data, "library.db"),
    runs,
    isLive: (id) => id === "epsil00005",
    boards: () => boards,
    now: () => now,
    ...(load === undefined ? {} : { loadDriver: load }),
  });
  await Promise.all(all.map((run) => index.upsert(made(run), path.join(runs.root, `2026-01-01-${run.id}`))));
  return index;
}

describe.each([
  ["sqlite", undefined],
  ["scan", noDriver],
] as const)("fields (%s)", (_mode, load) => {
  const runsFor = async (index: LibraryIndex, query: string) =>
    (await findRuns(index, { query, sort: "oldest" })).runs.map((run) => run.id.slice(0, 2)).join(" ");
  const imagesFor = async (index: LibraryIndex, query: string) =>
    (await findImages(index, { query, sort: "oldest" })).images
      .map((image) => `${image.runId.slice(0, 2)}${image.iteration}`)
      .join(" ");

  it.each([
    // Words look at everything said; an image has its own prompt and its own lesson.
    ["", "al be ga de ep", "al1 al2 al3 be1 ga1 ga2 ep1"],
    ["meadow", "al", "al1 al2 al3"],
    ["apart", "al", "al2"],
    ["marmal", "al", "al1"],
    ['"snow white"', "be", "be1"],
    ["white snow", "be ga", "be1 ga1 ga2"],
    ['"white snow"', "ga", "ga1 ga2"],
    ['"sno"', "", ""],
    ["-snow", "al de ep", "al1 al2 al3 ep1"],
    ["white -cow", "ga", "ga1 ga2"],
    // Verdicts and scores are those of the best image; here alpha's is the pinned one, which passed.
    ["failed:count", "ga", "al1 al3 ga1 ga2"],
    ["failed:walrus", "be", "al3 be1 ga1"],
    ["failed:walr failed:count", "", "al3 ga1"],
    ["-failed:count", "al be de ep", "al2 be1 ep1"],
    ["passed:count", "al be ep", "al2 be1 ep1"],
    ["score:1", "al ep", "al2 ep1"],
    ["score:<1", "be ga", "al1 al3 be1 ga1 ga2"],
    ["score:50%", "be ga", "al1 be1 ga2"],
    // Of ratings, seeds and models any image of a run will do, but it must be one and the same.
    ["rating:>=4", "al ga", "al2 ga2"],
    ["rating:<4", "be", "be1"],
    ["rating:none", "al ga ep", "al1 ga1 ep1"],
    ["rating:rejected", "al", "al3"],
    ["is:rejected", "al", "al3"],
    ["-is:rejected", "be ga de ep", "al1 al2 be1 ga1 ga2 ep1"],
    ["-rating:5", "be ga de ep", "al1 al3 be1 ga1 ga2 ep1"],
    ["seed:7", "al be", "al1 be1"],
    ["seed:>7", "al", "al2 al3"],
    ["seed:7 rating:5", "", ""],
    ["seed:8 rating:5", "al", "al2"],
    ["model:SDXL", "al", "al3"],
    ["backend:flatland seed:9", "", ""],
    ["is:pinned", "al", "al2"],
    ["is:best", "al be ga ep", "al2 be1 ga2 ep1"],
    // What is said of a run holds for all its images.
    ["skill:spatial", "al", "al1 al2 al3"],
    ["skill:LETTER", "be", "be1"],
    ["skill:none", "ga de ep", "ga1 ga2 ep1"],
    ["images:>2", "al", "al1 al2 al3"],
    ["rounds:0", "de", ""],
    ["is:stopped", "be", "be1"],
    ["is:failed", "de", ""],
    ["is:finished", "al", "al1 al2 al3"],
    ["is:interrupted", "ga", "ga1 ga2"],
    ["is:running", "ep", "ep1"],
    ["is:branch", "be", "be1"],
    ["is:reference", "ep", "ep1"],
    ["-is:branch", "al ga de ep", "al1 al2 al3 ga1 ga2 ep1"],
    ["on:2026-01-10", "be", "be1"],
    ["before:2026-01-10", "al", "al1 al2 al3"],
    ["after:2026-01-19", "ga de ep", "ga1 ga2 ep1"],
    ["on:2026-01", "al be ga de", "al1 al2 al3 be1 ga1 ga2"],
    ["on:today", "de", ""],
    ["on:yesterday", "ga", "ga1 ga2"],
    ["after:7d before:today", "ga", "ga1 ga2"],
    // A run is on a board with any of its images; of a run that is there whole, all images are.
    ['board:"my best"', "be ga", "be1 ga2"],
    ['-board:"my best"', "al de ep", "al1 al2 al3 ga1 ep1"],
    // What makes no sense is passed over.
    ["board:nowhere meadow", "al", "al1 al2 al3"],
    ["colour:red rating:9 is:nice meadow", "al", "al1 al2 al3"],
  ])("%s", async (query, inRuns, inImages) => {
    const index = await library(load);
    expect(await runsFor(index, query)).toBe(inRuns);
    expect(await imagesFor(index, query)).toBe(inImages);
    await index.close();
  });

  it("says which parts make no sense, and where", async () => {
    const index = await library(load);
    const { problems } = await index.search({
      query: "cow colour:red board:nowhere",
      shelf: "runs",
      sort: "newest",
      board: null,
      limit: 1,
      offset: 0,
    });
    expect(problems).toEqual([
      { message: expect.stringContaining("no field “colour”"), from: 4, to: 14 },
      { message: expect.stringContaining("no board called “nowhere”"), from: 15, to: 28 },
    ]);
    await index.close();
  });

  it("sorts, always to the same order", async () => {
    const index = await library(load);
    const runs = async (sort: LibrarySearch["sort"], query = "") =>
      (await findRuns(index, { query, sort })).runs.map((run) => run.id.slice(0, 2)).join(" ");
    const images = async (sort: LibrarySearch["sort"]) =>
      (await findImages(index, { sort })).images
        .map((image) => `${image.runId.slice(0, 2)}${image.iteration}`)
        .join(" ");
    expect(await runs("newest")).toBe("ep de ga be al");
    expect(await runs("score")).toBe("ep al ga be de");
    expect(await runs("rating")).toBe("al ga be ep de");
    expect(await runs("title")).toBe("de ep al ga be");
    expect(await runs("relevance", "white")).toBe("ga be");
    expect(await images("newest")).toBe("ep1 ga2 ga1 be1 al3 al2 al1");
    expect(await images("score")).toBe("ep1 al2 ga2 be1 al1 ga1 al3");
    expect(await images("rating")).toBe("al2 ga2 be1 ep1 ga1 al1 al3");
    expect(await images("title")).toBe("ep1 al1 al2 al3 ga1 ga2 be1");
    await index.close();
  });

  it("narrows to a board by its id, one that is gone to nothing", async () => {
    const index = await library(load);
    expect((await findRuns(index, { board: "board00001" })).total).toBe(2);
    expect((await findImages(index, { board: "board00001", query: "rating:4" })).total).toBe(1);
    expect((await findRuns(index, { board: "nothere000" })).total).toBe(0);
    await index.close();
  });

  it("tells everything that matches, in the order shown", async () => {
    const index = await library(load);
    const search = { query: "after:2026-01-10", sort: "oldest", board: null } as const;
    expect(await index.items({ ...search, shelf: "runs" })).toEqual([
      { runId: "beta000002", iteration: null, image: 1, rating: 3 },
      { runId: "gamma00003", iteration: null, image: 2, rating: 4 },
      { runId: "delta00004", iteration: null, image: null, rating: null },
      { runId: "epsil00005", iteration: null, image: 1, rating: null },
    ]);
    expect(await index.items({ ...search, shelf: "iterations" })).toEqual([
      { runId: "beta000002", iteration: 1, image: 1, rating: 3 },
      { runId: "gamma00003", iteration: 1, image: 1, rating: null },
      { runId: "gamma00003", iteration: 2, image: 2, rating: 4 },
      { runId: "epsil00005", iteration: 1, image: 1, rating: null },
    ]);
    expect(await index.values()).toEqual({
      skills: ["Lettering", "spatial-layout"],
      backends: ["ComfyUI sdxl", "Flatland 1.0"],
    });
    await index.close();
  });

  it("tells an image's whole story", async () => {
    const index = await library(load);
    const { images } = await findImages(index, { query: "is:pinned" });
    expect(images).toEqual([
      {
        runId: "alpha00001",
        iteration: 2,
        runTitle: "four cows on a meadow",
        prompt: "four cows, far apart",
        createdAt: expect.any(Number),
        url: expect.stringMatching(/^studio:\/\/run\/alpha00001\/[0-9a-f]{64}\.png$/),
        hasVector: false,
        width: 64,
        height: 64,
        seed: 8,
        backend: "Flatland 1.0",
        passed: 2,
        total: 2,
        rating: 5,
        best: true,
        pinned: true,
        skill: "spatial-layout",
      },
    ]);
    await index.close();
  });

  it("finds the whole family of a run, even past a member that is gone", async () => {
    const index = await library(load);
    const child = (id: string, parent: string, day: number): MadeRun => ({
      id,
      at: noon(day, 3),
      branchOf: { runId: parent, iteration: 1 },
    });
    for (const run of [child("child00001", "beta000002", 1), child("orphan0001", "gone000000", 2)])
      await index.upsert(made(run), `/runs/2026-03-01-${run.id}`);
    await index.upsert(made(child("orphan0002", "gone000000", 3)), "/runs/2026-03-01-orphan0002");
    const ids = async (id: string) => (await index.tree(id)).map((node) => node.run.id);
    expect(await ids("child00001")).toEqual(["alpha00001", "beta000002", "child00001"]);
    expect(await ids("alpha00001")).toEqual(["alpha00001", "beta000002", "child00001"]);
    expect(await ids("orphan0001")).toEqual(["orphan0001", "orphan0002"]);
    expect(await ids("gamma00003")).toEqual(["gamma00003"]);
    expect(await ids("nobody0000")).toEqual([]);
    const [root] = await index.tree("alpha00001");
    expect(root?.iterations).toMatchObject([
      { n: 1, passed: 1, total: 2, rating: null, best: false },
      { n: 2, passed: 2, total: 2, rating: 5, best: true },
      { n: 3, passed: 0, total: 2, rating: "rejected", best: false },
    ]);
    await index.close();
  });
});

describe("both kinds of index", () => {
  it("find the same in the same order, whatever is asked", { timeout: 60_000 }, async () => {
    const [first, second] = [await library(undefined), await library(noDriver)];
    const piece = fc.oneof(
      fc.constantFrom(...queryStates).map((state) => `is:${state}`),
      fc.constantFrom(
        "cow",
        "white",
        "snow",
        "marm",
        '"snow white"',
        "four",
        "run",
        "'; DROP TABLE runs; --",
      ),
      fc
        .tuple(
          fc.constantFrom(...queryFields),
          fc.constantFrom(
            "count",
            "walrus",
            "4",
            ">=3",
            "<1",
            "50%",
            "7",
            ">7",
            "none",
            "flat",
            '"my best"',
            "7d",
          ),
        )
        .map(([field, value]) => `${field}:${value}`),
      fc.string({ unit: "binary", maxLength: 6 }),
    );
    const query = fc
      .array(fc.tuple(fc.constantFrom("", "", "-"), piece), { maxLength: 4 })
      .map((parts) => parts.map(([not, text]) => `${not}${text}`).join(" "));
    const sort = fc.constantFrom("newest", "oldest", "score", "rating", "title");
    await fc.assert(
      fc.asyncProperty(query, sort, async (text, order) => {
        for (const shelf of ["runs", "iterations"] as const) {
          const search = { query: text, sort: order, shelf, board: null, limit: 3, offset: 1 } as const;
          expect(await first.search(search)).toEqual(await second.search(search));
          expect(await first.items(search)).toEqual(await second.items(search));
        }
        expect(first.reason).toBeNull();
      }),
      { numRuns: 600 },
    );
    await first.close();
    await second.close();
  });
});
