/** Scenes as an engine might draw them, and what a verifier with perfect sight would say of them. */

import { perfectSight } from "../../../../../../bench/repair/truth";
import { decompose } from "../../../../../../electron/agent/local/decomposer";
import { judge } from "../../../../../../electron/agent/local/verifier";
import { type EditedScene, editScene } from "../../../../../../electron/inference/flatland/edit";
import { boxIn } from "../../../../../../electron/inference/flatland/edit/body";
import type { Scene, SceneObject } from "../../../../../../shared/flatland/scene";
import type { Criterion } from "../../../../../../shared/run/criteria";
import type { Verdict } from "../../../../../../shared/run/verdicts";

export function thing(
  kind: string,
  finish: string | null,
  x: number,
  y: number,
  size = 0.2,
  text?: string,
): SceneObject {
  return { kind, finish, x, y, size, ...(text === undefined ? {} : { text }) };
}

export function sceneOf(...objects: SceneObject[]): Scene {
  return { backdrop: "plain", styleSeed: 7, objects };
}

/** A row of equal things. */
export function row(kind: string, finish: string | null, count: number, y: number, size = 0.14, from = 0.12) {
  return Array.from({ length: count }, (_, i) => thing(kind, finish, from + i * size * 1.2, y, size));
}

/** What perfect eyes say of a scene, with boxes as evidence. */
export function verdictsOf(scene: Scene, criteria: readonly Criterion[]): Map<string, Verdict> {
  const sight = perfectSight(scene);
  return new Map(
    criteria.flatMap((criterion) => {
      if (criterion.check === undefined) return [];
      const { state, confidence, answer, evidence } = judge(criterion.check, sight);
      const verdict = {
        criterionId: criterion.id,
        state,
        confidence,
        answer,
        evidence: [...evidence],
        by: "eyes",
      };
      return [[criterion.id, verdict] as const];
    }),
  );
}

/** Mends everything that fails of a prompt's criteria. `seen` replaces what perfect eyes would have said. */
export function mend(
  scene: Scene,
  prompt: string,
  { seed = 1, seen = {} }: { seed?: number; seen?: Record<string, Partial<Verdict>> } = {},
): EditedScene & { readonly before: Map<string, Verdict>; readonly after: Map<string, Verdict> } {
  const criteria = decompose(prompt);
  const before = verdictsOf(scene, criteria);
  for (const [question, change] of Object.entries(seen)) {
    const criterion = criteria.find((one) => one.question === question);
    const verdict = criterion === undefined ? undefined : before.get(criterion.id);
    if (verdict === undefined) throw new Error(`nobody asks “${question}”`);
    before.set(verdict.criterionId, { ...verdict, ...change });
  }
  const judged = criteria.map((criterion) => ({ criterion, verdict: before.get(criterion.id) ?? null }));
  const edited = editScene({
    scene,
    mend: judged.filter(({ verdict }) => verdict?.state === "fail"),
    keep: judged.filter(({ verdict }) => verdict?.state === "pass"),
    seed,
  });
  return { ...edited, before, after: verdictsOf(edited.scene, criteria) };
}

export function failing(verdicts: ReadonlyMap<string, Verdict>): string[] {
  return [...verdicts.values()].filter(({ state }) => state !== "pass").map(({ answer }) => answer);
}

/** Pairs of objects that cover each other. */
/** Visible boxes of all objects of a scene. */
export const boxesOf = ({ objects, look }: Scene) => objects.map((object) => boxIn(object, look?.aspect));

export function overlaps(scene: Scene): number {
  const boxes = boxesOf(scene);
  return boxes.reduce(
    (sum, a, i) =>
      sum +
      boxes
        .slice(i + 1)
        .filter((b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h).length,
    0,
  );
}

export function isInside(scene: Scene): boolean {
  return boxesOf(scene).every(({ x, y, w, h }) => x >= 0 && y >= 0 && x + w <= 1 && y + h <= 1);
}
