/** Families of runs as the main side tells of them. */
import type { TreeNode } from "../../../../../shared/ipc/domains/runs";

interface Member {
  readonly id: string;
  readonly from?: readonly [runId: string, iteration: number];
  readonly iterations?: number;
  readonly best?: number;
}

export function nodeOf({ id, from, iterations = 3, best = 1 }: Member, at = 0): TreeNode {
  return {
    run: {
      id,
      title: id,
      prompt: id,
      createdAt: at,
      updatedAt: at,
      status: "finished",
      images: iterations,
      best: iterations === 0 ? null : best,
      passed: 1,
      total: 2,
      skill: null,
      cover: null,
      rating: null,
      branchOf: from === undefined ? null : { runId: from[0], iteration: from[1] },
      reference: false,
    },
    iterations: Array.from({ length: iterations }, (_, index) => ({
      n: index + 1,
      url: null,
      passed: 1,
      total: 2,
      rating: null,
      best: index + 1 === best,
    })),
  };
}

export const familyOf = (...members: readonly Member[]): TreeNode[] =>
  members.map((member, index) => nodeOf(member, index));
