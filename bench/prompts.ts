/** Prompts for benchmarks: from a file the user has, or made up in the same manner. */
import { readFileSync } from "node:fs";
import world from "../shared/flatland/world.json";

export interface BenchPrompt {
  readonly prompt: string;
  /** Facts the prompt asks for, where the file tells. */
  readonly atoms: number | null;
}

/** A small, well-mixed generator (mulberry32): the same seed gives the same prompts everywhere. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Reads prompts from a JSON-lines file with a `prompt` and, if there, `atom_count` and `skills` a line (the
 * layout of GenEval2). Prompts that ask for a verb are left out when `verbs` is false.
 * @throws Error when the file is missing or a line is not such an object
 */
export function promptsFrom(file: string, verbs: boolean): BenchPrompt[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line, index) => parseLine(line, `${file}:${index + 1}`))
    .filter((one) => verbs || !one.skills.includes("verb"))
    .map(({ prompt, atoms }) => ({ prompt, atoms }));
}

function parseLine(line: string, place: string) {
  const parsed: unknown = JSON.parse(line);
  if (
    typeof parsed !== "object" ||
    parsed === null ||
    !("prompt" in parsed) ||
    typeof parsed.prompt !== "string"
  ) {
    throw new Error(`${place}: no "prompt"`);
  }
  const atoms = "atom_count" in parsed && typeof parsed.atom_count === "number" ? parsed.atom_count : null;
  const skills = "skills" in parsed && Array.isArray(parsed.skills) ? parsed.skills.map(String) : [];
  return { prompt: parsed.prompt, atoms, skills };
}

/** Takes `n` of the prompts, spread evenly over the list. */
export function spread<T>(all: readonly T[], n: number): T[] {
  if (n >= all.length) return [...all];
  return Array.from({ length: n }, (_, i) => all[Math.floor((i * all.length) / n)]).filter(
    (one) => one !== undefined,
  );
}

/** Makes up terse prompts of one to three groups over the engine's vocabulary, joined by relations or "and". */
export function madeUpPrompts(n: number, seed: number): BenchPrompt[] {
  const random = randomOf(seed);
  const pick = <T>(from: readonly T[]): T => {
    const one = from[Math.floor(random() * from.length)];
    if (one === undefined) throw new Error("nothing to pick from");
    return one;
  };
  const numbers = ["a", "two", "three", "four", "five", "six", "seven"];
  const group = (): { text: string; atoms: number } => {
    const noun = pick(world.nouns);
    const count = Math.floor(random() * numbers.length) + 1;
    const finish = random() < 0.6 ? `${pick(world.finishes).name} ` : "";
    const words = `${finish}${count === 1 ? noun.name : noun.plural}`;
    const number = count === 1 ? (/^[aeiou]/.test(words) ? "an" : "a") : numbers[count - 1];
    return { text: `${number} ${words}`, atoms: (finish === "" ? 1 : 2) + 1 };
  };
  return Array.from({ length: n }, () => {
    const groups = Array.from({ length: 1 + Math.floor(random() * 3) }, group);
    let { text, atoms } = groups[0] ?? group();
    for (const next of groups.slice(1)) {
      const related = random() < 0.6;
      text += related ? ` ${pick(world.relations).phrases[0]} ${next.text}` : ` and ${next.text}`;
      atoms += next.atoms + (related ? 1 : 0);
    }
    return { prompt: text, atoms };
  });
}
