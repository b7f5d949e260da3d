/** A picture from elsewhere as a run of one iteration, so that it can be compared with and nothing else. */
import type { DurableBody, ImageRef, JournalEvent } from "../../shared/run/events";
import { EVENT_VERSION } from "../../shared/run/events";
import { defaultRunSettings, MAX_PROMPT } from "../../shared/run/settings";
import { titleOf } from "../runs/title";

export interface ReferenceInput {
  readonly id: string;
  /** File name. */
  readonly name: string;
  readonly prompt: string | null;
  readonly image: ImageRef;
  readonly width: number;
  readonly height: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

const FROM_ELSEWHERE = "elsewhere";
const SIDE = { min: 64, max: 4096 } as const;

/** The journal of a reference picture. */
export function referenceJournal(input: ReferenceInput): readonly JournalEvent[] {
  const { id, name, image, width, height, at } = input;
  const title = titleOf(name.replace(/\.[^.]{1,5}$/, "").slice(0, 200) || "Picture");
  const prompt = (input.prompt ?? title).slice(0, MAX_PROMPT);
  const side = Math.min(SIDE.max, Math.max(SIDE.min, width, height));
  const bodies: readonly DurableBody[] = [
    {
      type: "run-created",
      run: {
        id,
        title,
        prompt,
        kind: "reference",
        settings: {
          ...defaultRunSettings,
          rounds: 1,
          size: side,
          skill: { mode: "none" },
          generator: FROM_ELSEWHERE,
          roles: FROM_ELSEWHERE,
        },
      },
    },
    {
      type: "iteration-started",
      iteration: 1,
      prompt,
      thought: "",
      strategy: "",
      parameters: { seed: 0, size: Math.max(width, height), temperature: 0 },
    },
    {
      type: "image-generated",
      iteration: 1,
      image,
      width,
      height,
      ms: 0,
      backend: FROM_ELSEWHERE,
      notes: [],
    },
    { type: "run-finished", reason: "budget", best: 1 },
  ];
  return bodies.map((body, seq) => ({ ...body, v: EVENT_VERSION, seq, at }));
}
