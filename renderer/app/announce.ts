/** What a screen reader is told while a run goes on: stages and results, never every little step. */
import { create } from "zustand";
import type { RunEvent, Stage } from "../../shared/run/events";
import type { RunState } from "../../shared/run/state";
import { outcomeOf } from "./runs/derive";

const stageSentences: Record<Stage, (iteration: number | undefined) => string> = {
  plan: () => "Planning: choosing a skill.",
  decompose: () => "Writing the criteria.",
  draw: (n) => `Drawing iteration ${n ?? ""}.`,
  verify: (n) => `Checking iteration ${n ?? ""}.`,
  distil: () => "Distilling what was learnt.",
  refine: () => "Refining the prompt.",
};

/** The sentence for one event, or null when it is not worth interrupting for. `after` is the state behind it. */
export function sentenceFor(event: RunEvent, after: RunState): string | null {
  switch (event.type) {
    case "stage-entered":
      return stageSentences[event.stage](event.iteration);
    case "skill-routed":
      return event.chosen === null ? "No skill was used." : `Skill chosen: ${event.chosen}.`;
    case "iteration-judged": {
      const { passed, total } = event.score;
      return `Iteration ${event.iteration}: ${passed} of ${total} criteria passed.`;
    }
    case "role-failed":
      return `The ${event.role} failed: ${event.message}`;
    case "run-stopped":
    case "run-finished":
      return outcomeOf(after);
    default:
      return null;
  }
}

interface Announcements {
  readonly text: string;
  readonly say: (text: string) => void;
}

export const useAnnouncements = create<Announcements>((set) => ({
  text: "",
  say: (text) => set({ text }),
}));

export function say(text: string): void {
  useAnnouncements.getState().say(text);
}
