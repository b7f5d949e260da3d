/** Progress for people: one line a step, with its time. */
import { CommandError, tailOf } from "./run.mjs";

/** @param {number} ms */
export function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}

/**
 * @typedef {object} Steps
 * @property {<T>(name: string, work: (note: (text: string) => void) => Promise<T>) => Promise<T>} step
 *   does the work and writes its line; `note` adds what came out of it
 * @property {(text: string) => void} say writes a line between steps
 */

/**
 * @param {{ quiet?: boolean, to?: NodeJS.WriteStream }} [options] quiet: only lines of steps that took over a second
 * @returns {Steps}
 */
export function createSteps(options = {}) {
  const to = options.to ?? process.stdout;
  const live = to.isTTY === true && !options.quiet;
  /** @param {string} text */
  const line = (text) => to.write(`${live ? "\r\x1b[2K" : ""}${text}\n`);
  return {
    say: line,
    async step(name, work) {
      const started = performance.now();
      const elapsed = () => performance.now() - started;
      const begin = live
        ? () => to.write(`\r\x1b[2K  … ${name}  ${seconds(elapsed())}`)
        : () => line(`  … ${name}`);
      const ticker = live ? setInterval(begin, 500) : null;
      // Steps that are done at once need no opening line.
      const opening = live ? null : setTimeout(begin, 1000);
      let outcome = "";
      try {
        const value = await work((text) => {
          outcome = text;
        });
        if (!options.quiet || elapsed() > 1000)
          line(`  ✓ ${name}  ${outcome ? `${outcome}  ` : ""}${seconds(elapsed())}`);
        return value;
      } catch (error) {
        line(`  ✗ ${name}  ${seconds(elapsed())}`);
        throw error;
      } finally {
        if (ticker !== null) clearInterval(ticker);
        if (opening !== null) clearTimeout(opening);
      }
    },
  };
}

/** An error whose message is all a person needs: no log and no stack is shown. */
export class PlainError extends Error {}

/**
 * Shows a failure with the end of its log.
 * @param {unknown} error
 */
export function showFailure(error) {
  if (error instanceof CommandError && error.log !== null) {
    console.error(`\n${error.message}. The end of ${error.log}:\n\n${tailOf(error.log)}`);
  } else if (error instanceof PlainError || error instanceof CommandError) {
    console.error(`\n${error.message}`);
  } else {
    console.error(error);
  }
}
