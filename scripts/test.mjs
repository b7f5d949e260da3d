/**
 * `npm test`: sets up what is missing, then checks everything: lint, types, unused code, unit and contract
 * tests, the build, and the studio itself in real Electron. Every section runs, so that one look shows all
 * that is wrong; the last line counts.
 */
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { ensureBuilt } from "./lib/bundle.mjs";
import { checkNode, ensurePackages } from "./lib/packages.mjs";
import { inRoot, scratch } from "./lib/places.mjs";
import { runInFront } from "./lib/run.mjs";
import { inElectron } from "./lib/stage.mjs";
import { createSteps, seconds, showFailure } from "./lib/steps.mjs";
import { closingLine, honest, playwrightTally, single, sum, tallyOf, vitestTally } from "./lib/tally.mjs";

/** @typedef {import("./lib/tally.mjs").Tally} Tally */

const { step, say } = createSteps();
const vitestReport = path.join(scratch, "vitest.json");
const playwrightReport = path.join(scratch, "playwright.json");

/** Tools colour their output in CI even where nobody sees colours. */
const plain = process.stdout.isTTY ? {} : { NO_COLOR: "1", FORCE_COLOR: undefined };

/**
 * Runs a tool of node_modules in the foreground.
 * @param {string} script path below node_modules
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
async function tool(script, args, env = {}) {
  return (
    (await runInFront(process.execPath, [inRoot("node_modules", script), ...args], {
      env: { ...plain, ...env },
    })) === 0
  );
}

async function unitTests() {
  rmSync(vitestReport, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${vitestReport}`];
  const ok = await tool("vitest/vitest.mjs", ["run", ...reporters]);
  return honest(tallyOf(vitestReport, vitestTally), ok);
}

async function build() {
  await step("Build", ensureBuilt);
  return single(true);
}

async function endToEndTests() {
  rmSync(playwrightReport, { force: true });
  const ok = await inElectron({ step, say }, (env) => tool("@playwright/test/cli.js", ["test"], env));
  return honest(tallyOf(playwrightReport, playwrightTally), ok);
}

/** @type {readonly [string, () => Promise<Tally>][]} */
const sections = [
  [
    "Lint and format",
    async () => single(await tool("@biomejs/biome/bin/biome", ["ci", "--error-on-warnings", "."])),
  ],
  ["Types", async () => single(await tool("typescript/bin/tsc", ["--noEmit"]))],
  [
    "Types of shared/ without Node and DOM",
    async () => single(await tool("typescript/bin/tsc", ["-p", "shared"])),
  ],
  ["Unused code", async () => single(await tool("knip/bin/knip.js", []))],
  ["Unit and contract tests", unitTests],
  ["Build", build],
  ["End-to-end tests in Electron", endToEndTests],
];

/** @param {string} name @param {() => Promise<Tally>} check @returns {Promise<Tally>} */
async function section(name, check) {
  const started = performance.now();
  say(`\n━━ ${name} ━━`);
  let tally = single(false);
  try {
    tally = await check();
  } catch (error) {
    showFailure(error);
  }
  say(`━━ ${name}: ${closingLine(tally)} in ${seconds(performance.now() - started)}`);
  return tally;
}

async function main() {
  say("GEMS Studio: all checks");
  checkNode();
  mkdirSync(scratch, { recursive: true });
  await step("Packages", ensurePackages);
  const tallies = [];
  for (const [name, check] of sections) tallies.push(await section(name, check));
  say("\nSections:");
  for (const [index, [name]] of sections.entries()) {
    const tally = tallies[index] ?? single(false);
    say(`  ${tally.failed === 0 ? "✓" : "✗"} ${name}: ${closingLine(tally)}`);
  }
  return sum(tallies);
}

try {
  const total = await main();
  process.exitCode = total.failed === 0 ? 0 : 1;
  say(closingLine(total));
} catch (error) {
  showFailure(error);
  process.exitCode = 1;
  say(closingLine(single(false)));
}
