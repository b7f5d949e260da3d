/** Tries a ComfyUI server without drawing: is it there, and does it have what the workflow needs? */
import { type EditWorkflow, readEditWorkflow } from "../../../shared/comfyui/edit-workflow";
import { nameOf, placeholders, type ReadWorkflow, readWorkflow } from "../../../shared/comfyui/workflow";
import { StudioError } from "../../../shared/errors";
import type { Http } from "../http";
import { ComfyApi, type NodeInfo } from "./api";
import { unusable } from "./words";

interface Workflows {
  readonly baseUrl: string;
  readonly workflow: string;
  readonly editWorkflow?: string | undefined;
}

interface TryTools {
  readonly http: Http;
  readonly signal: AbortSignal;
}

/** @throws StudioError "settings" for a workflow that cannot be used, "not-found" for what the server lacks. */
export async function tryComfy(
  { baseUrl, workflow, editWorkflow }: Workflows,
  key: string | undefined,
  { http, signal }: TryTools,
): Promise<string> {
  const read = readWorkflow(workflow);
  if (!read.ok) throw unusable(read.problem);
  const changing = editWorkflow === undefined ? null : readEditWorkflow(editWorkflow);
  if (changing?.ok === false) throw unusable(changing.problem);
  const api = new ComfyApi({ baseUrl, key, http, retries: 0 });
  const { system, devices } = await api.stats(signal);
  await checkNodes(api, read, signal);
  if (changing !== null) await checkNodes(api, changing, signal);
  const version = system.comfyui_version === undefined ? "ComfyUI" : `ComfyUI ${system.comfyui_version}`;
  const device = devices[0] === undefined ? "" : ` on ${devices[0].name}`;
  return `${version}${device} answers and has all that the ${changing === null ? "workflow needs" : "workflows need"}.${seedWords(read)}${editWords(changing)}`;
}

function editWords(changing: EditWorkflow | null): string {
  if (changing === null) return "";
  return changing.editing === "mask" ? " It mends images by masks." : " It mends images by instructions.";
}

function seedWords({ takes }: ReadWorkflow): string {
  if (takes.has("seed")) return "";
  return ' It has no place for the seed: mark one with %seed% or title a node "GEMS seed".';
}

async function checkNodes(
  api: ComfyApi,
  { workflow, places }: ReadWorkflow,
  signal: AbortSignal,
): Promise<void> {
  const isFilled = (id: string, input: string) =>
    places.some((place) => place.node === id && place.input === input);
  const classes = new Map<string, NodeInfo>();
  const absent: string[] = [];
  for (const name of new Set(Object.values(workflow).map((node) => node.class_type))) {
    const info = await api.nodeInfo(name, signal);
    if (info === null) absent.push(name);
    else classes.set(name, info);
  }
  if (absent.length > 0) throw missingNodes(absent);
  for (const [id, node] of Object.entries(workflow)) {
    for (const [input, value] of Object.entries(node.inputs)) {
      const choices = choicesOf(classes.get(node.class_type), input);
      if (isFilled(id, input)) continue;
      if (choices === null || typeof value !== "string" || isPlaceholder(value) || choices.includes(value))
        continue;
      throw missingChoice(nameOf(workflow, id), input, value, choices);
    }
  }
}

function isPlaceholder(value: string): boolean {
  return placeholders.some((name) => value.includes(`%${name}%`));
}

/** What an input may be, where it is one of a list: `[[…], {…}]`, on newer servers `["COMBO", { options: […] }]`. */
function choicesOf(info: NodeInfo | undefined, input: string): readonly string[] | null {
  const spec = info?.input.required?.[input] ?? info?.input.optional?.[input];
  if (!Array.isArray(spec)) return null;
  const [kind, more]: unknown[] = spec;
  if (Array.isArray(kind)) return strings(kind);
  if (kind !== "COMBO" || typeof more !== "object" || more === null || !("options" in more)) return null;
  return Array.isArray(more.options) ? strings(more.options) : null;
}

/** null when there is more to choose from than strings. */
function strings(values: readonly unknown[]): readonly string[] | null {
  const found = values.filter((value) => typeof value === "string");
  return found.length === values.length ? found : null;
}

function missingNodes(names: readonly string[]): StudioError {
  const kinds = names.length === 1 ? "kind of node" : "kinds of nodes";
  return new StudioError("not-found", `The server does not have the ${kinds} ${names.join(", ")}.`, {
    remedy: "Install the missing extension on the server, or use a workflow without it.",
  });
}

function missingChoice(node: string, input: string, value: string, choices: readonly string[]): StudioError {
  const few = choices.slice(0, 8).join(", ");
  return new StudioError("not-found", `${node} wants ${input} "${value}", which the server does not have.`, {
    remedy:
      choices.length === 0
        ? "Put the file into the server's models folder, then test again."
        : `Write one it has into the workflow, such as ${few}.`,
  });
}
