/** What composing a scene costs beyond the model itself, and what a prompt's second scene costs. */
import { resolve } from "node:path";
import type { LayoutSession } from "../../electron/inference/flatland/cached-layout";
import { FlatlandEngine } from "../../electron/inference/flatland/engine";
import { sessionFactory } from "../../electron/inference/sessions";
import { median } from "../statistics";

export interface ComposingFigures {
  /** Milliseconds a scene: all of it, and the sum of bare `session.run` within it. */
  readonly total: number;
  readonly runs: number;
  /** (total - runs) / runs, the median over scenes. */
  readonly overhead: number;
  readonly objects: number;
  /** Milliseconds for `k` scenes of one prompt, and for as many prompts read anew each. */
  readonly candidates: number;
  readonly singles: number;
}

/** Adds up the time spent inside the model. */
class Watched implements LayoutSession {
  spent = 0;
  readonly #inner: LayoutSession;

  constructor(inner: LayoutSession) {
    this.#inner = inner;
  }

  async run(feeds: Parameters<LayoutSession["run"]>[0]): ReturnType<LayoutSession["run"]> {
    const started = performance.now();
    const answer = await this.#inner.run(feeds);
    this.spent += performance.now() - started;
    return answer;
  }
}

/** @param k how many scenes of one prompt count as candidates */
export async function measureComposing(prompts: readonly string[], k: number): Promise<ComposingFigures> {
  const folder = resolve(import.meta.dirname, "../../models/flatland");
  const open = sessionFactory();
  let watched: Watched | null = null;
  const engine = await FlatlandEngine.load(folder, {
    createSession: async (file) => {
      watched = new Watched(await open(file));
      return watched;
    },
  });
  const spent = () => watched?.spent ?? 0;
  const compose = (prompt: string, seed: number) => engine.compose(prompt, { seed, temperature: 1 });
  for (const prompt of prompts) await compose(prompt, 1);

  const scenes: { total: number; runs: number; objects: number }[] = [];
  for (const [i, prompt] of prompts.entries()) {
    const before = spent();
    const started = performance.now();
    const { scene } = await compose(prompt, i);
    const total = performance.now() - started;
    scenes.push({ total, runs: spent() - before, objects: scene.objects.length });
  }
  const timed = async (work: () => Promise<void>) => {
    const started = performance.now();
    await work();
    return performance.now() - started;
  };
  const together: number[] = [];
  const apart: number[] = [];
  for (const [i, prompt] of prompts.entries()) {
    // A word the model does not know changes nothing but that the prompt counts as another one and is read anew.
    const anew = (n: number) => `${prompt}${" ,".repeat(n + 1)}`;
    apart.push(
      await timed(async () => {
        for (let n = 0; n < k; n++) await compose(anew(n + k * (i % 2)), 1_000 * i + n);
      }),
    );
    together.push(
      await timed(async () => {
        for (let n = 0; n < k; n++) await compose(`${prompt} .`, 1_000 * i + n);
      }),
    );
  }
  return {
    total: median(scenes.map(({ total }) => total)),
    runs: median(scenes.map(({ runs }) => runs)),
    overhead: median(scenes.map(({ total, runs }) => (total - runs) / runs)),
    objects: median(scenes.map(({ objects }) => objects)),
    candidates: median(together),
    singles: median(apart),
  };
}
