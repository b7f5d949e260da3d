/** Studio-300 as it is written to bench/suites/studio-300.json. */
import type { Task } from "../../product/task";
import { randomOf } from "../../prompts";
import { byHand, type Written } from "./by-hand";
import { made } from "./made";
import { atomsOf } from "./notation";

const SIZE = 300;
/** Of the order. */
const SEED = 17;
/** Raised whenever a prompt or an atom changes: results of two versions are never mixed. */
const VERSION = 1;

const NOTES = [
  `Studio-300: ${byHand.length} prompts written by hand, ${SIZE - byHand.length} made by a seeded choice of turns of phrase; atoms are noted down with the prompt, never read out of it by the studio's own grammar.`,
];

export function studioSuite(): { version: number; notes: string[]; tasks: Task[] } {
  return { version: VERSION, notes: NOTES, tasks: shuffledTogether(byHand, made(SIZE - byHand.length)) };
}

/** Shuffled (Fisher and Yates, seeded), so that any part of the suite holds some of every sort. */
function shuffledTogether(written: readonly Written[], more: readonly Written[]): Task[] {
  const random = randomOf(SEED);
  const all = [...written, ...more];
  for (let last = all.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    const [a, b] = [all[last], all[other]];
    if (a !== undefined && b !== undefined) [all[last], all[other]] = [b, a];
  }
  return all.map(taskOf);
}

function taskOf([prompt, tags, notation, unexpressed]: Written, index: number): Task {
  const atoms = atomsOf(notation);
  return {
    id: `s${String(index + 1).padStart(3, "0")}`,
    prompt,
    atoms,
    atomicity: atoms.length,
    tags: tags.split(" "),
    unexpressed: unexpressed === undefined ? [] : unexpressed.split("; "),
  };
}
