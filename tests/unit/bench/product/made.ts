/** Tasks and rows of two facts, for tests of what is worked out of them. */
import type { Row } from "../../../../bench/product/results";
import { atom, numbered } from "../../../../bench/product/suites/atoms";
import type { Task } from "../../../../bench/product/task";

export function taskOf(id: string, prompt = `two dogs of ${id}`): Task {
  const atoms = numbered([
    atom({ type: "object", of: { kind: "dog" } }),
    atom({ type: "count", of: { kind: "dog" }, count: 2 }),
  ]);
  return { id, prompt, atoms, atomicity: 2, tags: ["plain"], unexpressed: [] };
}

export function rowOf(policy: string, task: string, eyes: number[], images: number): Row {
  return {
    policy,
    task,
    seed: 7,
    seconds: 0.5,
    images,
    claimed: policy === "single" ? null : true,
    eyes,
    independent: null,
    scene: null,
    picture: `pictures/${policy}/${task}.jpg`,
  };
}
