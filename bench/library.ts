/**
 * How fast a large library is read and searched: 10,000 iterations, the same handlers and checks as behind the window.
 *
 *   npm run bench:library -- [--runs 2000] [--repeat 40]
 *
 * Times are what a page waits for its answer: parsing the request, the handler, checking the answer, and copying it as
 * it is copied between processes.
 */
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { libraryHandlers } from "../electron/ipc/handlers/library";
import { openBoards, openLibraryIndex, openRunsFolder, openSearches, openTrash } from "../electron/storage";
import { contract } from "../shared/ipc/contract";
import type { LibrarySearch } from "../shared/ipc/domains/library";
import { seedLibrary } from "./library/seed";

/** What a search may take, in milliseconds. */
const LIMIT = 200;
const PAGE = 60;

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "2000" },
    iterations: { type: "string", default: "5" },
    repeat: { type: "string", default: "40" },
  },
});

const searches: readonly Partial<LibrarySearch>[] = [
  {},
  { query: "bicycle" },
  { query: "b", sort: "relevance" },
  { query: "white bicycles in front of", sort: "relevance" },
  { query: '"on a meadow" -wooden' },
  { query: "failed:count" },
  { query: "failed:flamingo passed:count rating:>=4", sort: "rating" },
  { query: "skill:spatial score:<1 after:90d", sort: "score" },
  { query: "rating:none is:best model:sdxl" },
  { query: "seed:>5000 images:>3 before:2026-06", sort: "oldest" },
  { query: "is:branch -is:rejected crowding", sort: "title" },
  { query: "board:bench owl" },
  { query: "kettle", offset: 900 },
];

const now = () => performance.now();

/** The value below which a share of the sorted times lies. */
function quantile(times: readonly number[], share: number): number {
  return times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
}

async function main(): Promise<void> {
  const data = await mkdtemp(path.join(tmpdir(), "gems-library-"));
  try {
    await measure(data);
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}

async function measure(data: string): Promise<void> {
  const [runs, iterations] = [Number(values.runs), Number(values.iterations)];
  let began = now();
  const written = await seedLibrary({ data, runs, iterations, seed: 7, until: Date.now() });
  console.log(`${written} iterations in ${runs} runs written in ${((now() - began) / 1000).toFixed(1)} s`);

  const folder = await openRunsFolder(data);
  const file = path.join(data, "library.db");
  const { boards } = await openBoards(path.join(data, "boards.json"));
  const { searches: saved } = await openSearches(path.join(data, "searches.json"));
  const open = () =>
    openLibraryIndex({ file, runs: folder, isLive: () => false, boards: () => boards.list() });
  const first = await open();
  began = now();
  const report = await first.refresh();
  const built = now() - began;
  await first.close();
  const index = await open();
  began = now();
  await index.refresh();
  const refreshed = now() - began;
  const size = (await stat(file)).size / 1024 ** 2;
  console.log(`index (${index.mode}): built in ${(built / 1000).toFixed(2)} s, ${size.toFixed(1)} MiB`);
  console.log(`next start: ${report.runs} folders compared in ${refreshed.toFixed(0)} ms\n`);

  const library = libraryHandlers({
    runs: { trash: refuse, restore: refuse },
    index,
    boards,
    searches: saved,
    trash: openTrash(folder, () => Promise.resolve()),
    tell: () => undefined,
  });
  await fillBoard(boards, index);
  const { input, output } = contract["library:search"];
  const ask = async (search: Partial<LibrarySearch>) => {
    const full = { query: "", shelf: "runs", sort: "newest", board: null, limit: PAGE, offset: 0, ...search };
    const answer = await library["library:search"](input.parse(structuredClone(full)), NOBODY);
    return structuredClone(output.parse(answer));
  };

  console.log("| query | shelf | found | p50 ms | p95 ms |\n|---|---|---|---|---|");
  let slowest = 0;
  for (const shelf of ["runs", "iterations"] as const) {
    for (const search of searches) {
      const times: number[] = [];
      let total = 0;
      for (let n = 0; n < Number(values.repeat); n += 1) {
        began = now();
        total = (await ask({ ...search, shelf })).total;
        times.push(now() - began);
      }
      times.sort((a, b) => a - b);
      const [p50, p95] = [quantile(times, 0.5), quantile(times, 0.95)];
      slowest = Math.max(slowest, p95);
      const what = [search.query ?? "", search.sort === undefined ? "" : `(${search.sort})`].join(" ").trim();
      console.log(
        `| ${what || "everything"} | ${shelf} | ${total} | ${p50.toFixed(1)} | ${p95.toFixed(1)} |`,
      );
    }
  }
  began = now();
  const all = await library["library:ids"](
    { query: "", shelf: "iterations", sort: "newest", board: null },
    NOBODY,
  );
  console.log(`\nselect all: ${all.items.length} places in ${(now() - began).toFixed(1)} ms`);
  await index.close();
  console.log(`slowest p95: ${slowest.toFixed(1)} ms (limit ${LIMIT} ms)`);
  if (slowest > LIMIT) process.exitCode = 1;
}

/** These handlers look at nobody's window. */
const NOBODY = { sender: undefined as never };

function refuse(): never {
  throw new Error("The benchmark throws nothing away.");
}

async function fillBoard(
  boards: Awaited<ReturnType<typeof openBoards>>["boards"],
  index: Awaited<ReturnType<typeof openLibraryIndex>>,
): Promise<void> {
  const board = await boards.create("bench");
  const places = await index.items({ query: "rating:>=4", shelf: "iterations", sort: "newest", board: null });
  await boards.add(
    board.id,
    places.map(({ runId, iteration }) => ({ runId, iteration })),
  );
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
