/**
 * The victim of the kill test: copies a model, deletes it, brings it back, deletes it for good, then downloads one,
 * and prints what it takes for finished. Arguments: the data folder, a model's folder, the address of its files.
 */
import { readModelFolder } from "../../../../electron/inference/diffusion/model-folder";
import { openModels } from "../../../../electron/models";

const [data, source, base] = process.argv.slice(2);
if (data === undefined || source === undefined || base === undefined)
  throw new Error("usage: DATA MODEL BASE");
const say = (word: string) => process.stdout.write(`${word}\n`);

let changed: () => void = () => undefined;
const { library, downloads, shelf } = await openModels({
  data,
  engine: {
    // What the inference process answers, without the process.
    inspectModel: async (folder) => {
      const { family, vaeEncoder, notes } = await readModelFolder(folder);
      return { family, side: 32, edits: vaeEncoder !== null, notes: [...notes] };
    },
    status: () => ({ state: "ready", provider: "cpu", models: [], error: null, restarts: 0 }),
    forgetModel: () => Promise.resolve(),
  },
  secrets: { get: () => null },
  onChanged: () => changed(),
  onProgress: () => undefined,
  onFault: (error) => {
    throw error;
  },
});

for (;;) {
  await shelf();
  const id = await library.copy(source);
  say("copied");
  await library.delete(id);
  say("deleted");
  await library.restore(id);
  say("restored");
  await library.delete(id);
  say("deleted");
  await library.purge(id);
  say("purged");
  const plan = await downloads.plan({ kind: "list", base });
  const other = await downloads.begin(plan.token);
  say("begun");
  for (;;) {
    const next = new Promise<void>((resolve) => {
      changed = resolve;
    });
    if ((await downloads.list()).length === 0) break;
    await next;
  }
  say("arrived");
  await library.delete(other);
  await library.purge(other);
  say("purged");
}
