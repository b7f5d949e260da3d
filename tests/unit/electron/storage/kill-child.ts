/**
 * The victim of the kill test: works on a run without end, as the studio does, and says on its standard output which
 * events it takes for finished. Arguments: the data folder, the run's id.
 */
import path from "node:path";
import { openImages, openJournal, openLibraryIndex, openRunsFolder } from "../../../../electron/storage";
import type { DurableBody } from "../../../../shared/run/events";
import { finishesStep } from "../../../../shared/run/events";
import { reduce, reduceAll } from "../../../../shared/run/reduce";
import { header } from "./sample-runs";

const parameters = { seed: 7, size: 1024, temperature: 1 };

async function work(data: string, id: string): Promise<void> {
  const runs = await openRunsFolder(data);
  const index = await openLibraryIndex({ file: path.join(data, "library.db"), runs, isLive: () => true });
  const folder = (await runs.find(id)) ?? (await runs.create({ id, title: "a cow", at: Date.now() }));
  const { journal, events } = await openJournal(folder);
  const images = await openImages(folder);
  let state = reduceAll(events);

  const write = async (body: DurableBody) => {
    const event = await journal.append(body);
    state = reduce(state, event);
    if (finishesStep(body)) process.stdout.write(`${event.seq}\n`);
    void index.upsert(state, folder);
  };

  await write(
    state.header === null ? { type: "run-created", run: header(id, "a cow") } : { type: "run-resumed" },
  );
  for (let n = state.iterations.length + 1; ; n += 1) {
    await write({
      type: "iteration-started",
      iteration: n,
      prompt: "a cow",
      thought: "",
      strategy: "",
      parameters,
    });
    // From a few bytes to two megabytes, each one different.
    const pixels = Buffer.alloc(1 + ((n * 7919) % 17) * 131_072, `${id}/${n};`);
    const [image, vector] = await Promise.all([
      images.put(pixels, "png"),
      images.put(Buffer.from(`<${n}/>`), "svg"),
    ]);
    const drawn = { width: 1024, height: 1024, ms: 1, backend: "test", notes: [] };
    await write({ type: "image-generated", iteration: n, image, vector, ...drawn });
    for (const criterionId of ["c1", "c2", "c3"]) {
      const verdict = {
        criterionId,
        state: "pass" as const,
        confidence: 1,
        answer: "x".repeat(n % 900),
        by: "eye",
      };
      await write({ type: "criterion-judged", iteration: n, verdict: { ...verdict, evidence: [] } });
    }
    await write({
      type: "iteration-judged",
      iteration: n,
      score: { passed: 3, judged: 3, total: 3, ratio: 1 },
      ms: 1,
    });
  }
}

const [data, id] = process.argv.slice(2);
if (data === undefined || id === undefined) throw new Error("usage: kill-child DATA ID");
await work(data, id);
