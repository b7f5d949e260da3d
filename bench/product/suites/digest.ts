import { createHash } from "node:crypto";
import type { Suite, Task } from "../task";

/** A suite with the digest of its tasks. @throws Error when two tasks share an id, or there is none */
export function suiteOf(name: string, tasks: readonly Task[], notes: readonly string[] = []): Suite {
  if (tasks.length === 0) throw new Error(`The suite ${name} holds no prompt.`);
  const ids = new Set<string>();
  for (const { id } of tasks) {
    if (ids.has(id)) throw new Error(`The suite ${name} holds two prompts called ${id}.`);
    ids.add(id);
  }
  const digest = createHash("sha256").update(JSON.stringify(tasks)).digest("hex").slice(0, 16);
  return { name, digest, tasks, notes };
}
