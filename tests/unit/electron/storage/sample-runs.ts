/** Sample runs, free of anything that belongs to the test runner. */
import type { DurableBody, ImageRef, RunHeader } from "../../../../shared/run/events";
import { defaultRunSettings } from "../../../../shared/run/settings";

export function header(id: string, prompt: string, title = prompt): RunHeader {
  return { id, title, prompt, settings: defaultRunSettings };
}

const parameters = { seed: 7, size: 1024, temperature: 1 };

/** A run of one round over the given image: two criteria, one passed and one failed. */
export function oneRound(run: RunHeader, image: ImageRef): DurableBody[] {
  const criterion = (id: string, question: string) => ({
    id,
    question,
    kind: "object" as const,
    weight: 1,
    enabled: true,
    origin: "decomposer" as const,
  });
  const verdict = (criterionId: string, state: "pass" | "fail") => ({
    type: "criterion-judged" as const,
    iteration: 1,
    verdict: { criterionId, state, confidence: 0.9, answer: "", evidence: [], by: "eye" },
  });
  return [
    { type: "run-created", run },
    {
      type: "skill-routed",
      candidates: [{ name: "spatial-layout", score: 0.8, reason: "It counts." }],
      chosen: "spatial-layout",
      reason: "It counts.",
    },
    { type: "prompt-enhanced", prompt: `${run.prompt}, arranged in a row`, thought: "" },
    {
      type: "criteria-proposed",
      criteria: [criterion("c1", "Is there a zeppelin?"), criterion("c2", "Is there a walrus?")],
    },
    {
      type: "iteration-started",
      iteration: 1,
      prompt: run.prompt,
      thought: "",
      strategy: "first",
      parameters,
    },
    {
      type: "image-generated",
      iteration: 1,
      image,
      width: 1024,
      height: 1024,
      ms: 10,
      backend: "flatland",
      notes: [],
    },
    verdict("c1", "pass"),
    verdict("c2", "fail"),
    { type: "iteration-judged", iteration: 1, score: { passed: 1, judged: 2, total: 2, ratio: 0.5 }, ms: 5 },
    {
      type: "experience-distilled",
      experience: {
        iteration: 1,
        text: "Crowding hides the marmalade.",
        worked: [],
        failed: [],
        strategy: "first",
      },
    },
    { type: "run-finished", reason: "budget", best: 1 },
  ];
}
