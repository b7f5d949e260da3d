/**
 * Generation parameters as text in pictures: our own for other tools to show, in the form that began with the
 * "parameters" text of AUTOMATIC1111's web UI, and those of other tools for us to show.
 */
import type { IterationState } from "../../shared/run/state";
import type { PngText } from "../png/text";

/** Keyword of the text that most tools read. */
export const PARAMETERS = "parameters";

/** Longest foreign text that is shown, in characters. */
const LONGEST = 20_000;

/**
 * The prompt, then one line of `Key: value` pairs. There is no negative prompt, and sampler and steps do not apply;
 * readers take at least three pairs for a line of parameters.
 */
export function parametersText(iteration: IterationState, version: string): string {
  const { width = iteration.parameters.size, height = iteration.parameters.size } = iteration.image ?? {};
  const pairs: readonly (readonly [string, string])[] = [
    ["Seed", String(iteration.parameters.seed)],
    ["Size", `${width}x${height}`],
    ["Model", iteration.image?.backend ?? "unknown"],
    ["Temperature", String(iteration.parameters.temperature)],
    ["Version", `GEMS Studio ${version}`],
  ];
  return `${iteration.prompt}\n${pairs.map(([key, value]) => `${key}: ${quoted(value)}`).join(", ")}`;
}

/** Values that would end or split a pair stand in quotes, as JSON writes them. */
function quoted(value: string): string {
  return /[,:\n"]/.test(value) ? JSON.stringify(value) : value;
}

export interface ForeignParameters {
  /** As the other tool wrote it. */
  readonly text: string;
  /** What was asked for in it, where that can be made out. */
  readonly prompt: string | null;
}

/** Keywords that other tools write parameters under, the most telling first, and how each holds its prompt. */
const readers: readonly (readonly [keyword: string, promptOf: (text: string) => string | null])[] = [
  [PARAMETERS, promptOfParameters],
  ["invokeai_metadata", (text) => textAt(parsed(text), ["positive_prompt"])],
  ["sd-metadata", (text) => textAt(parsed(text), ["image", "prompt", "0", "prompt"])],
  ["prompt", (text) => promptOfGraph(parsed(text))],
  ["Comment", (text) => textAt(parsed(text), ["prompt"])],
  ["Description", (text) => text],
  ["Dream", (text) => /^"([^"]*)"/.exec(text)?.[1] ?? null],
];

/** What another tool says of a picture; null when nothing known is in its texts. */
export function foreignParameters(texts: readonly PngText[]): ForeignParameters | null {
  for (const [keyword, promptOf] of readers) {
    const found = texts.find((one) => one.keyword === keyword && one.text.trim() !== "");
    if (found === undefined) continue;
    const prompt = promptOf(found.text)?.trim() ?? "";
    return { text: found.text.slice(0, LONGEST), prompt: prompt === "" ? null : prompt.slice(0, LONGEST) };
  }
  return null;
}

/** SwarmUI writes JSON; AUTOMATIC1111 and its kin the prompt, "Negative prompt:" and a last line of pairs. */
function promptOfParameters(text: string): string | null {
  const json = parsed(text);
  if (json !== null) return textAt(json, ["sui_image_params", "prompt"]);
  const lines = text.split("\n");
  const isPairs = (lines.at(-1)?.match(/\w[\w \-/]+: /g) ?? []).length >= 3;
  const prompt = isPairs ? lines.slice(0, -1) : lines;
  const negative = prompt.findIndex((line) => line.startsWith("Negative prompt:"));
  return (negative === -1 ? prompt : prompt.slice(0, negative)).join("\n");
}

/** ComfyUI keeps its graph of nodes: the text wired to a sampler's "positive", else the longest text there is. */
function promptOfGraph(graph: unknown): string | null {
  if (!isRecord(graph)) return null;
  const nodes = Object.values(graph).filter(isRecord);
  for (const node of nodes) {
    const wire = isRecord(node.inputs) ? node.inputs.positive : undefined;
    const text = Array.isArray(wire) ? textAt(graph, [String(wire[0]), "inputs", "text"]) : null;
    if (text !== null) return text;
  }
  const texts = nodes.map((node) => textAt(node, ["inputs", "text"])).filter((text) => text !== null);
  return texts.sort((a, b) => b.length - a.length)[0] ?? null;
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    // Plain words then.
    return null;
  }
}

function textAt(value: unknown, path: readonly string[]): string | null {
  let at: unknown = value;
  for (const key of path) {
    if (Array.isArray(at)) at = at[Number(key)];
    else if (isRecord(at) && Object.hasOwn(at, key)) at = at[key];
    else return null;
  }
  return typeof at === "string" ? at : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
