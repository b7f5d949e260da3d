/** Runs on disk with lessons in them. Free of the test runner and of models, for the kill test's victim. */
import { openJournal, type RunsFolder } from "../../../../electron/storage";
import type { CriterionKind } from "../../../../shared/run/criteria";
import type { DurableBody, Shown } from "../../../../shared/run/events";
import { reduceAll } from "../../../../shared/run/reduce";
import { defaultRunSettings } from "../../../../shared/run/settings";
import type { RunState } from "../../../../shared/run/state";

export interface SampleAttempt {
  /** One letter a criterion: p(ass), f(ail), u(nclear). */
  readonly verdicts: string;
  readonly strategy?: string;
  readonly text?: string;
  readonly temperature?: number;
  /** What the refiner read before it wrote this attempt's prompt. */
  readonly shown?: readonly Shown[];
  /** False for an attempt nothing was learnt from (the last one, usually). */
  readonly lesson?: boolean;
}

export interface SampleRun {
  readonly id: string;
  readonly prompt: string;
  readonly attempts: readonly SampleAttempt[];
  readonly kinds?: readonly CriterionKind[];
  readonly generator?: string;
}

const states = { p: "pass", f: "fail", u: "unclear" } as const;

/** The events of a run, as its loop would write them. */
export function eventsOf(run: SampleRun): DurableBody[] {
  const { id, prompt, attempts, kinds = ["object", "count"], generator = "flatland" } = run;
  const criteria = kinds.map((kind, index) => ({
    id: `c${index}`,
    question: `Is ${kind} ${index} right?`,
    kind,
    weight: 1,
    enabled: true,
    origin: "decomposer" as const,
  }));
  const bodies: DurableBody[] = [
    {
      type: "run-created",
      run: { id, title: `The run ${id}`, prompt, settings: { ...defaultRunSettings, generator } },
    },
    { type: "prompt-enhanced", prompt: `${prompt}, planned`, thought: "" },
    { type: "criteria-proposed", criteria },
  ];
  for (const [index, attempt] of attempts.entries()) bodies.push(...attemptOf(index + 1, attempt));
  return bodies;
}

function attemptOf(n: number, attempt: SampleAttempt): DurableBody[] {
  const {
    verdicts,
    strategy = `strategy ${n}`,
    text = `Lesson ${n}.`,
    temperature = 1,
    lesson = true,
  } = attempt;
  const hash = n.toString(16).padStart(64, "a");
  const parameters = { seed: n, size: 1024, temperature };
  const words = { prompt: `words ${n}`, thought: "", strategy, parameters };
  const bodies: DurableBody[] = [
    ...(attempt.shown === undefined
      ? []
      : [{ type: "prompt-refined" as const, iteration: n, ...words, shown: [...attempt.shown] }]),
    { type: "iteration-started", iteration: n, ...words },
    {
      type: "image-generated",
      iteration: n,
      image: { hash, file: `${hash}.png`, bytes: 10 },
      ...{ width: 1024, height: 1024, ms: 1, backend: "flatland", notes: [] },
    },
    ...[...verdicts].map(
      (letter, index): DurableBody => ({
        type: "criterion-judged",
        iteration: n,
        verdict: {
          criterionId: `c${index}`,
          state: states[letter as keyof typeof states],
          confidence: 0.9,
          answer: "seen",
          evidence: [],
          by: "eye",
        },
      }),
    ),
    { type: "iteration-judged", iteration: n, score: { passed: 0, judged: 0, total: 0, ratio: null }, ms: 1 },
  ];
  if (lesson) {
    const experience = { iteration: n, text, worked: [], failed: [], strategy };
    bodies.push({ type: "experience-distilled", experience });
  }
  return bodies;
}

/** Writes a run's journal, or adds events to it. */
export async function write(runs: RunsFolder, id: string, bodies: readonly DurableBody[]): Promise<RunState> {
  const folder = (await runs.find(id)) ?? (await runs.create({ id, title: id, at: Date.now() }));
  const { journal } = await openJournal(folder);
  for (const body of bodies) await journal.append(body);
  await journal.close();
  const { events } = await openJournal(folder).then(async (opened) => {
    await opened.journal.close();
    return opened;
  });
  return reduceAll(events);
}
