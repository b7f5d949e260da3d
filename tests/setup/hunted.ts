/** fast-check with every property run many times as often and from a new seed (`npm run hunt`). */

import * as real from "../../node_modules/fast-check/lib/fast-check.js";
import { assert as assertOnce } from "../../node_modules/fast-check/lib/fast-check.js";

export * from "../../node_modules/fast-check/lib/fast-check.js";

const times = Number(process.env.HUNT_TIMES ?? 1);

export const assert: typeof assertOnce = (property, parameters) =>
  assertOnce(property, {
    ...parameters,
    seed: Math.floor(Math.random() * 2 ** 31),
    numRuns: Math.max(1, Math.round((parameters?.numRuns ?? 100) * times)),
  });

export default { ...real, assert };
