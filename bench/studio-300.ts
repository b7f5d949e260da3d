/** `node scripts/bench.mjs studio-300` writes bench/suites/studio-300.json anew from what bench/suites/studio-300/ holds. */
import { writeFileSync } from "node:fs";
import { STUDIO_300 } from "./product/suites/studio";
import { studioSuite } from "./suites/studio-300/suite";

const { tasks, ...head } = studioSuite();
const lines = tasks.map((task) => JSON.stringify(task)).join(",\n");
writeFileSync(STUDIO_300, `${JSON.stringify(head).slice(0, -1)},"tasks":[\n${lines}\n]}\n`);
console.log(
  `${tasks.length} prompts, ${tasks.reduce((sum, { atoms }) => sum + atoms.length, 0)} atoms: ${STUDIO_300}`,
);
