/**
 * What a small model of pixels makes of the easiest wish there is: one thing, in natural colours or in a finish.
 *
 *   npm run bench:flow -- --model FOLDER [--each 1] [--steps 8] [--guidance 3] [--size 128] [--seed 7] [--out FILE.png]
 *
 * FOLDER is one that training/flatland-diffusion/export_folder.py wrote. Pictures come from the studio's own pipeline
 * and are looked at by the loop's eyes and by the bench's independent judge. `--out` draws forty of them, none chosen.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import type { Check } from "../shared/run/criteria";
import { ownEyes } from "./product/judging/eyes";
import { independentJudge } from "./product/judging/independent";
import type { Judge } from "./product/judging/judge";
import { atom, numbered } from "./product/suites/atoms";
import { type Wish, wishes } from "./product/suites/things";
import { spread } from "./prompts";
import { openBenchServices } from "./services";

const { values } = parseArgs({
  options: {
    model: { type: "string" },
    each: { type: "string", default: "1" },
    steps: { type: "string", default: "8" },
    guidance: { type: "string", default: "3" },
    size: { type: "string", default: "128" },
    seed: { type: "string", default: "7" },
    out: { type: "string" },
  },
});

const SHOWN = 40;

/** Whether the thing is there, has its look, and is all there is. */
interface Score {
  readonly thing: boolean;
  readonly look: boolean;
  readonly alone: boolean;
}

function asked({ kind, finish }: Wish) {
  const of = { kind };
  return numbered([
    atom({ type: "object", of }),
    atom(finish === null ? { type: "object", of } : { type: "attribute", of, finish }),
    atom({ type: "only", kinds: [kind] }),
    atom({ type: "count", of, count: 1 }),
  ]);
}

async function scored(judge: Judge, png: Uint8Array, wish: Wish): Promise<Score> {
  const atoms = asked(wish);
  const answers = await judge.judge(png, atoms);
  const passes = (type: Check["type"]) => {
    const at = atoms.findIndex(({ check }) => check.type === type);
    return at < 0 || (answers[at] ?? 0) > 0.5;
  };
  const thing = passes("object");
  return { thing, look: thing && passes("attribute"), alone: thing && passes("only") && passes("count") };
}

function printRow(name: string, scores: readonly Score[]): void {
  const share = (key: keyof Score) =>
    `${((100 * scores.filter((one) => one[key]).length) / scores.length).toFixed(1)} %`;
  console.log(`| ${name} | ${share("thing")} | ${share("look")} | ${share("alone")} |`);
}

async function main(folder: string): Promise<void> {
  const [seed, size] = [Number(values.seed), Number(values.size)];
  const all = wishes(Number(values.each), seed);
  const data = mkdtempSync(path.join(tmpdir(), "gems-flow-"));
  const { signal } = new AbortController();
  const services = await openBenchServices(data);
  const independent = await independentJudge();
  const judges = [ownEyes(services.engine), ...(independent === null ? [] : [independent])];
  const scores = new Map(judges.map(({ name }) => [name, [] as Score[]]));
  const shown = new Set(spread([...all.keys()], SHOWN));
  const cells = [];
  const seconds: number[] = [];
  try {
    for (const [index, wish] of all.entries()) {
      const began = performance.now();
      const { png } = await services.engine.diffuse(
        {
          ...{ folder, prompt: wish.prompt, negativePrompt: "", width: size, height: size },
          ...{ steps: Number(values.steps), guidance: Number(values.guidance), seed: seed + index },
        },
        { signal, onProgress: () => undefined },
      );
      seconds.push((performance.now() - began) / 1000);
      for (const judge of judges) scores.get(judge.name)?.push(await scored(judge, png, wish));
      const seen = [...scores.values()].every((all) => all.at(-1)?.thing === true);
      if (shown.has(index))
        cells.push({
          image: png,
          heading: String(index + 1),
          score: seen ? "seen" : "not seen",
          captions: [wish.prompt],
          marks: [],
        });
    }
    console.log(
      `${all.length} pictures of one thing each, ${values.steps} steps, guidance ${values.guidance}\n`,
    );
    console.log("| looked at by | right thing | in its look | and nothing else |\n|---|---|---|---|");
    for (const [name, all] of scores) printRow(name, all);
    const sorted = [...seconds].sort((a, b) => a - b);
    console.log(`\nmedian ${(sorted[Math.floor(sorted.length / 2)] ?? 0).toFixed(2)} s a picture`);
    if (values.out !== undefined) {
      const title = `${cells.length} wishes for one thing, one picture each, seed ${seed}, none chosen`;
      const out = path.resolve(process.env.INIT_CWD ?? process.cwd(), values.out);
      writeFileSync(out, await services.engine.contactSheet({ title, cells }, signal));
      console.log(`→ ${out}`);
    }
  } finally {
    await independent?.close?.();
    await services.close();
    rmSync(data, { recursive: true, force: true });
  }
}

if (values.model === undefined) throw new Error("Which model? --model FOLDER");
await main(path.resolve(process.env.INIT_CWD ?? process.cwd(), values.model));
