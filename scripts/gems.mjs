/** `npm run gems -- "prompt" ...`: the same loop in the terminal. Set-up speaks on stderr: stdout is the run's. */
import { ensureBuilt } from "./lib/bundle.mjs";
import { checkNode, ensurePackages } from "./lib/packages.mjs";
import { inRoot } from "./lib/places.mjs";
import { runInFront } from "./lib/run.mjs";
import { createSteps, showFailure } from "./lib/steps.mjs";

const { step } = createSteps({ quiet: true, to: process.stderr });

try {
  checkNode();
  await step("Packages", ensurePackages);
  await step("Build", ensureBuilt);
  const args = [inRoot("out", "main", "headless.cjs"), ...process.argv.slice(2)];
  // Relative paths on the command line mean the folder the person stands in.
  const cwd = process.env.INIT_CWD ?? process.cwd();
  process.exitCode = await runInFront(process.execPath, args, { cwd });
} catch (error) {
  showFailure(error);
  process.exitCode = 1;
}
