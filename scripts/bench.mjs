/** `npm run bench:NAME`: sets up what is missing and runs `bench/NAME.ts` in plain Node. */
import { existsSync, readdirSync } from "node:fs";
import { ensureBuilt } from "./lib/bundle.mjs";
import { checkNode, ensurePackages } from "./lib/packages.mjs";
import { inRoot } from "./lib/places.mjs";
import { runInFront } from "./lib/run.mjs";
import { createSteps, PlainError, showFailure } from "./lib/steps.mjs";

const { step } = createSteps({ quiet: true, to: process.stderr });
const [name, ...rest] = process.argv.slice(2);

function benches() {
  return readdirSync(inRoot("bench"))
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.slice(0, -3));
}

try {
  const file = inRoot("bench", `${name}.ts`);
  if (name === undefined || !/^[\w-]+$/.test(name) || !existsSync(file)) {
    throw new PlainError(`Which benchmark? There are: ${benches().join(", ")}.`);
  }
  checkNode();
  await step("Packages", ensurePackages);
  await step("Build", ensureBuilt);
  process.exitCode = await runInFront(
    process.execPath,
    ["--import", import.meta.resolve("tsx"), file, ...rest],
    {
      cwd: process.env.INIT_CWD ?? process.cwd(),
    },
  );
} catch (error) {
  showFailure(error);
  process.exitCode = 2;
}
