/** `npm run screenshots`: takes the pictures in docs/screenshots from the built studio. */
import { ensureBuilt } from "./lib/bundle.mjs";
import { checkNode, ensurePackages } from "./lib/packages.mjs";
import { inRoot } from "./lib/places.mjs";
import { runInFront } from "./lib/run.mjs";
import { inElectron } from "./lib/stage.mjs";
import { createSteps, showFailure } from "./lib/steps.mjs";

const steps = createSteps();
const runner = inRoot("node_modules", "@playwright/test", "cli.js");
const args = [runner, "test", "--config", inRoot("tests", "screens.config.ts"), ...process.argv.slice(2)];

try {
  checkNode();
  await steps.step("Packages", ensurePackages);
  await steps.step("Build", ensureBuilt);
  process.exitCode = await inElectron(steps, (env) => runInFront(process.execPath, args, { env }));
} catch (error) {
  showFailure(error);
  process.exitCode = 1;
}
