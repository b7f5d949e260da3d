/** What each kind of server asks of the designer. */
import type { GeneratorKind, ImageServerKind, RolesKind } from "../../../shared/backends";

export interface ServerKind {
  /** Its address where it nearly always has the same one; filled in beforehand. */
  readonly usual?: string;
  /** Shown in an empty address field. */
  readonly urlExample: string;
  readonly model: "needed" | "optional" | "none";
  readonly modelExample: string;
}

const bundled: ServerKind = { urlExample: "", model: "none", modelExample: "" };
const google = {
  usual: "https://generativelanguage.googleapis.com",
  urlExample: "https://generativelanguage.googleapis.com",
  model: "needed",
} as const;

export const servers: Readonly<Record<GeneratorKind | RolesKind, ServerKind>> = {
  flatland: bundled,
  diffusion: bundled,
  pool: bundled,
  "gems-http": { ...bundled, urlExample: "http://localhost:8000" },
  "openai-images": {
    urlExample: "http://localhost:8000/v1",
    model: "needed",
    modelExample: "gpt-image-1",
  },
  automatic1111: {
    usual: "http://127.0.0.1:7860",
    urlExample: "http://127.0.0.1:7860",
    model: "optional",
    modelExample: "sd_xl_base_1.0",
  },
  comfyui: { ...bundled, usual: "http://127.0.0.1:8188", urlExample: "http://127.0.0.1:8188" },
  "google-images": { ...google, modelExample: "gemini-2.5-flash-image" },
  local: bundled,
  "vision-language": bundled,
  chat: { urlExample: "http://localhost:8000/v1", model: "needed", modelExample: "qwen3-vl-8b" },
  anthropic: {
    usual: "https://api.anthropic.com",
    urlExample: "https://api.anthropic.com",
    model: "needed",
    modelExample: "claude-sonnet-4-5",
  },
  gemini: { ...google, modelExample: "gemini-2.5-flash" },
};

/** Kinds in the order they are offered. */
export const imageServerKinds = [
  "comfyui",
  "automatic1111",
  "openai-images",
  "google-images",
  "gems-http",
] as const satisfies readonly ImageServerKind[];

export const generatorKinds = [
  "flatland",
  "diffusion",
  ...imageServerKinds,
  "pool",
] as const satisfies readonly GeneratorKind[];

export const rolesKinds = ["local", "chat", "anthropic", "gemini"] as const satisfies readonly RolesKind[];

/** For single roles that a small model that sees can play. */
export const seeingRolesKinds = ["vision-language"] as const satisfies readonly RolesKind[];
