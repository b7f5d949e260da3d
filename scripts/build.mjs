/** `npm run build [PART...]`: bundles the main side, the preload script and the renderer into `out/`. */
import { rm } from "node:fs/promises";
import { build } from "vite";
import { configOf, parts } from "./lib/builds.mjs";
import { forgetBuild } from "./lib/bundle.mjs";
import { inRoot } from "./lib/places.mjs";

const asked = process.argv.slice(2);
const unknown = asked.filter((part) => !parts.includes(part));
if (unknown.length > 0) {
  console.error(`Unknown part: ${unknown.join(", ")}. The parts are: ${parts.join(", ")}.`);
  process.exit(2);
}
forgetBuild();
if (asked.length === 0) await rm(inRoot("out"), { recursive: true, force: true });
for (const part of asked.length > 0 ? asked : parts) {
  const started = performance.now();
  await build({ ...configOf(part), logLevel: "warn" });
  console.log(`built ${part} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
