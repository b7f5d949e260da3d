/**
 * `npm run bench -- --suite SUITE --policy POLICY[,POLICY...] --n N`: policies on a suite of prompts, with a report.
 * See docs/bench.md, or --help.
 */

import { readArguments, usage } from "./product/arguments";
import { measure } from "./product/measure";

async function main(): Promise<void> {
  const asked = readArguments(process.argv.slice(2));
  if (asked === null) console.log(usage);
  else await measure(asked);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
