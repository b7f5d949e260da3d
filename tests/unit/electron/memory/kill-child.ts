/**
 * The victim of memory's kill test: learns run after run, pins and forgets without end, and says on its standard
 * output what it takes for done: `pin ID`, `forget ID`, `run ID`. Arguments: the data folder, a name of its own.
 */
import path from "node:path";
import { Memory } from "../../../../electron/memory";
import { openRunsFolder } from "../../../../electron/storage";
import { EMBEDDING_SIZE } from "../../../../shared/inference/embedding";
import { eventsOf, write } from "./runs";

/** The sentence model is not what is killed here: any unit vector will do. */
function vectorOf(text: string): Float32Array {
  const vector = new Float32Array(EMBEDDING_SIZE);
  vector[text.length % EMBEDDING_SIZE] = 1;
  return vector;
}

async function work(data: string, name: string): Promise<void> {
  const runs = await openRunsFolder(data);
  const memory = await Memory.open({
    folder: path.join(data, "memory"),
    runs,
    embed: async (texts) => texts.map(vectorOf),
    isLive: () => true,
    consolidateFrom: 20,
    onChanged: () => undefined,
    onFault: (error) => {
      throw error;
    },
  });
  for (let n = 0; ; n += 1) {
    const id = `${name}${String(n).padStart(4, "0")}`;
    const attempts = [
      { verdicts: "pf", text: "x".repeat((n * 7919) % 5000) },
      { verdicts: "pp", strategy: "emphasis" },
    ];
    const state = await write(runs, id, eventsOf({ id, prompt: `${n} dogs`, attempts }));
    process.stdout.write(`run ${id}\n`);
    memory.observe(state, { type: "experience-distilled", seq: 1 });
    await memory.pin(`${id}-1`, true);
    process.stdout.write(`pin ${id}-1\n`);
    await memory.forget([`${id}-2`]);
    process.stdout.write(`forget ${id}-2\n`);
    await memory.settled();
    if (n % 5 === 4) await memory.rebuild();
  }
}

const [data, name] = process.argv.slice(2);
if (data === undefined || name === undefined) throw new Error("usage: kill-child DATA NAME");
await work(data, name);
