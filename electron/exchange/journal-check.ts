/** Journals from outside: made sure of before anything is built on them, cut to a choice, given another id. */
import type { GeneratorConfig } from "../../shared/backends";
import { StudioError } from "../../shared/errors";
import type { ImageRef, JournalEvent } from "../../shared/run/events";
import { reduceAll } from "../../shared/run/reduce";

/** Bounds no run of the studio comes near; journals beyond them were made to do harm, or are broken. */
export const journalBounds = { events: 50_000, iterations: 500, iteration: 10_000, criteria: 500 } as const;

/** Later than this (the year 2100), a moment is no moment but damage. */
const LATEST = 4_102_444_800_000;

export interface CheckedJournal {
  /** Numbered from 0 without gaps; the first is `run-created`, and the only one of its kind. */
  readonly events: readonly JournalEvent[];
  /** Lines that were left out because they could not be read. */
  readonly damaged: number;
  readonly warnings: readonly string[];
}

/**
 * Makes sure of a journal that came from outside.
 * @param damaged lines that could not be read at all
 * @param trusted true for generators that the designer has chosen himself; other servers are not taken over, or going
 * on with the run would send prompts and keys to them
 * @throws StudioError "corrupt-data" when it is no run's journal, "bad-input" when it is beyond all bounds
 */
export function checkJournal(
  found: readonly JournalEvent[],
  damaged: number,
  trusted: (config: GeneratorConfig) => boolean,
): CheckedJournal {
  if (found.length > journalBounds.events) throw beyond(`more than ${journalBounds.events} events`);
  const begin = found.findIndex((event) => event.type === "run-created");
  const first = found[begin];
  if (first === undefined || first.type !== "run-created") {
    throw new StudioError("corrupt-data", "There is no run in this journal: it does not say how it began.", {
      remedy: "Use an untouched copy of the run, where there is one.",
    });
  }
  const rest = found.slice(begin + 1).filter((event) => event.type !== "run-created");
  const usable = rest.filter((event) => iterationsOf(event).every((n) => n <= journalBounds.iteration));
  assertBounds(usable);
  const { generatorConfig, ...settings } = first.run.settings;
  const keeps = generatorConfig === undefined || trusted(generatorConfig);
  const run = keeps ? first.run : { ...first.run, settings };
  const lost = damaged + begin + (found.length - begin - 1 - usable.length);
  return {
    events: numbered([{ ...first, run }, ...usable]),
    damaged: lost,
    warnings: [
      ...(lost > 0
        ? [`${lost} ${lost === 1 ? "line" : "lines"} of the journal could not be read and will be left out.`]
        : []),
      ...(keeps
        ? []
        : [
            generatorConfig?.kind === "diffusion"
              ? "It was drawn by a model of another computer. Going on with it will use the generator of your settings."
              : "It was drawn by a server that is not yours. Going on with it will use the generator of your settings.",
          ]),
    ],
  };
}

/** The journal with these iterations alone; what concerns the run as a whole stays. */
export function onlyIterations(
  events: readonly JournalEvent[],
  chosen: ReadonlySet<number>,
): readonly JournalEvent[] {
  const kept = events.filter((event) => iterationsOf(event).every((n) => chosen.has(n)));
  const rounds = new Map(reduceAll(events).iterations.map(({ n, round }) => [n, round]));
  return numbered(
    kept.map((event) => {
      if (event.type === "run-finished" && event.best !== null && !chosen.has(event.best)) {
        return { ...event, best: null };
      }
      if (event.type !== "iteration-started") return event;
      // Where a round is not told it is counted, and with others gone it would be counted anew.
      const round = rounds.get(event.iteration);
      return round === undefined ? event : { ...event, round };
    }),
  );
}

/** The same run under another id; where it speaks of itself, it follows. */
export function withRunId(events: readonly JournalEvent[], id: string): readonly JournalEvent[] {
  const [first] = events;
  const old = first?.type === "run-created" ? first.run.id : null;
  return events.map((event) => {
    if (event.type === "run-created") return { ...event, run: { ...event.run, id } };
    if (event.type === "preference-stated" && event.against.runId === old) {
      return { ...event, against: { ...event.against, runId: id } };
    }
    return event;
  });
}

/** Every image file the journal speaks of, each once. */
export function imageRefs(events: readonly JournalEvent[]): readonly ImageRef[] {
  const refs = events.flatMap((event) => {
    if (event.type === "image-generated") return [event.image, event.vector ?? []].flat();
    if (event.type === "memory-inherited") return event.attempts.flatMap(({ image }) => image ?? []);
    return [];
  });
  return [...new Map(refs.map((ref) => [ref.file, ref])).values()];
}

/** The journal with another file in the place of one: for pictures that another program has changed. */
export function withImage(
  events: readonly JournalEvent[],
  iteration: number,
  image: ImageRef,
): readonly JournalEvent[] {
  return events.map((event) =>
    event.type === "image-generated" && event.iteration === iteration ? { ...event, image } : event,
  );
}

/** The journal as it leaves this computer: where a model of the designer's own lies concerns nobody elsewhere. */
export function withoutFolder(events: readonly JournalEvent[]): readonly JournalEvent[] {
  return events.map((event) => {
    if (event.type !== "run-created" || event.run.settings.generatorConfig?.kind !== "diffusion")
      return event;
    const { generatorConfig: _folder, ...settings } = event.run.settings;
    return { ...event, run: { ...event.run, settings } };
  });
}

/** As it stands in a journal file. */
export function journalText(events: readonly JournalEvent[]): string {
  return events.map((event) => `${JSON.stringify(event)}\n`).join("");
}

function iterationsOf(event: JournalEvent): readonly number[] {
  if (event.type === "experience-distilled") return [event.experience.iteration];
  if (event.type === "pair-judged") return [event.a, event.b];
  if (!("iteration" in event) || event.iteration == null) return [];
  return [event.iteration];
}

function numbered(events: readonly JournalEvent[]): readonly JournalEvent[] {
  const now = Date.now();
  return events.map((event, seq) => ({ ...event, seq, at: event.at > LATEST ? now : event.at }));
}

/** What reducing the journal would multiply with each other must each be bounded. */
function assertBounds(events: readonly JournalEvent[]): void {
  const iterations = new Set<number>();
  const criteria = new Set<string>();
  for (const event of events) {
    for (const n of iterationsOf(event)) iterations.add(n);
    if (event.type === "criterion-judged") criteria.add(event.verdict.criterionId);
    if (event.type === "verdict-overridden") criteria.add(event.criterionId);
    if (event.type === "criteria-proposed" || event.type === "criteria-edited") {
      for (const { id } of event.criteria) criteria.add(id);
    }
  }
  if (iterations.size > journalBounds.iterations)
    throw beyond(`more than ${journalBounds.iterations} iterations`);
  if (criteria.size > journalBounds.criteria) throw beyond(`more than ${journalBounds.criteria} criteria`);
}

function beyond(what: string): StudioError {
  return new StudioError("bad-input", `The journal is beyond all bounds: it has ${what}.`, {
    remedy: "No run of the studio looks like this. Take it in only if its author can explain it.",
  });
}
