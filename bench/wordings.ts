/**
 * Which wording and temperature the bundled engine follows best: one image each, judged by the in-loop verifier.
 * The local refiner's priors come from this table.
 *
 *   npm run bench:wordings -- [--n 60] [--seed 11] [--prompts FILE]
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { waysToSay, wordingNames } from "../electron/agent/local/wordings";
import type { RoleContext } from "../electron/agent/roles";
import type { Verdict } from "../shared/run/verdicts";
import { madeUpPrompts, promptsFrom, spread } from "./prompts";
import { openBenchServices } from "./services";

const TEMPERATURES = [1, 0.6, 0.3] as const;

const { values } = parseArgs({
  options: {
    n: { type: "string", default: "60" },
    seed: { type: "string", default: "11" },
    prompts: { type: "string" },
  },
});
const n = Number(values.n);
const seed = Number(values.seed);
const context: RoleContext = { signal: new AbortController().signal, onUsage: () => undefined };

interface Cell {
  passed: number;
  drawn: number;
}

async function main(): Promise<void> {
  const data = mkdtempSync(path.join(tmpdir(), "gems-wordings-"));
  const services = await openBenchServices(data);
  const cells = new Map<string, Cell>();
  const { roles } = services.composeRoles();
  const prompts =
    values.prompts === undefined ? madeUpPrompts(n, seed) : spread(promptsFrom(values.prompts, false), n);
  try {
    for (const [index, { prompt }] of prompts.entries()) {
      const criteria = await roles.decomposer.decompose({ prompt }, context);
      for (const { name, prompt: said } of waysToSay(prompt, prompt, [], null)) {
        for (const temperature of TEMPERATURES) {
          const parameters = { seed: seed + index, size: 512, temperature };
          const { png } = await roles.generator.generate(
            { prompt: said, parameters },
            { ...context, onProgress: () => undefined },
          );
          const verdicts: Verdict[] = [];
          for await (const verdict of roles.verifier.verify({ image: png, criteria, prompt }, context))
            verdicts.push(verdict);
          const key = `${name}|${temperature}`;
          const cell = cells.get(key) ?? { passed: 0, drawn: 0 };
          cell.drawn += 1;
          if (verdicts.every(({ state }) => state === "pass")) cell.passed += 1;
          cells.set(key, cell);
        }
      }
      if ((index + 1) % 10 === 0) console.error(`${index + 1}/${prompts.length}`);
    }
  } finally {
    await services.close();
    rmSync(data, { recursive: true, force: true });
  }
  console.log(
    `| wording | ${TEMPERATURES.map((t) => `T ${t}`).join(" | ")} | n |\n|---|${"---|".repeat(TEMPERATURES.length + 1)}`,
  );
  for (const name of wordingNames) {
    const row = TEMPERATURES.map((temperature) => cells.get(`${name}|${temperature}`));
    if (row[0] === undefined) continue;
    console.log(
      `| ${name} | ${row.map((cell) => (cell === undefined ? "" : (cell.passed / cell.drawn).toFixed(2))).join(" | ")} | ${row[0].drawn} |`,
    );
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
