/** The question a run may put to the designer before anything is planned, where the prompt contradicts itself. */
import { asStudioError } from "../../shared/errors";
import { type Clarification, clarificationSchema, type RunEvent } from "../../shared/run/events";
import type { RunState } from "../../shared/run/state";
import { take, type Work } from "./perform";
import type { Session } from "./session";
import type { Step } from "./steps";

/**
 * Asks once a run at most: an answer is not questioned again, and what is planned already was clear enough. A crash
 * between asking and planning asks the planner again, never the designer.
 */
export async function* clarify(session: Session, step: Step): AsyncGenerator<RunEvent, void, void> {
  const { planner } = session.input.roles;
  if (planner.clarify === undefined || !mayAsk(session.state)) return;
  const prompt = session.state.header?.prompt ?? "";
  const work: Work<Clarification | null> = async (tools) => {
    const asked = await planner.clarify?.({ prompt }, tools).catch(unlessGarbled);
    return askable(asked ?? null, prompt);
  };
  yield* take(session, step, "planner", work, (clarification) =>
    clarification === null ? [] : [{ type: "clarification-asked", clarification }],
  );
}

/** Criteria that are there before planning were taken over: what they ask was clear enough. */
function mayAsk({ header, clarification, enhanced, criteria }: RunState): boolean {
  if (header?.settings.ask !== true || header.drawPrompt !== undefined) return false;
  return clarification === null && enhanced === null && criteria === null;
}

/** A question that could not be put into words is none: the run can do without it. */
function unlessGarbled(thrown: unknown): null {
  const error = asStudioError(thrown);
  if (error.code === "bad-answer") return null;
  throw error;
}

/** The question with the readings that say something else than the prompt; null where there is nothing to choose. */
function askable(clarification: Clarification | null, prompt: string): Clarification | null {
  if (clarification === null) return null;
  const options = clarification.options.filter((option) => option.prompt.trim() !== prompt.trim());
  const parsed = clarificationSchema.safeParse({ ...clarification, options });
  return parsed.success ? parsed.data : null;
}
