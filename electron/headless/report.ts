/** What a run leaves behind in `--out`: numbered pictures, the best one, run.json and the contact sheet. */
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { keptOf, type Repair } from "../../shared/run/repair";
import { bestOf, type RunState } from "../../shared/run/state";
import type { Engine } from "../inference/client";
import { contactSheetOf } from "../runs/contact-sheet";
import { openImages } from "../storage";

export interface Report {
  readonly prompt: string;
  readonly status: string;
  readonly reason: string | null;
  readonly best: number | null;
  readonly seed: number;
  readonly skill: string | null;
  readonly enhancedPrompt: string | null;
  readonly criteria: readonly { readonly id: string; readonly question: string }[];
  readonly iterations: readonly IterationReport[];
  /** Images of equal score that were compared. */
  readonly pairs: RunState["pairs"];
  readonly usage: RunState["usage"];
  readonly error: { readonly role: string; readonly message: string; readonly remedy: string } | null;
  readonly contactSheet: string | null;
  readonly runFolder: string;
}

interface IterationReport {
  readonly n: number;
  readonly round: number;
  readonly candidate: number;
  /** What became of the image it was made out of; null where it was drawn. */
  readonly repair: Repair | null;
  readonly prompt: string;
  readonly strategy: string;
  readonly seed: number;
  readonly temperature: number;
  readonly png: string | null;
  readonly svg: string | null;
  readonly drawMs: number | null;
  readonly verifyMs: number;
  readonly passed: number;
  readonly judged: number;
  readonly total: number;
  readonly verdicts: readonly {
    readonly criterion: string;
    readonly state: string;
    readonly confidence: number;
    readonly answer: string;
  }[];
  readonly experience: string | null;
}

/**
 * Writes everything below `out` and returns what run.json says. Paths in it are relative to `out`.
 * @throws StudioError "storage"-like system errors when `out` cannot be written.
 */
export async function writeReport(input: {
  state: RunState;
  folder: string;
  out: string;
  engine: Engine;
}): Promise<Report> {
  const { state, folder, out, engine } = input;
  await mkdir(out, { recursive: true });
  const images = await openImages(folder);
  const best = bestOf(state);
  for (const { n, image } of state.iterations) {
    if (image === null) continue;
    await copyFile(images.pathOf(image.ref), path.join(out, `${n}.png`));
    if (image.vector !== null) await copyFile(images.pathOf(image.vector), path.join(out, `${n}.svg`));
    if (n === best) await copyFile(images.pathOf(image.ref), path.join(out, "best.png"));
  }
  const drawn = state.iterations.some((it) => it.image !== null);
  const contactSheet = drawn ? "contact-sheet.png" : null;
  if (contactSheet !== null) {
    await writeFile(path.join(out, contactSheet), await contactSheetOf({ state, best, images, engine }));
  }
  const report = reportOf(state, best, contactSheet, path.relative(out, folder));
  await writeFile(path.join(out, "run.json"), `${JSON.stringify(report, null, 2)}\n`);
  return report;
}

function reportOf(
  state: RunState,
  best: number | null,
  contactSheet: string | null,
  runFolder: string,
): Report {
  const { header, failure } = state;
  return {
    prompt: header?.prompt ?? "",
    status: state.status,
    reason: state.finishedBecause,
    best,
    seed: header?.settings.seed ?? 0,
    skill: state.routing?.chosen ?? null,
    enhancedPrompt: state.enhanced?.prompt ?? null,
    criteria: (state.criteria ?? []).map(({ id, question }) => ({ id, question })),
    iterations: state.iterations.map((it) => iterationReport(it, state)),
    pairs: state.pairs,
    usage: state.usage,
    error: failure === null ? null : { role: failure.role, message: failure.message, remedy: failure.remedy },
    contactSheet,
    runFolder,
  };
}

function iterationReport(it: RunState["iterations"][number], state: RunState): IterationReport {
  return {
    n: it.n,
    round: it.round,
    candidate: it.candidate,
    repair: keptOf(state, it.n),
    prompt: it.prompt,
    strategy: it.strategy,
    seed: it.parameters.seed,
    temperature: it.parameters.temperature,
    png: it.image === null ? null : `${it.n}.png`,
    svg: it.image?.vector == null ? null : `${it.n}.svg`,
    drawMs: it.image?.ms ?? null,
    verifyMs: it.verifyMs,
    passed: it.score?.passed ?? 0,
    judged: it.score?.judged ?? 0,
    total: it.score?.total ?? 0,
    verdicts: Object.values(it.verdicts).map(({ criterionId, state, confidence, answer }) => ({
      criterion: criterionId,
      state,
      confidence,
      answer,
    })),
    experience: it.experience?.text ?? null,
  };
}
