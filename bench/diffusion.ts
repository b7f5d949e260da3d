/**
 * `npm run bench:diffusion`: our diffusion pipelines held against optimum's and diffusers': the same pictures, the same
 * bits for the same seed, and what they cost beside the models. See docs/bench.md, or --help.
 */
import path from "node:path";
import { parseArgs } from "node:util";
import { nameOfFolder } from "../shared/folders";
import { models } from "../tests/unit/electron/inference/diffusion/support";
import { againstGoldens, againstOptimum, LEAST_DB } from "./diffusion/equality";
import { measured, tinyRows } from "./diffusion/overhead";
import { openReference, type Reference } from "./diffusion/reference";
import { seedsHold } from "./diffusion/seeds";
import { equalityTable, overheadTable, seedTable } from "./diffusion/tables";

const usage = `npm run bench:diffusion -- [options]
  --python PATH    a Python with training/diffusion/requirements-optimum.txt: draws every sampler anew, and is timed
  --threads N      of one operator, the same for both (2)
  --repeats N      pictures a row of times is the median of (7)
  --model FOLDER   measures this model too, with --steps, --guidance and --side`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      python: { type: "string" },
      threads: { type: "string", default: "2" },
      repeats: { type: "string", default: "7" },
      model: { type: "string" },
      steps: { type: "string", default: "2" },
      guidance: { type: "string", default: "0" },
      side: { type: "string", default: "512" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const [threads, repeats] = [whole(values.threads, "--threads"), whole(values.repeats, "--repeats")];
  const reference = values.python === undefined ? null : await openReference(values.python, models);
  try {
    await equality(reference, threads);
    await seeds();
    console.log(`\n## Time, ${threads} threads, medians of ${repeats}\n`);
    const own =
      values.model === undefined
        ? []
        : [
            {
              name: nameOfFolder(values.model),
              folder: path.resolve(values.model),
              family: null,
              side: whole(values.side, "--side"),
              steps: whole(values.steps, "--steps"),
              guidance: Number(values.guidance),
            },
          ];
    const rows = [];
    for (const row of [...tinyRows, ...own]) rows.push(await measured(row, threads, repeats, reference));
    console.log(overheadTable(rows));
  } finally {
    reference?.close();
  }
}

async function equality(reference: Reference | null, threads: number): Promise<void> {
  console.log("# Diffusion\n\n## The same pictures: our worst against theirs, and how many\n");
  const compared = [
    ...(await againstGoldens()),
    ...(reference === null ? [] : await againstOptimum(reference, threads)),
  ];
  console.log(equalityTable(compared));
  const by = reference === null ? "" : `; ${reference.name}`;
  console.log(`\nAgainst the committed goldens${by}. At least ${LEAST_DB} dB is asked for.`);
  if (compared.some(({ psnr }) => psnr < LEAST_DB)) process.exitCode = 1;
}

async function seeds(): Promise<void> {
  console.log("\n## The same seed, bit for bit\n");
  const rows = await seedsHold();
  console.log(seedTable(rows));
  if (rows.some(({ again, elsewhere, otherSeed }) => !again || !elsewhere || !otherSeed))
    process.exitCode = 1;
}

function whole(text: string, name: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new RangeError(`${name} takes a whole number above 0, not "${text}".`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
