/** Counts tests out of the runners' JSON reports. */
import { readFileSync } from "node:fs";

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Tally
 */

/** @param {readonly Tally[]} tallies @returns {Tally} */
export function sum(tallies) {
  return tallies.reduce(
    (all, one) => ({
      passed: all.passed + one.passed,
      failed: all.failed + one.failed,
      skipped: all.skipped + one.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/** @param {boolean} ok @returns {Tally} a check that counts as one test */
export function single(ok) {
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
}

/**
 * A runner that ended badly without a failed test to show for it (a file that did not load, a crash) counts
 * as one failure: no report may make a bad run look good.
 * @param {Tally | null} tally
 * @param {boolean} ok whether the runner ended with 0
 * @returns {Tally}
 */
export function honest(tally, ok) {
  if (tally === null) return single(false);
  return ok || tally.failed > 0 ? tally : { ...tally, failed: 1 };
}

/**
 * @param {unknown} report Vitest's JSON report
 * @returns {Tally}
 */
export function vitestTally(report) {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } =
    /** @type {Record<string, number>} */ (report);
  return {
    passed: numPassedTests ?? 0,
    failed: numFailedTests ?? 0,
    skipped: (numPendingTests ?? 0) + (numTodoTests ?? 0),
  };
}

/**
 * @param {unknown} report Playwright's JSON report
 * @returns {Tally}
 */
export function playwrightTally(report) {
  const stats = /** @type {{ stats?: Record<string, number> }} */ (report).stats ?? {};
  return {
    passed: (stats.expected ?? 0) + (stats.flaky ?? 0),
    failed: stats.unexpected ?? 0,
    skipped: stats.skipped ?? 0,
  };
}

/**
 * @param {string} file
 * @param {(report: unknown) => Tally} read
 * @returns {Tally | null} null when there is no readable report
 */
export function tallyOf(file, read) {
  try {
    return read(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return null;
  }
}

/** @param {Tally} tally */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
