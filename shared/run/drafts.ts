/** Prompts before they are drawn: the first draft, the refined ones that wait, and the designer's own. */
import type { JournalEvent } from "./events";
import type { EditedPrompt, Refinement, RunState } from "./state";

/** What the first attempt's strategy is called. */
export const FIRST_STRATEGY = "first draft";
/** What a strategy is called where the designer worded a prompt before the agent did. */
export const DESIGNERS_STRATEGY = "designer's words";

/** The planner's prompt as the first attempt draws it; null before the planner has answered. */
export function firstDraft(state: Pick<RunState, "header" | "enhanced">): Refinement | null {
  const { header, enhanced } = state;
  if (header === null || enhanced === null) return null;
  const { seed, size, temperature, look } = header.settings;
  return {
    iteration: 1,
    prompt: enhanced.prompt,
    proposed: null,
    thought: enhanced.thought,
    strategy: FIRST_STRATEGY,
    parameters: {
      seed,
      size,
      temperature: enhanced.temperature ?? temperature,
      ...(look === undefined ? {} : { look }),
    },
    shown: [],
    edit: null,
  };
}

/** The prompt an attempt is drawn from, whoever worded it; null while it is still to be written. */
export function promptFor(state: RunState, iteration: number): Refinement | null {
  const waiting = state.refinements.find((one) => one.iteration === iteration);
  return waiting ?? (iteration === 1 ? firstDraft(state) : null);
}

/** True where the designer's words stand in the place of the agent's. */
export function isEdited(state: Pick<RunState, "edited">, iteration: number): boolean {
  return state.edited.some((one) => one.iteration === iteration);
}

type Prompts = Pick<RunState, "refinements" | "edited">;

const notFor = (iteration: number) => (one: { readonly iteration: number }) => one.iteration !== iteration;

/** The agent has worded a prompt. Where the designer has worded it already, the agent's stays behind as a draft. */
export function withDraft(state: RunState, draft: Refinement): Prompts {
  const { iteration } = draft;
  const others = state.refinements.filter(notFor(iteration));
  const mine = state.refinements.find((one) => one.iteration === iteration);
  if (mine === undefined || !isEdited(state, iteration)) {
    return { refinements: [...others, draft], edited: state.edited.filter(notFor(iteration)) };
  }
  const proposed = mine.prompt === draft.prompt ? null : draft.prompt;
  return {
    refinements: [...others, { ...mine, proposed }],
    edited: drafted(state, { iteration, draft }),
  };
}

/** The designer's words take the place of the agent's, which stay on record. */
export function withEdit(state: RunState, event: JournalEvent & { type: "prompt-edited" }): Prompts {
  const { iteration, prompt, parameters } = event;
  const before = promptFor(state, iteration);
  const known = state.edited.find((one) => one.iteration === iteration);
  const draft = known === undefined ? before : known.draft;
  const agents = draft?.prompt ?? before?.proposed ?? null;
  // An edit mends what the agent's words ask for; a new picture is drawn from other words.
  const same = [before, draft].find((one) => one?.prompt === prompt);
  const mine: Refinement = {
    iteration,
    prompt,
    proposed: agents === prompt ? null : agents,
    thought: before?.thought ?? "",
    strategy: before?.strategy ?? DESIGNERS_STRATEGY,
    parameters,
    shown: before?.shown ?? [],
    edit: same?.edit ?? null,
  };
  return {
    refinements: [...state.refinements.filter(notFor(iteration)), mine],
    edited: drafted(state, { iteration, draft }),
  };
}

/** The agent's words are back; where there are none, they are still to be written. */
export function withoutEdit(state: RunState, iteration: number): Prompts & Pick<RunState, "goAhead"> {
  const { refinements, edited, goAhead } = state;
  const mine = edited.find((one) => one.iteration === iteration);
  if (mine === undefined) return { refinements, edited, goAhead };
  const others = refinements.filter(notFor(iteration));
  const unwritten = mine.draft === null && iteration > 1;
  return {
    refinements: mine.draft === null ? others : [...others, mine.draft],
    edited: edited.filter(notFor(iteration)),
    goAhead: unwritten ? Math.min(goAhead, iteration - 1) : goAhead,
  };
}

function drafted(state: RunState, one: EditedPrompt): readonly EditedPrompt[] {
  return [...state.edited.filter(notFor(one.iteration)), one];
}

/**
 * Prompts that wait to be drawn were written before the news: the agent's are written anew, and need the
 * designer's word anew. The designer's own stay; only the drafts behind them are out of date.
 */
export function afterNews(state: RunState): Prompts & Pick<RunState, "goAhead"> {
  const latest = state.iterations.at(-1)?.n ?? 0;
  const stays = (one: Refinement) => one.iteration <= latest || isEdited(state, one.iteration);
  const refinements = state.refinements.filter(stays);
  const dropped = refinements.length < state.refinements.length;
  return {
    refinements,
    edited: state.edited.map((one) => (one.iteration > Math.max(1, latest) ? { ...one, draft: null } : one)),
    goAhead: dropped ? Math.min(state.goAhead, latest) : state.goAhead,
  };
}
