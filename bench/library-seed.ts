/**
 * Writes a made-up library of many runs, to try the studio out with.
 *
 *   npm run seed:library -- FOLDER [--runs 2000] [--iterations 5] [--seed 7]
 *   GEMS_USER_DATA=FOLDER npm start
 */
import path from "node:path";
import { parseArgs } from "node:util";
import { seedLibrary } from "./library/seed";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: "string", default: "2000" },
    iterations: { type: "string", default: "5" },
    seed: { type: "string", default: "7" },
  },
});

async function main(): Promise<void> {
  const [folder] = positionals;
  if (folder === undefined) throw new Error("Name the folder to write into: npm run seed:library -- FOLDER");
  const written = await seedLibrary({
    data: path.resolve(folder),
    runs: Number(values.runs),
    iterations: Number(values.iterations),
    seed: Number(values.seed),
    until: Date.UTC(2026, 10, 1),
  });
  console.log(`${written} iterations in ${values.runs} runs below ${path.resolve(folder)}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
