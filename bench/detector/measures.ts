/** The benchmark's numbers, summed over pictures. */
import { overlapOf } from "../../electron/inference/vision/boxes";
import { type RelationId, relationHolds, relationIds } from "../../shared/flatland/geometry";
import type { Detection } from "../../shared/inference/detections";
import { type Drawn, paired } from "./matching";

/** Right answers out of questions asked. */
export class Rate {
  right = 0;
  asked = 0;

  add(right: boolean): void {
    this.asked += 1;
    if (right) this.right += 1;
  }

  get value(): number {
    return this.asked === 0 ? Number.NaN : this.right / this.asked;
  }
}

/** Rates by name, made when first needed. */
export class Rates {
  readonly byName = new Map<string, Rate>();

  of(name: string): Rate {
    const known = this.byName.get(name);
    if (known !== undefined) return known;
    const made = new Rate();
    this.byName.set(name, made);
    return made;
  }

  add(name: string, right: boolean): void {
    this.of(name).add(right);
  }
}

/** Pairs of stated confidence and outcome. */
export class Reliability {
  readonly #samples: { confidence: number; right: boolean }[] = [];

  add(confidence: number, right: boolean): void {
    this.#samples.push({ confidence, right });
  }

  /** Expected calibration error over ten equal bins. */
  error(): number {
    let error = 0;
    for (let bin = 0; bin < 10; bin++) {
      const inside = this.#samples.filter(
        ({ confidence }) => Math.min(9, Math.floor(confidence * 10)) === bin,
      );
      if (inside.length === 0) continue;
      const stated = inside.reduce((sum, { confidence }) => sum + confidence, 0) / inside.length;
      const true_ = inside.filter(({ right }) => right).length / inside.length;
      error += (inside.length / this.#samples.length) * Math.abs(stated - true_);
    }
    return error;
  }
}

export class Measures {
  readonly recall = new Rates();
  readonly precision = new Rates();
  readonly finish = new Rates();
  readonly counts = new Rates();
  readonly finishedCounts = new Rates();
  readonly relations = new Rates();
  /** By the way things really look. */
  readonly facing = new Rates();
  /** By the backdrop that is there. */
  readonly backdrop = new Rates();
  /** Exact counts of kinds by the style of the picture. */
  readonly countsByStyle = new Rates();
  readonly finishByStyle = new Rates();
  readonly confusedKinds = new Map<string, number>();
  readonly kindReliability = new Reliability();
  readonly finishReliability = new Reliability();
  readonly confusedFinishes = new Map<string, number>();
  overlap = 0;
  pairs = 0;

  /** Takes in one picture. Names of kinds and finishes are the rates' names. */
  add(seen: readonly Detection[], drawn: readonly Drawn[], style = "flat"): void {
    this.#addConfusions(seen, drawn);
    const { pairs, invented, missed } = paired(seen, drawn);
    for (const pair of pairs) {
      this.recall.add(pair.drawn.kind, true);
      this.precision.add(pair.seen.kind, true);
      this.kindReliability.add(pair.seen.confidence, true);
      this.overlap += pair.overlap;
      this.pairs += 1;
      this.#addFinish(pair.seen, pair.drawn, style);
      if (pair.drawn.facing !== undefined && pair.seen.facing !== undefined) {
        this.facing.add(pair.drawn.facing, pair.seen.facing === pair.drawn.facing);
      }
    }
    for (const { kind } of missed) this.recall.add(kind, false);
    for (const { kind, confidence } of invented) {
      this.precision.add(kind, false);
      this.kindReliability.add(confidence, false);
    }
    this.#addCounts(seen, drawn, style);
    this.#addRelations(seen, drawn);
  }

  /** What lies where something else was drawn. */
  #addConfusions(seen: readonly Detection[], drawn: readonly Drawn[]): void {
    for (const { kind, box } of drawn) {
      const best = seen
        .map((one) => ({ one, overlap: overlapOf(one.box, box) }))
        .sort((a, b) => b.overlap - a.overlap)[0];
      if (best === undefined || best.overlap < 0.5 || best.one.kind === kind) continue;
      const key = `${kind} → ${best.one.kind}`;
      this.confusedKinds.set(key, (this.confusedKinds.get(key) ?? 0) + 1);
    }
  }

  #addFinish(seen: Detection, drawn: Drawn, style: string): void {
    if (drawn.kind === "speed-lines" || drawn.kind === "jump-arc") return;
    const right = seen.finish === drawn.finish;
    const [truth, guess] = [drawn.finish ?? "natural", seen.finish ?? "natural"];
    this.finish.add(truth, right);
    this.finishByStyle.add(style, right);
    this.finishReliability.add(seen.finishConfidence, right);
    if (!right) {
      const key = `${truth} → ${guess}`;
      this.confusedFinishes.set(key, (this.confusedFinishes.get(key) ?? 0) + 1);
    }
  }

  #addCounts(seen: readonly Detection[], drawn: readonly Drawn[], style: string): void {
    const kinds = new Set(drawn.map(({ kind }) => kind));
    for (const kind of kinds) {
      const wanted = drawn.filter((object) => object.kind === kind);
      const found = seen.filter((object) => object.kind === kind);
      const size = wanted.length > 7 ? "8+" : String(wanted.length);
      this.counts.add(size, found.length === wanted.length);
      this.countsByStyle.add(style, found.length === wanted.length);
      const tally = (objects: readonly { finish: string | null }[]) =>
        objects
          .map(({ finish }) => finish ?? "natural")
          .sort()
          .join();
      this.finishedCounts.add(size, tally(found) === tally(wanted));
    }
  }

  #addRelations(seen: readonly Detection[], drawn: readonly Drawn[]): void {
    const kinds = [...new Set(drawn.map(({ kind }) => kind))];
    const boxes = (objects: readonly Drawn[], kind: string) =>
      objects.filter((object) => object.kind === kind).map(({ box }) => box);
    for (const subject of kinds) {
      for (const object of kinds) {
        if (subject === object) continue;
        for (const relation of relationIds) {
          const judge = (all: readonly Drawn[]) =>
            relationHolds(relation, boxes(all, subject), boxes(all, object));
          this.#addRelation(relation, judge(drawn), judge(seen));
        }
      }
    }
  }

  /** Relations that hold and relations that do not are asked about apart: the latter are many and easy. */
  #addRelation(relation: RelationId, truth: boolean, answer: boolean): void {
    this.relations.add(`${relation} ${truth ? "holds" : "does not hold"}`, truth === answer);
  }
}
