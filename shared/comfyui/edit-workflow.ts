/**
 * ComfyUI workflows that make a picture out of another. The picture goes where `%image%` stands or into the node
 * titled "GEMS base"; the mask where `%mask%` stands, into the node titled "GEMS mask", or into the transparency of
 * the picture where the workflow uses its loader's own mask. `%instruction%` says in words what is to be changed.
 */
import { linkOf, type ReadWorkflow, readWorkflow, type Workflow, type WorkflowProblem } from "./workflow";

export interface EditWorkflow extends ReadWorkflow {
  /** "mask": a region is drawn anew. "instruction": words alone say what to change. */
  readonly editing: "mask" | "instruction";
  /** How it takes the mask: as a file of its own, or in the picture's transparency; null for none. */
  readonly maskBy: "file" | "alpha" | null;
}

export type EditWorkflowReading =
  | ({ readonly ok: true } & EditWorkflow)
  | { readonly ok: false; readonly problem: WorkflowProblem };

/** Reads and checks a workflow that is to change pictures; never throws. */
export function readEditWorkflow(text: string): EditWorkflowReading {
  const reading = readWorkflow(text, ["prompt", "instruction"]);
  if (!reading.ok) return reading;
  if (!reading.takes.has("image")) return { ok: false, problem: { code: "no-base" } };
  const maskBy = reading.takes.has("mask") ? "file" : usesAlpha(reading) ? "alpha" : null;
  return { ...reading, maskBy, editing: maskBy === null ? "instruction" : "mask" };
}

/** Slot of `LoadImage` that gives the mask made from the picture's transparency. */
const MASK_SLOT = 1;

function usesAlpha({ workflow, places }: ReadWorkflow): boolean {
  const loaders = new Set(places.filter(({ value }) => value === "image").map(({ node }) => node));
  for (const [id, { inputs }] of Object.entries(workflow)) {
    if (Object.values(inputs).some((input) => typeof input === "string" && input.includes("%image%"))) {
      loaders.add(id);
    }
  }
  return linksOf(workflow).some(({ from, slot }) => loaders.has(from) && slot === MASK_SLOT);
}

function linksOf(workflow: Workflow): readonly { readonly from: string; readonly slot: unknown }[] {
  return Object.values(workflow).flatMap(({ inputs }) =>
    Object.values(inputs).flatMap((input) => {
      const from = linkOf(input);
      return from === null || !Array.isArray(input) ? [] : [{ from, slot: input[1] as unknown }];
    }),
  );
}
