/** One prompt by one policy: drawn, timed, judged, kept. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Judge } from "./judging/judge";
import { sceneTruth } from "./judging/scene";
import type { Policy, Room } from "./policies/policy";
import type { Row } from "./results";
import type { Task } from "./task";

/** Side of a gallery's picture in pixels. */
const THUMBNAIL = 384;

export interface Panel {
  /** The loop's own eyes; always there, never independent. */
  readonly eyes: Judge;
  readonly independent: Judge | null;
}

/** A policy's turn at a task; `seconds` is the policy's own time, without the judges'. */
export async function contest(
  room: Room,
  panel: Panel,
  policy: Policy,
  task: Task,
  seed: number,
  folder: string,
): Promise<Row> {
  const began = performance.now();
  const { png, svg, images, claimed } = await policy.play(room, task.prompt, seed);
  const seconds = (performance.now() - began) / 1000;
  const { eyes, independent } = panel;
  return {
    policy: policy.name,
    task: task.id,
    seed,
    seconds,
    images,
    claimed,
    eyes: [...(await eyes.judge(png, task.atoms))],
    independent: independent === null ? null : [...(await independent.judge(png, task.atoms))],
    scene: copied(sceneTruth(svg, task.atoms)),
    picture: await thumbnail(room, png, policy.name, task.id, folder),
  };
}

const copied = <T>(list: readonly T[] | null): T[] | null => (list === null ? null : [...list]);

async function thumbnail(
  { engine }: Room,
  png: Uint8Array,
  policy: string,
  task: string,
  folder: string,
): Promise<string> {
  const { jpeg } = await engine.toJpeg(png, THUMBNAIL, new AbortController().signal);
  const name = `pictures/${policy}/${task.replace(/[^\w.-]+/g, "_")}.jpg`;
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), jpeg);
  return name;
}
