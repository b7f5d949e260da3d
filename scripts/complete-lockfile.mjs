/**
 * `npm run complete-lockfile`, after a change of packages: lists the platform packages that the registry at
 * hand does not have, so that `npm ci` works with any registry.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { completed, unlisted } from "./lib/lockfile.mjs";
import { inRoot } from "./lib/places.mjs";

const file = inRoot("package-lock.json");
const lock = JSON.parse(readFileSync(file, "utf8"));
const missing = unlisted(lock.packages);
if (missing.length > 0)
  writeFileSync(file, `${JSON.stringify({ ...lock, packages: completed(lock.packages) }, null, 2)}\n`);
console.log(
  missing.length === 0 ? "The lockfile is complete." : `Listed ${missing.length} platform packages more.`,
);
