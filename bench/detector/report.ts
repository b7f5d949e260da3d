/** Prints the benchmark's numbers and packs them as JSON. */
import { nounNames } from "../../electron/inference/flatland/render/catalogue";
import type { Measures, Rate, Rates } from "./measures";

const round = (value: number) => Math.round(value * 10_000) / 10_000;

function pooled(rates: Rates, names?: readonly string[]): Rate["value"] {
  let [right, asked] = [0, 0];
  for (const [name, rate] of rates.byName) {
    if (names !== undefined && !names.includes(name)) continue;
    right += rate.right;
    asked += rate.asked;
  }
  return asked === 0 ? Number.NaN : right / asked;
}

const table = (rates: Rates) =>
  Object.fromEntries(
    [...rates.byName]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([name, rate]) => [name, { rate: round(rate.value), asked: rate.asked }]),
  );

const worst = (rates: Rates, count: number) =>
  [...rates.byName]
    .sort(([, a], [, b]) => a.value - b.value)
    .slice(0, count)
    .map(([name, rate]) => `${name} ${rate.value.toFixed(3)}`)
    .join(", ");

/** All numbers of one layout as plain data. */
export function summaryOf(measures: Measures) {
  const props = [...measures.recall.byName.keys()].filter((name) => !nounNames.includes(name));
  return {
    objects: {
      recall: round(pooled(measures.recall)),
      precision: round(pooled(measures.precision)),
      overlap: round(measures.overlap / measures.pairs),
    },
    props: {
      recall: round(pooled(measures.recall, props)),
      precision: round(pooled(measures.precision, props)),
    },
    finish: round(pooled(measures.finish)),
    exactCount: round(pooled(measures.counts)),
    exactCountWithFinishes: round(pooled(measures.finishedCounts)),
    relations: round(pooled(measures.relations)),
    calibrationError: {
      kind: round(measures.kindReliability.error()),
      finish: round(measures.finishReliability.error()),
    },
    facing: round(pooled(measures.facing)),
    backdrop: round(pooled(measures.backdrop)),
    countsByStyle: table(measures.countsByStyle),
    finishByStyle: table(measures.finishByStyle),
    byBackdrop: table(measures.backdrop),
    byFinish: table(measures.finish),
    byGroupSize: table(measures.counts),
    byGroupSizeWithFinishes: table(measures.finishedCounts),
    byRelation: table(measures.relations),
    recallByKind: table(measures.recall),
    precisionByKind: table(measures.precision),
    confusedKinds: Object.fromEntries([...measures.confusedKinds].sort(([, a], [, b]) => b - a).slice(0, 25)),
    confusedFinishes: Object.fromEntries(
      [...measures.confusedFinishes].sort(([, a], [, b]) => b - a).slice(0, 15),
    ),
  };
}

/** The numbers people look at first, as lines of text. */
export function printed(layout: string, pictures: number, measures: Measures): string {
  const { objects, props, finish, exactCount, exactCountWithFinishes, relations, calibrationError, ...rest } =
    summaryOf(measures);
  const each = (part: Record<string, { rate: number }>) =>
    Object.entries(part)
      .map(([name, { rate }]) => `${name}: ${rate.toFixed(3)}`)
      .join("  ");
  return [
    `── ${layout}: ${pictures} pictures, ${measures.pairs} objects found`,
    `objects      recall ${objects.recall}  precision ${objects.precision}  mean IoU ${objects.overlap}`,
    `props        recall ${props.recall}  precision ${props.precision}`,
    `finish       ${finish}   ${each(rest.byFinish)}`,
    `exact count  ${exactCount}   ${each(rest.byGroupSize)}`,
    `  + finish   ${exactCountWithFinishes}   ${each(rest.byGroupSizeWithFinishes)}`,
    `facing       ${rest.facing}`,
    `backdrop     ${rest.backdrop}   ${each(rest.byBackdrop)}`,
    `by style     counts ${each(rest.countsByStyle)}`,
    `             finish ${each(rest.finishByStyle)}`,
    `relations    ${relations}   ${each(rest.byRelation)}`,
    `calibration  kind ECE ${calibrationError.kind}  finish ECE ${calibrationError.finish}`,
    `weakest      recall: ${worst(measures.recall, 6)}`,
    `             precision: ${worst(measures.precision, 6)}`,
    `taken for    ${
      Object.entries(rest.confusedKinds)
        .slice(0, 12)
        .map(([pair, n]) => `${pair} ×${n}`)
        .join(", ") || "nothing"
    }`,
    `confused     ${
      Object.entries(rest.confusedFinishes)
        .map(([pair, n]) => `${pair} ×${n}`)
        .join(", ") || "nothing"
    }`,
  ].join("\n");
}
