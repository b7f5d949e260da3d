/** From what is typed into the server fields to a configuration, or to what is wrong with it. */
import type { z } from "zod";
import {
  type GeneratorConfig,
  type GeneratorKind,
  type ImageServerConfig,
  type ImageServerKind,
  imageServerConfigSchema,
  MAX_CONTEXT,
  MIN_CONTEXT,
  type RolesConfig,
  type RolesKind,
  rolesConfigSchema,
} from "../../../shared/backends";
import { type EditWorkflowReading, readEditWorkflow } from "../../../shared/comfyui/edit-workflow";
import {
  MAX_WORKFLOW,
  readWorkflow,
  type WorkflowProblem,
  type WorkflowReading,
} from "../../../shared/comfyui/workflow";
import { t } from "../../i18n";
import { servers } from "./server-kinds";

/** What is in the fields, as typed. */
export interface ServerDraft {
  readonly baseUrl: string;
  readonly model: string;
  readonly sampler: string;
  readonly steps: string;
  readonly cfgScale: string;
  readonly workflow: string;
  /** ComfyUI's second workflow, which changes an image instead of drawing one. */
  readonly editWorkflow: string;
  readonly parallel: string;
  readonly contextTokens: string;
}

export type ServerField = keyof ServerDraft;
export type Faults = Readonly<Partial<Record<ServerField, string>>>;

export interface Read<T> {
  /** null while something is missing or wrong. */
  readonly config: T | null;
  readonly faults: Faults;
}

/** Requests at the same time at most; see shared/backends.ts. */
const MAX_PARALLEL = 64;

export const emptyDraft: ServerDraft = {
  baseUrl: "",
  model: "",
  sampler: "",
  steps: "",
  cfgScale: "",
  workflow: "",
  editWorkflow: "",
  parallel: "",
  contextTokens: "",
};

function isAddress(text: string): boolean {
  try {
    return new URL(text).host !== "";
  } catch {
    // The constructor is the parser: it throws for anything that is not an address.
    return false;
  }
}

function urlFault(baseUrl: string): string | null {
  const text = baseUrl.trim();
  if (text === "") return t("settings:server.urlMissing");
  if (!/^https?:\/\//i.test(text)) return t("settings:server.urlScheme");
  return isAddress(text) ? null : t("settings:server.urlBroken");
}

/** A number as people write it, with point or comma; undefined for an empty field, null for what is none. */
function numberIn(text: string): number | undefined | null {
  const plain = text.trim().replace(",", ".");
  if (plain === "") return undefined;
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}

function rangeFault(text: string, whole: boolean, least: number, most: number): string | null {
  const value = numberIn(text);
  if (value === undefined) return null;
  if (value !== null && value >= least && value <= most && (!whole || Number.isInteger(value))) return null;
  return t(whole ? "settings:server.wholeFault" : "settings:server.numberFault", { least, most });
}

/** What is wrong with a workflow, in the language of the moment. */
export function workflowWords(problem: WorkflowProblem): string {
  switch (problem.code) {
    case "not-json":
      return t("settings:workflow.faults.not-json", { detail: problem.detail });
    case "broken-link":
      return t("settings:workflow.faults.broken-link", { node: problem.node, input: problem.input });
    case "no-place":
      return t("settings:workflow.faults.no-place", { node: problem.node });
    default:
      return t(`settings:workflow.faults.${problem.code}`);
  }
}

type ReadsWorkflow = (text: string) => WorkflowReading | EditWorkflowReading;

function workflowFault(text: string, readAs: ReadsWorkflow): string | null {
  if (text.length > MAX_WORKFLOW) return t("settings:workflow.tooLong");
  const reading = readAs(text);
  return reading.ok ? null : workflowWords(reading.problem);
}

/** True for language models. */
export const thinks = (kind: GeneratorKind | RolesKind): boolean =>
  kind === "chat" || kind === "anthropic" || kind === "gemini";

function faultsOf(kind: GeneratorKind | RolesKind, draft: ServerDraft): Faults {
  const found: Record<ServerField, string | null> = {
    baseUrl: urlFault(draft.baseUrl),
    model:
      servers[kind].model === "needed" && draft.model.trim() === ""
        ? t("settings:server.modelMissing")
        : null,
    sampler: null,
    steps: kind === "automatic1111" ? rangeFault(draft.steps, true, 1, 1_000) : null,
    cfgScale: kind === "automatic1111" ? rangeFault(draft.cfgScale, false, 0, 100) : null,
    workflow: kind === "comfyui" ? workflowFault(draft.workflow, readWorkflow) : null,
    editWorkflow:
      kind === "comfyui" && draft.editWorkflow.trim() !== ""
        ? workflowFault(draft.editWorkflow, readEditWorkflow)
        : null,
    parallel: rangeFault(draft.parallel, true, 1, MAX_PARALLEL),
    contextTokens: thinks(kind) ? rangeFault(draft.contextTokens, true, MIN_CONTEXT, MAX_CONTEXT) : null,
  };
  return Object.fromEntries(Object.entries(found).filter(([, fault]) => fault !== null));
}

/** Only what is filled in; the schemas take what belongs to the kind and leave the rest. */
function valuesOf(kind: string, draft: ServerDraft) {
  const words = {
    model: draft.model.trim(),
    sampler: draft.sampler.trim(),
    workflow: draft.workflow.trim(),
    editWorkflow: draft.editWorkflow.trim(),
  };
  const numbers = {
    steps: numberIn(draft.steps),
    cfgScale: numberIn(draft.cfgScale),
    parallel: numberIn(draft.parallel),
    contextTokens: numberIn(draft.contextTokens),
  };
  return {
    kind,
    baseUrl: draft.baseUrl.trim(),
    ...Object.fromEntries(Object.entries(words).filter(([, value]) => value !== "")),
    ...Object.fromEntries(Object.entries(numbers).filter(([, value]) => typeof value === "number")),
  };
}

function read<T>(schema: z.ZodType<T>, kind: GeneratorKind | RolesKind, draft: ServerDraft): Read<T> {
  const faults = faultsOf(kind, draft);
  const parsed = schema.safeParse(valuesOf(kind, draft));
  const whole = Object.keys(faults).length === 0 && parsed.success;
  return { config: whole ? parsed.data : null, faults };
}

/** Every generator but the bundled engine, pools, which are no single server (pool-form.ts), and models of one's own (models/). */
export function readImageServer(kind: ImageServerKind, draft: ServerDraft): Read<ImageServerConfig> {
  return read(imageServerConfigSchema, kind, draft);
}

/** Everything but models of a folder, which have no fields of a server (seeing/). */
export function readRoles(kind: RolesKind, draft: ServerDraft): Read<RolesConfig> {
  if (kind === "local") return { config: { kind }, faults: {} };
  if (kind === "vision-language") return { config: null, faults: {} };
  return read(rolesConfigSchema, kind, draft);
}

/** What to put into the fields for a configuration; for none, the address such a server usually has. */
export function draftOf(
  kind: GeneratorKind | RolesKind,
  config: GeneratorConfig | RolesConfig | undefined,
): ServerDraft {
  if (config === undefined) return { ...emptyDraft, baseUrl: servers[kind].usual ?? "" };
  const text = (field: ServerField): string => {
    const value: unknown = Reflect.get(config, field);
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
  };
  return {
    baseUrl: text("baseUrl"),
    model: text("model"),
    sampler: text("sampler"),
    steps: text("steps"),
    cfgScale: text("cfgScale"),
    workflow: text("workflow"),
    editWorkflow: text("editWorkflow"),
    parallel: text("parallel"),
    contextTokens: text("contextTokens"),
  };
}

export function sameConfig(a: { readonly kind: string } | undefined, b: { readonly kind: string }): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
