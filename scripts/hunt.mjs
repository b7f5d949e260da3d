/**
 * `npm run hunt -- [TIMES] [FILES]`: every property of the unit tests, TIMES as often as usual (12) and on new
 * examples. What it finds is mended and kept as an example in a test.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { inRoot } from "./lib/places.mjs";
import { runInFront } from "./lib/run.mjs";

const [first = "", ...rest] = process.argv.slice(2);
const given = Number(first) > 0;
const times = given ? first : "12";
const asked = [...(given || first === "" ? [] : [first]), ...rest];

/** Test files that state a property. */
function withProperties() {
  const folder = inRoot("tests", "unit");
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.test\.tsx?$/.test(name))
    .map((name) => path.join(folder, name))
    .filter((file) => readFileSync(file, "utf8").includes('from "fast-check"'));
}

const files = asked.length > 0 ? asked : withProperties();
process.exitCode = await runInFront(
  process.execPath,
  [inRoot("node_modules", "vitest", "vitest.mjs"), "run", ...files],
  { env: { HUNT_TIMES: times } },
);
