/**
 * The scene a Flatland engine emits and its renderer draws. Coordinates are fractions of the canvas
 * (x to the right, y down, 0..1); `objects` is in painter's order, the farthest first.
 */
export interface SceneObject {
  /** A noun or prop name of `world.json`. */
  readonly kind: string;
  /** A finish name of `world.json`; null leaves the object its natural colours. */
  readonly finish: string | null;
  /** Centre of the object's square, 0..1. */
  readonly x: number;
  readonly y: number;
  /** Side of the object's square as a fraction of the canvas's shorter side. */
  readonly size: number;
  /** What a `lettering` prop spells; absent for everything else. */
  readonly text?: string;
}

export interface Scene {
  /** `ground` draws a horizon and lets objects stand on it; `plain` is a quiet flat backdrop. */
  readonly backdrop: "plain" | "ground";
  /** Chooses palette and the small variations that are nobody's request (a non-negative integer). */
  readonly styleSeed: number;
  readonly objects: readonly SceneObject[];
}
