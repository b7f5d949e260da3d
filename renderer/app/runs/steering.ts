/**
 * What a designer changes about a run while it works or rests. Each asks the main side and tells of failure;
 * results come back as events. Whatever can be taken back is, with Ctrl+Z.
 */
import type { Input } from "../../../shared/ipc/contract";
import type { Criterion } from "../../../shared/run/criteria";
import type { Budget, Pace } from "../../../shared/run/settings";
import type { Override } from "../../../shared/run/verdicts";
import { t } from "../../i18n";
import { formatNumber } from "../../i18n/format";
import { forgetActs, undoable } from "../history";
import { ask } from "../ipc";
import { dismiss, notify, notifyError, notifyUndo, useToasts } from "../toasts";
import { iterationOf } from "./derive";
import { currentRun, setLive } from "./run-store";

/** Does something that may be refused; a refusal is told, with a way to try again. True when it was done. */
async function attempt(doing: string, act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    notifyError(doing, error, () => void attempt(doing, act));
    return false;
  }
}

/** From one value to another and back: the act, its undo and its redo are the same question. */
interface Step<T> {
  readonly runId: string;
  readonly from: T;
  readonly to: T;
  readonly put: (value: T) => Promise<unknown>;
  /** Completes "Could not …". */
  readonly doing: string;
  /** Says what was done. */
  readonly told: string;
  /** What the act is about, where that is less than the whole run. */
  readonly about?: string;
}

async function take<T>({ runId, from, to, put, doing, told, about = runId }: Step<T>): Promise<boolean> {
  if (!(await attempt(doing, () => put(to)))) return false;
  notifyUndo(
    told,
    () => put(from),
    () => put(to),
    about,
  );
  return true;
}

/** Pins an iteration as best, or takes the pin off when it is there already. */
export async function togglePin(iteration: number): Promise<void> {
  const run = currentRun();
  if (run === null) return;
  const from = run.state.pinned;
  const to = from === iteration ? null : iteration;
  await take({
    runId: run.id,
    from,
    to,
    put: (n) => ask("runs:pin", { runId: run.id, iteration: n }),
    doing: t("studio:doing.pin"),
    told: to === null ? t("studio:told.unpinned") : t("studio:told.pinned", { n: to }),
  });
}

/** Puts the designer's word over the verifier's, with a reason if there is one; null takes it back. */
export async function overrideVerdict(
  iteration: number,
  criterionId: string,
  state: Override["state"] | null,
  note = "",
): Promise<boolean> {
  const run = currentRun();
  if (run === null) return false;
  const place = { runId: run.id, iteration, criterionId };
  const reason = note.trim();
  return take<Override | null>({
    runId: run.id,
    from: iterationOf(run.state, iteration)?.overrides[criterionId] ?? null,
    to: state === null ? null : { state, ...(reason === "" ? {} : { note: reason }) },
    put: (word) => {
      const why = word?.note === undefined ? {} : { note: word.note };
      return ask("runs:override", { ...place, state: word?.state ?? null, ...why });
    },
    doing: t("studio:doing.override"),
    told: t(state === null ? "studio:told.overrideGone" : "studio:told.overridden", { n: iteration }),
  });
}

/** Replaces the criteria. `told` says in a few words what changed; with Ctrl+Z the former list is back. */
export async function changeCriteria(criteria: readonly Criterion[], told: string): Promise<boolean> {
  const run = currentRun();
  if (run === null || run.state.criteria === null) return false;
  return take({
    runId: run.id,
    from: run.state.criteria,
    to: criteria,
    put: (list) => ask("runs:editCriteria", { runId: run.id, criteria: [...list] }),
    doing: t("studio:doing.criteria"),
    told,
  });
}

/** Has images judged again as they are: the criteria named, or all of them. */
export async function judgeAgain(
  iterations: readonly number[],
  criterionIds: readonly string[] | null,
): Promise<void> {
  const run = currentRun();
  if (run === null) return;
  const ids = criterionIds === null ? null : [...criterionIds];
  await attempt(t("studio:doing.judge"), async () => {
    for (const iteration of iterations)
      await ask("runs:reverify", { runId: run.id, iteration, criterionIds: ids });
  });
}

type Words = Pick<Input<"runs:editPrompt">, "prompt" | "seed" | "temperature">;

/** The acts about one prompt that waits; they can no longer be taken back once it is drawn. */
export const promptActs = (runId: string, iteration: number) => `prompt:${runId}:${iteration}`;

/** Gives the words for an iteration that is not drawn yet; null for the agent's own. `from` is what stands now. */
export async function editPrompt(runId: string, iteration: number, from: Words, to: Words): Promise<boolean> {
  return take({
    runId,
    from,
    to,
    put: (words) => ask("runs:editPrompt", { runId, iteration, ...words }),
    doing: t("studio:doing.prompt"),
    told: t(to.prompt === null ? "studio:told.promptBack" : "studio:told.promptChanged", { n: iteration }),
    about: promptActs(runId, iteration),
  });
}

export async function setPace(runId: string, pace: Pace): Promise<boolean> {
  const done = await attempt(t("studio:doing.pace"), () => ask("runs:pace", { runId, pace }));
  if (done) notify(t(pace === "step" ? "studio:told.step" : "studio:told.flow"));
  return done;
}

interface LimitNotice {
  readonly about: string;
  readonly toast: number;
  readonly act: number;
  readonly from: unknown;
}

/** The change of a limit told last. While its notice stands, further steps at the same limit are one act. */
let lastLimit: LimitNotice | null = null;

/** Takes back the notice of a former step at the same limit and says where that began; else `from`. */
function beginOfSteps<T>(about: string, from: T): T {
  const last = lastLimit;
  const standing = useToasts.getState().toasts.some(({ id }) => id === last?.toast);
  if (last === null || last.about !== about || !standing || undoable()?.id !== last.act) return from;
  dismiss(last.toast);
  forgetActs([about]);
  return last.from as T;
}

/** Changes one limit of a run; many steps in a row are taken back at once. */
async function limit<T>(
  step: Omit<Step<T>, "doing" | "about"> & { readonly name: string },
): Promise<boolean> {
  const { runId, put, to, told, name } = step;
  if (step.from === to || !(await attempt(t("studio:doing.limits"), () => put(to)))) return false;
  const about = `limit:${runId}:${name}`;
  const from = beginOfSteps(about, step.from);
  const toast = notifyUndo(
    told,
    () => put(from),
    () => put(to),
    about,
  );
  lastLimit = { about, toast, act: undoable()?.id ?? -1, from };
  return true;
}

const shown = (value: number | null) => (value === null ? t("studio:limits.none") : formatNumber(value));

/** How many rounds at most. */
export async function setRounds(runId: string, from: number, to: number): Promise<boolean> {
  const put = (rounds: number) => ask("runs:rounds", { runId, rounds });
  const told = t("studio:limits.toldRounds", { value: shown(to) });
  return limit({ runId, from, to, put, name: "rounds", told });
}

/** How long the run may work; null: as long as it takes. */
export async function setSeconds(runId: string, from: number | null, to: number | null): Promise<boolean> {
  const put = (seconds: number | null) => ask("runs:seconds", { runId, seconds });
  const told = t("studio:limits.toldTime", { value: shown(to === null ? null : to / 60) });
  return limit({ runId, from, to, put, name: "seconds", told });
}

const budgetTold = {
  images: "studio:limits.toldImages",
  tokens: "studio:limits.toldTokens",
  money: "studio:limits.toldMoney",
} as const satisfies Record<keyof Budget, string>;

/** What the run may spend of images, tokens or money; null: no limit. */
export async function setBudget(
  runId: string,
  name: keyof Budget,
  from: number | null,
  to: number | null,
): Promise<boolean> {
  const put = (value: number | null) => ask("runs:budget", { runId, budget: { [name]: value } });
  return limit({ runId, from, to, put, name, told: t(budgetTold[name], { value: shown(to) }) });
}

/** Images a round draws, from the next one on. */
export async function setCandidates(runId: string, from: number, to: number): Promise<boolean> {
  const put = (candidates: number) => ask("runs:candidates", { runId, candidates });
  return limit({
    runId,
    from,
    to,
    put,
    name: "candidates",
    told: t("studio:candidates.told", { count: to }),
  });
}

/** Answers the run's question with the wish as it is meant; null: as it was typed. The run goes on. */
export async function answerRun(runId: string, prompt: string | null): Promise<boolean> {
  const done = await attempt(t("studio:clarify.doing"), () => ask("runs:answer", { runId, prompt }));
  if (done) {
    setLive(runId, true);
    notify(t("studio:clarify.told"));
  }
  return done;
}
