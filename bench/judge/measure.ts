/** The judge against the truth: the share of facts about held-out pictures that it gets right. */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { judge as find } from "../../electron/agent/local/verifier";
import { loadAssets, rasterise, renderScene } from "../../electron/inference/flatland/render/index";
import type { Scene } from "../../shared/flatland/scene";
import type { Sighting } from "../../shared/inference/detections";
import { Dice } from "../detector/dice";
import { Masks } from "../detector/masks";
import { Rates } from "../detector/measures";
import { engineScenes } from "../detector/scenes";
import { probabilityOf } from "../product/judging/eyes";
import { type Fact, factsOf } from "./atoms";
import { noteAgreement } from "./config";
import { openJudgeEyes } from "./index";

export const ROOT = path.resolve(import.meta.dirname, "..", "..");
/** Longer sides pictures are drawn at. */
const SIZES = [640, 768, 1024];
const SEED = 0x1d6e_0000;
/** Sorts of the aim of 97 %. */
const AIMED = ["object", "attribute", "count", "relation"];

/** Whether the judge's answer to a fact is right. Undecided answers are not. */
function isRight({ ask, truth }: Fact, sighting: Sighting): boolean {
  if ("see" in ask) return ask.see(sighting) === truth;
  const probability = probabilityOf(find(ask.check, sighting));
  return probability !== null && probability !== 0.5 && probability > 0.5 === truth;
}

/** A held-out scene as the studio draws it. */
export function drawnScene(scene: Scene, dice: Dice, assets: ReturnType<typeof loadAssets>): Uint8Array {
  return rasterise(renderScene(scene, { size: 1024 }), dice.pick(SIZES), assets, { fit: "longer" });
}

/** Measures and prints; where a file is named, writes the numbers to it and the agreement to the judge's configuration. */
export async function measure(pictures: number, out?: string): Promise<void> {
  const assets = loadAssets(path.join(ROOT, "electron/inference/flatland/assets"));
  const masks = new Masks(assets);
  const file = path.join(ROOT, "bench/judge/engine-scenes.json");
  const scenes = engineScenes(await readFile(file, "utf8")).slice(0, pictures);
  const eyes = await openJudgeEyes();
  const [bySort, byTruth, byStyle, byKind, toned] = Array.from({ length: 5 }, () => new Rates());
  const times: number[] = [];
  const confused = new Map<string, number>();
  for (const [nth, scene] of scenes.entries()) {
    const dice = new Dice(SEED + nth);
    const sighting = await eyes.see(drawnScene(scene, dice, assets), false);
    times.push(sighting.ms);
    for (const fact of factsOf(scene, masks, dice)) {
      const right = isRight(fact, sighting);
      if (fact.toned === true) {
        toned?.add("colours in monochrome", right);
        continue;
      }
      bySort?.add(fact.sort, right);
      byTruth?.add(`${fact.sort}, ${fact.truth ? "holds" : "does not"}`, right);
      byStyle?.add(scene.look?.style ?? "flat", right);
      for (const kind of fact.kinds) byKind?.add(kind, right);
    }
    confusions(scene, sighting, masks, confused);
    if ((nth + 1) % 50 === 0) console.error(`${nth + 1} of ${scenes.length}`);
  }
  await eyes.close();
  const aimed = AIMED.map((sort) => bySort?.of(sort)).filter((rate) => rate !== undefined);
  const asked = aimed.reduce((sum, rate) => sum + rate.asked, 0);
  const agreement = aimed.reduce((sum, rate) => sum + rate.right, 0) / asked;
  const table = (rates: Rates | undefined) =>
    Object.fromEntries(
      [...(rates?.byName ?? [])].map(([name, { right, asked: of, value }]) => [
        name,
        { rate: Math.round(value * 10_000) / 10_000, right, asked: of },
      ]),
    );
  const report = {
    pictures: scenes.length,
    agreement: Math.round(agreement * 10_000) / 10_000,
    asked,
    bySort: table(bySort),
    byTruth: table(byTruth),
    byStyle: table(byStyle),
    coloursInMonochrome: table(toned),
    weakestKinds: Object.fromEntries(
      Object.entries(table(byKind))
        .sort(([, a], [, b]) => a.rate - b.rate)
        .slice(0, 25),
    ),
    confusedKinds: Object.fromEntries([...confused].sort(([, a], [, b]) => b - a).slice(0, 30)),
    millisecondsMedian: Math.round([...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0),
  };
  console.log(`agreement on ${AIMED.join(", ")}: ${(100 * agreement).toFixed(2)} % of ${asked} facts`);
  for (const [title, rates] of [
    ["by sort", bySort],
    ["", byTruth],
    ["by style", byStyle],
    ["apart", toned],
  ] as const) {
    const each = [...(rates?.byName ?? [])].map(
      ([name, { value, asked: of }]) => `${name} ${value.toFixed(4)} (${of})`,
    );
    console.log(`${title.padEnd(9)} ${each.join("  ")}`);
  }
  console.log(`weakest   ${JSON.stringify(report.weakestKinds)}`);
  console.log(`taken for ${JSON.stringify(report.confusedKinds)}`);
  console.log(`median    ${report.millisecondsMedian} ms a picture`);
  if (out === undefined) return;
  await writeFile(path.resolve(out), `${JSON.stringify(report, null, 1)}\n`);
  const config = path.join(ROOT, "bench/judge/model/config.json");
  await noteAgreement(config, { pictures: report.pictures, share: report.agreement });
}

/** What the judge sees where something else was drawn. */
function confusions(scene: Scene, sighting: Sighting, masks: Masks, into: Map<string, number>): void {
  for (const object of scene.objects) {
    const box = masks.boxOf(object, scene.look?.aspect);
    const [x, y] = [box.x + box.w / 2, box.y + box.h / 2];
    const there = sighting.detections.filter(
      (one) =>
        one.confidence >= 0.5 &&
        Math.abs(one.box.x + one.box.w / 2 - x) < box.w / 4 &&
        Math.abs(one.box.y + one.box.h / 2 - y) < box.h / 4,
    );
    if (there.some(({ kind }) => kind === object.kind)) continue;
    const key = `${object.kind} → ${there[0]?.kind ?? "nothing"}`;
    into.set(key, (into.get(key) ?? 0) + 1);
  }
}
