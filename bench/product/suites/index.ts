/** The suites by name. */
import type { Suite } from "../task";
import { compbench } from "./compbench";
import { dpg } from "./dpg";
import { geneval } from "./geneval";
import { geneval2 } from "./geneval2";
import { longtext } from "./longtext";
import { studio300 } from "./studio";
import { oneThing } from "./things";

const suites: Readonly<Record<string, (file: string | undefined) => Suite>> = {
  "studio-300": studio300,
  "one-thing": oneThing,
  geneval2,
  geneval,
  compbench,
  dpg,
  longtext,
};

export const suiteNames = Object.keys(suites);

/** @throws Error when there is no such suite, or its file is missing or unreadable */
export function openSuite(name: string, file: string | undefined): Suite {
  const open = suites[name];
  if (open === undefined)
    throw new Error(`There is no suite "${name}". There are: ${suiteNames.join(", ")}.`);
  return open(file);
}
