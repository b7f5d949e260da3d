/** A run's question about its prompt, put to whoever sits at the terminal. */
import { createInterface } from "node:readline";
import type { Clarification } from "../../shared/run/events";
import { awaitsAnswer, type RunState } from "../../shared/run/state";

/** How a run is answered, what is told of it, and where the answer comes from. */
interface Conversation {
  readonly answer: (prompt: string | null) => Promise<{ ended: Promise<RunState> }>;
  readonly say: (line: string) => void;
  readonly input: NodeJS.ReadableStream;
  /** Leaves the question open. */
  readonly signal: AbortSignal;
}

/** Answers a run that rests because of its question and sees it through to its next rest. */
export async function answered(state: RunState, conversation: Conversation): Promise<RunState> {
  const { answer, say, input, signal } = conversation;
  const { clarification } = state;
  if (clarification === null || state.status !== "paused" || !awaitsAnswer(state)) return state;
  for (const line of linesOfQuestion(clarification)) say(line);
  const typed = await typedLine(input, signal);
  if (typed === null) return state;
  const { ended } = await answer(promptMeant(clarification, typed));
  return ended;
}

export function linesOfQuestion({ reason, options }: Clarification): readonly string[] {
  return [
    ...(reason === "" ? [] : [`           ${reason}`]),
    ...options.map(({ label, prompt }, index) => `           ${index + 1}  ${label}: ${prompt}`),
    "           Type a number, the prompt you mean, or nothing to draw it as typed.",
  ];
}

/** The prompt an answer stands for; null: as it was typed. */
export function promptMeant({ options }: Clarification, typed: string): string | null {
  const words = typed.trim();
  if (words === "") return null;
  return options.find((_, index) => words === String(index + 1))?.prompt ?? words;
}

/** One line; empty where the input is at its end, null where nobody waits for it any more. */
function typedLine(input: NodeJS.ReadableStream, signal: AbortSignal): Promise<string | null> {
  // Not as a terminal's line editor: Ctrl+C is for the whole program.
  const lines = createInterface({ input, terminal: false });
  return new Promise<string | null>((resolve) => {
    signal.addEventListener("abort", () => resolve(null), { once: true });
    lines.once("line", resolve);
    lines.once("close", () => resolve(""));
  }).finally(() => lines.close());
}
