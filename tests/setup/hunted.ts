/** fast-check with every property run many times as often and from a new seed (`npm run hunt`). */

import * as real from "../../node_modules/fast-check/lib/fast-check.js";
import { assert as assertOnce } from "../../node_modules/fast-check/lib/fast-check.js";

export * from "../../node_modules/fast-check/lib/fast-check.js";

const times = Number(process.env.HUNT_TIMES ?? 1);

export const assert = new Proxy(assertOnce, {
  apply(target, self, [property, given]: [never, real.Parameters | undefined]) {
    const numRuns = Math.max(1, Math.round((given?.numRuns ?? 100) * times));
    return Reflect.apply(target, self, [
      property,
      { ...given, seed: Math.floor(Math.random() * 2 ** 31), numRuns },
    ]);
  },
});

export default { ...real, assert };
