/** Runs that show what the loop can do, sown from runs Flatland drew. */
import type { StartRequest } from "../../shared/ipc/domains/runs";
import type { Clarification, DurableBody, RunHeader } from "../../shared/run/events";
import { reduceAll } from "../../shared/run/reduce";
import { defaultRunSettings } from "../../shared/run/settings";
import { NOT_ASKED } from "../../shared/run/verdicts";
import { expect, type Studio } from "./app";
import { ask } from "./ask";
import { bodyOf, journalOf, sow } from "./sown";

export const contradiction = "three cats and exactly two cats";

export const question: Clarification = {
  question: "How many cats are there to be?",
  reason: "The prompt asks for three cats and for exactly two.",
  options: [
    { label: "Three", prompt: "three cats" },
    { label: "Exactly two", prompt: "exactly two cats" },
    {
      label: "Two groups: three, and two more apart from them",
      prompt: "three cats on the left and two cats on the right",
    },
  ],
};

/** A run that has just asked and waits for its answer. */
export async function sowAsking(userData: string): Promise<string> {
  const run: RunHeader = {
    id: "askscats",
    title: "Three cats and exactly two cats",
    prompt: contradiction,
    settings: { ...defaultRunSettings, rounds: 2, ask: true },
  };
  const bodies: DurableBody[] = [
    { type: "run-created", run },
    { type: "words-unknown", words: [] },
    { type: "clarification-asked", clarification: question },
  ];
  return sow(userData, { id: run.id, title: run.title, bodies });
}

/** Draws one run to its end in the open studio, and says which it was. */
export async function drawRun({ page }: Studio, request: StartRequest): Promise<string> {
  const { runId } = await ask(page, "runs:start", { seed: 7, repair: false, judgePairs: false, ...request });
  const status = async () => reduceAll((await ask(page, "runs:get", { runId })).events).status;
  await expect.poll(status, { timeout: 90_000 }).toBe("finished");
  return runId;
}

/**
 * A run of two images in which the second mends the first: one question failed at first, one was not asked
 * because of it; both pass now. What the edit changed is the first two boxes that were seen.
 */
export async function sowRepair(userData: string, drawn: string): Promise<string> {
  const bodies = (await journalOf(userData, drawn)).map(bodyOf);
  const asked = bodies.find((body) => body.type === "criteria-proposed")?.criteria ?? [];
  const [object, count, attribute] = [0, 1, 2].map((place) => asked[place]?.id ?? "");
  const boxes = bodies.flatMap((body) =>
    body.type === "criterion-judged" && body.iteration === 1 && body.verdict.criterionId === count
      ? body.verdict.evidence.map((one) => one.box)
      : [],
  );
  const edit = {
    base: 1,
    instruction: "Add one more, and make all of them white.",
    mend: [count ?? "", attribute ?? ""],
    keep: asked.map(({ id }) => id).filter((id) => id !== count && id !== attribute),
    boxes: boxes.slice(0, 2),
  };
  const told = bodies.flatMap((body): DurableBody[] => {
    if (body.type === "criteria-proposed") {
      const criteria = body.criteria.map((one) =>
        one.id === count || one.id === attribute
          ? { ...one, requires: [one.id === count ? (object ?? "") : (count ?? "")] }
          : one,
      );
      return [{ ...body, criteria }];
    }
    if (body.type === "prompt-refined" && body.iteration === 2)
      return [{ ...body, edit, strategy: "repair" }];
    if (body.type === "iteration-started" && body.iteration === 2)
      return [{ ...body, edit, strategy: "repair" }];
    if (body.type === "criterion-judged")
      return [{ ...body, verdict: judged(body, count ?? "", attribute ?? "") }];
    return [body];
  });
  return sow(userData, { id: "repaired", title: "Mended bicycles", bodies: told, picturesOf: drawn });
}

type Judged = DurableBody & { type: "criterion-judged" };

/** First image: the count fails and what needs it is not asked. Second: all pass. */
function judged({ iteration, verdict }: Judged, count: string, attribute: string): Judged["verdict"] {
  if (iteration !== 1) return { ...verdict, state: "pass" };
  if (verdict.criterionId === count)
    return { ...verdict, state: "fail", answer: "three seen, four asked for" };
  if (verdict.criterionId === attribute)
    return { ...verdict, state: "fail", by: NOT_ASKED, answer: "", evidence: [], confidence: 1 };
  return { ...verdict, state: "pass" };
}

/** A run of several images with equal scores, of which a judge preferred one both ways round, and once not. */
export async function sowPairs(userData: string, drawn: string): Promise<string> {
  const bodies = (await journalOf(userData, drawn)).map(bodyOf);
  const even = bodies.map(
    (body): DurableBody =>
      body.type === "criterion-judged" ? { ...body, verdict: { ...body.verdict, state: "pass" } } : body,
  );
  const end = even.findIndex((body) => body.type === "run-finished");
  const by = "local judge";
  const pairs: DurableBody[] = [
    {
      type: "pair-judged",
      a: 1,
      b: 2,
      orders: ["b", "b"],
      winner: "b",
      reason: "The rows are straighter.",
      by,
    },
    {
      type: "pair-judged",
      a: 2,
      b: 3,
      orders: ["a", "b"],
      winner: null,
      reason: "Whichever came first.",
      by,
    },
  ];
  const told = [...even.slice(0, end), ...pairs, ...even.slice(end)];
  return sow(userData, { id: "judgedtwo", title: "Equal scores", bodies: told, picturesOf: drawn });
}
