/** Words for what goes wrong in a workflow: with ComfyUI's own reason and the node's name as the designer gave it. */
import { z } from "zod";
import { nameOf, type Workflow, type WorkflowProblem } from "../../../shared/comfyui/workflow";
import { StudioError } from "../../../shared/errors";
import { serverWords } from "../http-errors";
import type { FailureData } from "./messages";

const LONGEST = 400;

/** @param problem what `readWorkflow` found */
export function problemWords(problem: WorkflowProblem): string {
  switch (problem.code) {
    case "empty":
      return "There is no workflow.";
    case "not-json":
      return `The workflow is not JSON: ${problem.detail}`;
    case "editor-format":
      return 'The workflow is in the editor\'s own format. Export it with "Save (API format)".';
    case "not-api":
      return 'This is no ComfyUI workflow in API format. Export it with "Save (API format)".';
    case "no-prompt":
      return 'The workflow has no place for the prompt: write %prompt% into a text field, or title a node "GEMS prompt".';
    case "no-base":
      return 'The workflow has no place for the image to change: write %image% into a Load Image node, or title it "GEMS base".';
    case "no-output":
      return "The workflow keeps no picture: it needs a Save Image or Preview Image node.";
    case "broken-link":
      return `${problem.node} takes its input "${problem.input}" from a node that is not in the workflow.`;
    case "no-place":
      return `${problem.node} is titled as taking a value, but has no field of its own for one.`;
  }
}

/** @throws never; makes the error for a workflow that cannot be used. */
export function unusable(problem: WorkflowProblem): StudioError {
  return new StudioError("settings", problemWords(problem), {
    remedy: "Correct the workflow in the settings, under Image generator.",
  });
}

const refusalSchema = z.object({
  error: z
    .union([z.string(), z.object({ message: z.string().catch(""), details: z.string().catch("") })])
    .nullish()
    .catch(null),
  node_errors: z
    .record(
      z.string(),
      z.object({
        class_type: z.string().catch(""),
        errors: z.array(z.object({ message: z.string().catch(""), details: z.string().catch("") })).catch([]),
      }),
    )
    .catch({}),
});

/** Why `/prompt` refused, node by node (see `validate_prompt` of ComfyUI's execution.py); empty when nothing is wrong. */
export function refusalWords(body: string): string {
  const parsed = refusalSchema.safeParse(tryJson(body));
  if (!parsed.success) return serverWords(body);
  const { error, node_errors } = parsed.data;
  const nodes = Object.entries(node_errors).flatMap(([id, { class_type, errors }]) =>
    errors.map(({ message, details }) => `${class_type} (node ${id}): ${sentence(message, details)}`),
  );
  if (nodes.length > 0) return clipped(nodes.join("; "));
  if (typeof error === "string") return clipped(error);
  return error == null ? "" : clipped(sentence(error.message, error.details));
}

function sentence(message: string, details: string): string {
  return details.trim() === "" ? message : `${message}: ${details}`;
}

function clipped(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A node that failed while it ran. */
export function executionFailed(workflow: Workflow, failure: FailureData): StudioError {
  const node = Object.hasOwn(workflow, failure.node_id)
    ? nameOf(workflow, failure.node_id)
    : failure.node_type || "a node";
  const why = clipped(failure.exception_message || failure.exception_type);
  const full = /OutOfMemory|out of memory/i.test(`${failure.exception_type} ${why}`);
  return new StudioError("server-error", `The workflow failed at ${node}${why === "" ? "." : `: ${why}`}`, {
    remedy: full
      ? "The server's graphics memory is full: use a smaller size or model, or close what else uses it, then retry."
      : "Retry; if it keeps failing, run the workflow in ComfyUI itself and look at its log.",
    retryable: true,
    ...(failure.exception_type === "" ? {} : { detail: failure.exception_type }),
  });
}

export function interruptedThere(): StudioError {
  return new StudioError("server-error", "Somebody stopped the picture on the ComfyUI server.", {
    remedy: "Retry, unless it was stopped on purpose.",
    retryable: true,
  });
}

export function forgotten(): StudioError {
  return new StudioError("server-error", "The ComfyUI server no longer knows this picture.", {
    remedy: "It was restarted, or its queue was cleared. Retry.",
    retryable: true,
  });
}

export function silent(seconds: number): StudioError {
  return new StudioError("timeout", `The ComfyUI server has not got any further for ${seconds} s.`, {
    remedy: "Look at its queue and its log, then retry.",
    retryable: true,
  });
}
