/** From what is typed into the server fields to a configuration, or to what is wrong with it. */
import type { z } from "zod";
import {
  type GeneratorConfig,
  generatorConfigSchema,
  type RolesConfig,
  rolesConfigSchema,
} from "../../../shared/settings";

export interface ServerDraft {
  readonly baseUrl: string;
  readonly model: string;
}

export interface Read<T> {
  /** null while something is missing or wrong. */
  readonly config: T | null;
  readonly urlFault: string | null;
  readonly modelFault: string | null;
}

function isAddress(text: string): boolean {
  try {
    return new URL(text).host !== "";
  } catch {
    // The constructor is the parser: it throws for anything that is not an address.
    return false;
  }
}

function urlFaultOf(baseUrl: string): string | null {
  const text = baseUrl.trim();
  if (text === "") return "An address is needed, such as http://localhost:8000";
  if (!/^https?:\/\//i.test(text)) return "The address must begin with http:// or https://";
  return isAddress(text) ? null : "This is not an address";
}

function read<T>(schema: z.ZodType<T>, kind: string, draft: ServerDraft, needsModel: boolean): Read<T> {
  const urlFault = urlFaultOf(draft.baseUrl);
  const modelFault = needsModel && draft.model.trim() === "" ? "The model's name is needed" : null;
  const parsed = schema.safeParse({
    kind,
    baseUrl: draft.baseUrl.trim(),
    ...(needsModel ? { model: draft.model.trim() } : {}),
  });
  const whole = urlFault === null && modelFault === null && parsed.success;
  return { config: whole ? parsed.data : null, urlFault, modelFault };
}

export function readGenerator(kind: GeneratorConfig["kind"], draft: ServerDraft): Read<GeneratorConfig> {
  if (kind === "flatland") return { config: { kind }, urlFault: null, modelFault: null };
  return read(generatorConfigSchema, kind, draft, kind === "openai-images");
}

export function readRoles(kind: RolesConfig["kind"], draft: ServerDraft): Read<RolesConfig> {
  if (kind === "local") return { config: { kind }, urlFault: null, modelFault: null };
  return read(rolesConfigSchema, kind, draft, true);
}

/** What to put into the fields for a configuration. */
export function draftOf(config: GeneratorConfig | RolesConfig | undefined): ServerDraft {
  return {
    baseUrl: config !== undefined && "baseUrl" in config ? config.baseUrl : "",
    model: config !== undefined && "model" in config ? config.model : "",
  };
}

export function sameConfig(
  a: GeneratorConfig | RolesConfig | undefined,
  b: GeneratorConfig | RolesConfig,
): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
