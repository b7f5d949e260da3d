/**
 * ComfyUI workflows in API format, as the designer pastes them: read, checked, and searched for the places that
 * take the studio's values. A place is marked in one of two ways: a placeholder such as `%prompt%` inside an
 * input, or a node whose title is "GEMS prompt", "GEMS seed", "GEMS size" (and "GEMS image" for the result).
 * Workflows that change a picture take it too: see edit-workflow.ts.
 */
import { z } from "zod";

/** Longer than any workflow people draw by hand. */
export const MAX_WORKFLOW = 400_000;

const nodeSchema = z.looseObject({
  class_type: z.string().min(1),
  inputs: z.record(z.string(), z.unknown()),
  _meta: z.looseObject({ title: z.string().optional() }).optional(),
});
export type WorkflowNode = z.infer<typeof nodeSchema>;

const workflowSchema = z.record(z.string(), nodeSchema);
/** Nodes by their id. */
export type Workflow = z.infer<typeof workflowSchema>;

export const placeholders = [
  "prompt",
  "seed",
  "width",
  "height",
  "temperature",
  // Only where a picture is changed: the names of what was uploaded, and what to change, in words.
  "image",
  "mask",
  "instruction",
] as const;
export type Placeholder = (typeof placeholders)[number];

/** What is wrong with a workflow, for people to be told in their language. */
export type WorkflowProblem =
  | { readonly code: "empty" | "editor-format" | "not-api" | "no-prompt" | "no-output" | "no-base" }
  | { readonly code: "not-json"; readonly detail: string }
  | { readonly code: "broken-link"; readonly node: string; readonly input: string }
  /** A node is titled as taking a value, but has no field for one. */
  | { readonly code: "no-place"; readonly node: string };

/** A field of a node that a titled mark fills. */
export interface Place {
  readonly node: string;
  readonly input: string;
  readonly value: Placeholder;
}

export interface ReadWorkflow {
  readonly workflow: Workflow;
  /** Fields filled because of their node's title. Placeholders are found while filling. */
  readonly places: readonly Place[];
  /** Every value the workflow takes, in either way. */
  readonly takes: ReadonlySet<Placeholder>;
  /** Ids of the nodes that give pictures, the one to take first. */
  readonly outputs: readonly string[];
}

export type WorkflowReading =
  | ({ readonly ok: true } & ReadWorkflow)
  | { readonly ok: false; readonly problem: WorkflowProblem };

/** Inputs hold values and links, sometimes a list of them: nothing near this deep. */
const MAX_DEPTH = 40;

/**
 * Reads and checks a workflow; never throws.
 * @param words one of these has to have its place, or nobody knows what to draw
 */
export function readWorkflow(text: string, words: readonly Placeholder[] = ["prompt"]): WorkflowReading {
  if (text.trim() === "") return bad({ code: "empty" });
  const json = parse(text);
  if (!json.ok) return bad({ code: "not-json", detail: json.detail });
  const value = unwrapped(json.value);
  if (isEditorFormat(value)) return bad({ code: "editor-format" });
  if (isDeeperThan(value, MAX_DEPTH)) return bad({ code: "not-api" });
  const parsed = workflowSchema.safeParse(value);
  if (!parsed.success || Object.keys(parsed.data).length === 0) return bad({ code: "not-api" });
  return check(parsed.data, words);
}

function check(workflow: Workflow, words: readonly Placeholder[]): WorkflowReading {
  const link = brokenLink(workflow);
  if (link !== null) return bad(link);
  const places: Place[] = [];
  for (const [id, node] of Object.entries(workflow)) {
    const found = titledPlaces(id, node);
    if (found === null) return bad({ code: "no-place", node: nameOf(workflow, id) });
    places.push(...found);
  }
  const takes = new Set<Placeholder>(places.map(({ value }) => value));
  for (const { inputs } of Object.values(workflow)) {
    for (const name of placeholdersIn(inputs)) takes.add(name);
  }
  if (!words.some((name) => takes.has(name))) return bad({ code: "no-prompt" });
  const outputs = outputsOf(workflow);
  if (outputs.length === 0) return bad({ code: "no-output" });
  return { ok: true, workflow, places, takes, outputs };
}

const bad = (problem: WorkflowProblem): WorkflowReading => ({ ok: false, problem });

type Parsed =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly detail: string };

function parse(text: string): Parsed {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : "" };
  }
}

function isDeeperThan(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return depth === 0 || Object.values(value).some((inner) => isDeeperThan(inner, depth - 1));
}

/** What was sent to a server, or is kept in a picture, has the workflow one level down. */
function unwrapped(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("prompt" in value)) return value;
  const inner = value.prompt;
  return typeof inner === "object" && inner !== null && !("class_type" in inner) ? inner : value;
}

/** The editor's own file: lists of nodes and of links instead of nodes by id. */
function isEditorFormat(value: unknown): boolean {
  return typeof value === "object" && value !== null && "nodes" in value && Array.isArray(value.nodes);
}

/** The id of the node an input comes from; null for a plain value (see `is_link` of ComfyUI's graph_utils). */
export function linkOf(input: unknown): string | null {
  if (!Array.isArray(input) || input.length !== 2) return null;
  const [from, slot]: unknown[] = input;
  return typeof from === "string" && typeof slot === "number" ? from : null;
}

function brokenLink(workflow: Workflow): WorkflowProblem | null {
  for (const [id, { inputs }] of Object.entries(workflow)) {
    for (const [input, value] of Object.entries(inputs)) {
      const from = linkOf(value);
      if (from !== null && !Object.hasOwn(workflow, from)) {
        return { code: "broken-link", node: nameOf(workflow, id), input };
      }
    }
  }
  return null;
}

/** A node as people know it: its title, else its class, with its id. */
export function nameOf(workflow: Workflow, id: string): string {
  const node = workflow[id];
  const title = node?._meta?.title?.trim() ?? "";
  const name = title === "" ? node?.class_type : title;
  return name === undefined ? `node ${id}` : `${name} (node ${id})`;
}

function markOf(node: WorkflowNode): string {
  return /^gems[ _-]?(\w+)$/i.exec(node._meta?.title?.trim() ?? "")?.[1]?.toLowerCase() ?? "";
}

const promptFields = ["text", "prompt", "value", "string", "text_g", "text_l", "clip_l", "t5xxl", "positive"];
const seedFields = ["seed", "noise_seed", "value", "int"];

/** The fields a node's title stands for; empty without such a title, null when there is no such field. */
function titledPlaces(id: string, node: WorkflowNode): readonly Place[] | null {
  const at = (input: string, value: Placeholder): Place => ({ node: id, input, value });
  const named = (fields: readonly string[], type: "string" | "number") =>
    fields.filter((field) => Object.hasOwn(node.inputs, field) && typeof node.inputs[field] === type);
  const mark = markOf(node);
  const already = placeholdersIn(node.inputs);
  if (mark === "prompt") {
    // A placeholder inside is more exact: there may be words around it.
    if (already.has("prompt")) return [];
    const strings = Object.keys(node.inputs).filter((field) => typeof node.inputs[field] === "string");
    const known = named(promptFields, "string");
    const fields = known.length > 0 ? known : strings.length === 1 ? strings : [];
    return fields.length === 0 ? null : fields.map((field) => at(field, "prompt"));
  }
  if (mark === "seed") {
    if (already.has("seed")) return [];
    const field = named(seedFields, "number")[0];
    return field === undefined ? null : [at(field, "seed")];
  }
  if (mark === "size") {
    if (already.has("width") || already.has("height")) return [];
    const sides = named(["width", "height"], "number").map((field) =>
      at(field, field === "width" ? "width" : "height"),
    );
    if (sides.length > 0) return sides;
    const field = named(["value", "int", "size"], "number")[0];
    return field === undefined ? null : [at(field, "width")];
  }
  if (mark === "base" || mark === "mask") {
    const value = mark === "base" ? "image" : "mask";
    if (already.has(value)) return [];
    const field = named(["image", "mask"], "string")[0];
    return field === undefined ? null : [at(field, value)];
  }
  return [];
}

const pattern = new RegExp(`%(${placeholders.join("|")})%`, "g");

function placeholdersIn(value: unknown, found = new Set<Placeholder>()): Set<Placeholder> {
  if (typeof value === "string") {
    for (const match of value.matchAll(pattern)) {
      const name = placeholders.find((one) => one === match[1]);
      if (name !== undefined) found.add(name);
    }
  } else if (typeof value === "object" && value !== null) {
    for (const inner of Object.values(value)) placeholdersIn(inner, found);
  }
  return found;
}

/** Nodes that keep pictures where they can be fetched; one that sends them over the socket only does not. */
function outputsOf(workflow: Workflow): string[] {
  const rank = (node: WorkflowNode): number => {
    if (markOf(node) === "image") return 0;
    if (/websocket/i.test(node.class_type)) return -1;
    if (/save.*image|image.*save/i.test(node.class_type)) return 1;
    return /preview.*image|image.*preview/i.test(node.class_type) ? 2 : -1;
  };
  return Object.entries(workflow)
    .map(([id, node]) => ({ id, rank: rank(node) }))
    .filter((output) => output.rank >= 0)
    .sort((a, b) => a.rank - b.rank)
    .map(({ id }) => id);
}

export interface WorkflowValues {
  readonly prompt: string;
  readonly seed: number;
  /** Side of the square picture, in pixels. */
  readonly size: number;
  readonly temperature: number;
  /** Names of uploaded files, and words: for workflows that change a picture. */
  readonly image?: string;
  readonly mask?: string;
  readonly instruction?: string;
}

/** The workflow with the values in their places; the one read stays as it is. */
export function fillWorkflow({ workflow, places }: ReadWorkflow, given: WorkflowValues): Workflow {
  const { size, ...rest } = given;
  const values: Values = { ...rest, width: size, height: size };
  const titled = new Map(places.map((place) => [JSON.stringify([place.node, place.input]), place.value]));
  return Object.fromEntries(
    Object.entries(workflow).map(([id, node]) => {
      const inputs = Object.entries(node.inputs).map(([input, value]) => {
        const mark = titled.get(JSON.stringify([id, input]));
        return [input, mark === undefined ? filled(value, values) : (values[mark] ?? value)];
      });
      return [id, { ...node, inputs: Object.fromEntries(inputs) }];
    }),
  );
}

/** What is absent is left as it stands. */
type Values = Readonly<Partial<Record<Placeholder, string | number>>>;

/** All placeholders at once, so that one inside the prompt's own words stays what the designer wrote. */
function filled(value: unknown, values: Values): unknown {
  if (typeof value === "string") {
    const whole = placeholders.find((name) => value === `%${name}%`);
    if (whole !== undefined) return values[whole] ?? value;
    return value.replace(pattern, (match, name: string) => {
      const known = placeholders.find((one) => one === name);
      return known === undefined ? match : String(values[known] ?? match);
    });
  }
  if (Array.isArray(value)) return value.map((inner: unknown) => filled(inner, values));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, filled(inner, values)]));
}
