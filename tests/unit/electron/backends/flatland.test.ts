/** The bundled engine as the loop's generator: the real worker in a real process. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { localRoles } from "../../../../electron/agent/local";
import { decompose } from "../../../../electron/agent/local/decomposer";
import type { EditInput, Generator } from "../../../../electron/agent/roles";
import { flatlandGenerator } from "../../../../electron/backends/flatland";
import { loadAssets, rasterise, renderScene } from "../../../../electron/inference/flatland/render";
import { sceneOfSvg } from "../../../../electron/inference/flatland/scene-data";
import type { Criterion } from "../../../../shared/run/criteria";
import type { Verdict } from "../../../../shared/run/verdicts";
import { assetsDir, openRealEngine, type RealEngine, requireModel } from "../inference/real-worker";

let real: RealEngine;
let generator: Generator;
const signal = new AbortController().signal;
const context = { signal, onUsage: () => undefined, onProgress: () => undefined };

beforeAll(async () => {
  for (const name of ["flatland", "flatland-detector", "ocr"]) requireModel(name);
  real = openRealEngine();
  generator = flatlandGenerator(real.engine);
  await real.engine.warmUp();
});

afterAll(() => real.engine.close());

async function look(
  image: Uint8Array,
  criteria: readonly Criterion[],
  prompt: string,
): Promise<Map<string, Verdict>> {
  const { verifier } = localRoles(real.engine);
  const verdicts = new Map<string, Verdict>();
  for await (const verdict of verifier.verify({ image, criteria, prompt }, context))
    verdicts.set(verdict.criterionId, verdict);
  return verdicts;
}

/** An edit of `base` so that what it lacks of `wish` is mended. */
function editFor(wish: string, base: EditInput["base"], verdicts: ReadonlyMap<string, Verdict>): EditInput {
  const judged = decompose(wish).map((criterion) => ({
    criterion,
    verdict: verdicts.get(criterion.id) ?? null,
  }));
  const mend = judged.filter(({ verdict }) => verdict?.state !== "pass");
  const keep = judged.filter(({ verdict }) => verdict?.state === "pass");
  const ids = (some: typeof judged) => some.map(({ criterion }) => criterion.id);
  return {
    prompt: wish,
    parameters: { seed: 5, size: 512, temperature: 1 },
    edit: { base: 1, instruction: "Mend it.", mend: ids(mend), keep: ids(keep), boxes: null },
    base,
    mend,
    keep,
  };
}

describe("the bundled engine as a generator", () => {
  const wished = "two cats and four green dogs";

  /** Two cats and three green dogs, clear of one another. */
  function drawnBase() {
    const size = 768;
    const thing = (kind: string, finish: string | null, x: number, y: number) => ({
      kind,
      finish,
      x,
      y,
      size: 0.2,
    });
    const objects = [
      ...[0.25, 0.6].map((x) => thing("cat", null, x, 0.3)),
      ...[0.15, 0.39, 0.63].map((x) => thing("dog", "green", x, 0.7)),
    ];
    const svg = renderScene({ backdrop: "plain", styleSeed: 5, objects }, { size });
    return { png: rasterise(svg, size, loadAssets(assetsDir)), svg, width: size, height: size };
  }

  it("mends an image of its own on the verifier's word, as pixels show, and keeps the rest in its place", async () => {
    const base = drawnBase();
    const criteria = decompose(wished);
    const before = await look(base.png, criteria, wished);
    expect([...before.values()].filter(({ state }) => state === "fail").map(({ answer }) => answer)).toEqual([
      "three dogs seen, four dogs asked for",
    ]);
    const edited = await generator.edit?.(editFor(wished, base, before), context);
    if (edited === undefined) throw new Error("it can edit");
    expect(edited).toMatchObject({
      width: 512,
      height: 512,
      backend: "flatland",
      notes: ["Added 1 green dog."],
    });
    const after = await look(edited.png, criteria, wished);
    expect([...after.values()].filter(({ state }) => state !== "pass")).toEqual([]);
    const [was, is] = [sceneOfSvg(base.svg ?? ""), sceneOfSvg(edited.svg ?? "")];
    const cats = (scene: typeof was) => scene.objects.filter(({ kind }) => kind === "cat");
    expect(cats(is)).toEqual(cats(was));
  });

  it("answers questions of the designer's own words too", async () => {
    const base = drawnBase();
    const criterion: Criterion = {
      id: "own",
      question: "Are the cats blue?",
      kind: "attribute",
      weight: 1,
      enabled: true,
      origin: "designer",
    };
    const verdict: Verdict = {
      criterionId: "own",
      state: "fail",
      confidence: 0.9,
      answer: "they are not",
      evidence: [],
      by: "designer",
    };
    const input = { ...editFor(wished, base, new Map()), mend: [{ criterion, verdict }], keep: [] };
    const edited = await generator.edit?.(input, context);
    const cats = sceneOfSvg(edited?.svg ?? "").objects.filter(({ kind }) => kind === "cat");
    expect(cats.map(({ finish }) => finish)).toEqual(["blue", "blue"]);
  });

  it("draws images that can be mended later", async () => {
    const parameters = { seed: 3, size: 256, temperature: 1 };
    const { svg } = await generator.generate({ prompt: "three red dogs", parameters }, context);
    expect(sceneOfSvg(svg ?? "").objects.map(({ kind }) => kind)).toContain("dog");
  });

  it("says plainly that an image carries no scene", async () => {
    const base = drawnBase();
    const bare = (svg: string | null) =>
      generator.edit?.(editFor(wished, { ...base, svg }, new Map()), context);
    const problem = { code: "bad-input", message: "This image carries no scene." };
    await expect(bare(null)).rejects.toMatchObject(problem);
    await expect(bare('<svg xmlns="http://www.w3.org/2000/svg"/>')).rejects.toMatchObject(problem);
  });
});
