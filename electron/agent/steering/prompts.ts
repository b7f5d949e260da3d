/** The designer's own words for an attempt that is not drawn yet. */
import { isEdited, promptFor } from "../../../shared/run/drafts";
import type { EventBody, GenerationParameters } from "../../../shared/run/events";
import { MAX_PROMPT } from "../../../shared/run/settings";
import type { RunState } from "../../../shared/run/state";
import type { Command } from "../commands";
import { trajectoryOf } from "../memory";
import { undrawn } from "../rounds";
import { freshSeed } from "../seeds";
import { badInput } from "./refusals";

/**
 * The next attempt's words, wherever the run stands before it is drawn. Words equal to the agent's own are the
 * same as taking the designer's back.
 */
export function editPrompt(
  state: RunState,
  command: Command & { readonly type: "edit-prompt" },
): readonly EventBody[] {
  const { iteration } = command;
  assertEditable(state, iteration);
  const edited = state.edited.find((one) => one.iteration === iteration);
  const restored = { type: "prompt-restored" as const, iteration };
  if (command.prompt === null) return edited === undefined ? [] : [restored];
  const prompt = command.prompt.trim();
  if (prompt === "" || prompt.length > MAX_PROMPT) {
    throw badInput("A prompt needs words.", `Type 1 to ${MAX_PROMPT} characters.`);
  }
  const parameters = parametersFor(state, command);
  const said = { prompt, parameters };
  const draft = edited?.draft ?? null;
  if (draft !== null && sameWords(draft, said)) return [restored];
  const standing = promptFor(state, iteration);
  if (standing !== null && sameWords(standing, said)) return [];
  return [{ type: "prompt-edited", iteration, ...said }];
}

interface Words {
  readonly prompt: string;
  readonly parameters: GenerationParameters;
}

function sameWords(a: Words, b: Words): boolean {
  const { seed, size, temperature } = a.parameters;
  return (
    a.prompt === b.prompt &&
    seed === b.parameters.seed &&
    size === b.parameters.size &&
    temperature === b.parameters.temperature
  );
}

/** What the words are drawn with: as asked, else as the agent had planned, else as the run goes, by a new seed. */
function parametersFor(
  state: RunState,
  { iteration, seed, temperature }: Command & { readonly type: "edit-prompt" },
): GenerationParameters {
  const planned = promptFor(state, iteration)?.parameters;
  const latest = state.iterations.at(-1)?.parameters;
  const settings = state.header?.settings;
  const base = planned ?? {
    seed: iteration === 1 ? (settings?.seed ?? 0) : freshSeed(settings?.seed ?? 0, trajectoryOf(state)),
    size: latest?.size ?? settings?.size ?? 1024,
    temperature: latest?.temperature ?? settings?.temperature ?? 1,
    ...(settings?.look === undefined ? {} : { look: settings.look }),
  };
  return { ...base, seed: seed ?? base.seed, temperature: temperature ?? base.temperature };
}

/** @throws StudioError "bad-input" that says why these words cannot be changed. */
function assertEditable(state: RunState, iteration: number): void {
  const { status } = state;
  if (state.header === null || state.header.kind === "reference") {
    throw badInput("There is no loop behind this picture.", "Start a new run with a prompt of your own.");
  }
  const attempt = state.iterations.find((it) => it.n === iteration);
  if (attempt !== undefined && (attempt.image !== null || attempt.skipped)) {
    throw badInput(
      `The words of attempt ${iteration} stay as they are: it is ${attempt.skipped ? "given up" : "drawn"} already.`,
      "Branch from it to draw other words.",
    );
  }
  if (attempt !== undefined && status === "running") {
    throw badInput(
      `Attempt ${iteration} is being drawn already.`,
      "Skip it, or stop the run, and word the prompt then.",
    );
  }
  if (status === "finished") {
    throw badInput("The run is finished: no prompt waits.", "Branch from an attempt with your own words.");
  }
  const [waiting] = status === "running" ? [] : undrawn(state);
  const next = waiting?.n ?? (state.iterations.at(-1)?.n ?? 0) + 1;
  if (iteration === next || isEdited(state, iteration)) return;
  throw badInput(
    `Attempt ${iteration} has no prompt yet.`,
    `The next to be drawn is attempt ${next}: word that one.`,
  );
}
