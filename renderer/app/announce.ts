/** What a screen reader is told while a run goes on: stages and results, never every little step. */
import { create } from "zustand";
import type { RunEvent } from "../../shared/run/events";
import type { RunState } from "../../shared/run/state";
import { t } from "../i18n";
import { outcomeOf } from "./runs/derive";
import { pairSentence } from "./runs/pairs";

/** The sentence for one event, or null when it is not worth interrupting for. `after` is the state behind it. */
export function sentenceFor(event: RunEvent, after: RunState): string | null {
  switch (event.type) {
    case "stage-entered":
      return t(`app:announce.${event.stage}`, { n: event.iteration ?? "" });
    case "skill-routed":
      return event.chosen === null
        ? t("app:announce.noSkill")
        : t("app:announce.skill", { name: event.chosen });
    case "iteration-judged": {
      const { passed, total } = event.score;
      return t("app:announce.judged", { n: event.iteration, passed, total });
    }
    case "role-failed":
      return t("app:announce.roleFailed", { role: t(`app:roles.${event.role}`), message: event.message });
    case "clarification-asked":
      return t("studio:clarify.announced", { question: event.clarification.question });
    case "pair-judged":
      return pairSentence(event);
    case "run-paused":
      return t("app:announce.paused", { n: event.iteration });
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
