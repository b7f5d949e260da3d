/** `npm run dist`: packages the studio for this system with electron-builder (see electron-builder.yml). */
import { ensureBuilt } from "./lib/bundle.mjs";
import { checkNode, ensurePackages } from "./lib/packages.mjs";
import { inRoot } from "./lib/places.mjs";
import { runInFront } from "./lib/run.mjs";
import { createSteps, PlainError, showFailure } from "./lib/steps.mjs";
import { provideElectron } from "./provide-electron.mjs";

const { step, say } = createSteps();

try {
  checkNode();
  await step("Packages", ensurePackages);
  const runtime = await step("Electron", () => provideElectron({ say }));
  if (runtime.kind !== "official") {
    throw new PlainError(
      "A release is packaged with Electron's own, maintained binary only. It cannot be downloaded here: run this " +
        "where github.com can be reached, or set ELECTRON_MIRROR to a mirror of Electron's releases.",
    );
  }
  await step("Build", ensureBuilt);
  const args = [
    inRoot("node_modules", "electron-builder", "cli.js"),
    "--publish",
    "never",
    ...process.argv.slice(2),
  ];
  process.exitCode = await runInFront(process.execPath, args);
} catch (error) {
  showFailure(error);
  process.exitCode = 1;
}
