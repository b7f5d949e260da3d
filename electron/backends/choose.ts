/** From a configuration to what it stands for. */
import type {
  ChatServerConfig,
  GeneratorConfig,
  ImageServerConfig,
  RolesConfig,
  ServedGenerator,
} from "../../shared/backends";
import { nameOfFolder } from "../../shared/folders";
import { pricedName } from "../../shared/prices";
import type { ChatModel } from "../agent/language/chat";
import type { Generator } from "../agent/roles";
import { anthropicChat } from "./anthropic-chat";
import { automatic1111Generator } from "./automatic1111";
import { comfyGenerator } from "./comfyui/generator";
import { geminiChat } from "./gemini-chat";
import { gemsHttpGenerator } from "./gems-http";
import { googleImagesGenerator } from "./google-images";
import type { Http } from "./http";
import { openAiChat } from "./openai-chat";
import { openAiImagesGenerator } from "./openai-images";
import type { Pictures } from "./pictures";
import { poolGenerator } from "./pool";

export type ImageServer = ImageServerConfig;

export interface ServerTools {
  readonly key: string | undefined;
  readonly http: Http;
  /** For one attempt; each backend has its own default. */
  readonly timeoutMs?: number;
  /** Attempts after the first on passing faults. */
  readonly retries?: number;
}

/** Hands out the key of the server at an address, where there is one. */
export type KeyFor = (baseUrl: string) => string | undefined;

/** What a server or a pool of them needs. */
export type DrawingTools = Omit<ServerTools, "key"> & {
  readonly pictures: Pictures;
  readonly key: KeyFor;
  /** Sees every single server's generator before it is used: for what holds for each of a pool. */
  readonly finish?: (server: ImageServer, generator: Generator) => Generator;
};

/** Makes the generator of whatever draws by image servers; nothing is asked of them yet. */
export function drawingServers(config: ServedGenerator, tools: DrawingTools): Generator {
  const make = (server: ImageServer) => {
    const made = imageServer(server, { ...tools, key: tools.key(server.baseUrl) });
    return tools.finish?.(server, made) ?? made;
  };
  if (config.kind !== "pool") return make(config);
  return poolGenerator(
    config.servers.map((server) => ({ name: generatorName(server), generator: make(server) })),
  );
}

/** Makes the generator of an image server; nothing is asked of it yet. */
export function imageServer(
  config: ImageServer,
  tools: ServerTools & { readonly pictures: Pictures },
): Generator {
  switch (config.kind) {
    case "gems-http":
      return gemsHttpGenerator({ ...config, ...tools });
    case "openai-images":
      return openAiImagesGenerator({ ...config, ...tools });
    case "automatic1111":
      return automatic1111Generator({ ...config, ...tools });
    case "comfyui":
      return comfyGenerator({ ...config, ...tools });
    case "google-images":
      return googleImagesGenerator({ ...config, ...tools });
  }
}

/** Makes the language model; nothing is asked of it yet. */
export function chatServer(config: ChatServerConfig, tools: ServerTools): ChatModel {
  switch (config.kind) {
    case "chat":
      return openAiChat({ ...config, ...tools });
    case "anthropic":
      return anthropicChat({ ...config, ...tools });
    case "gemini":
      return geminiChat({ ...config, ...tools });
  }
}

/** What draws, for people and for the record: "flatland", "gpt-image-1 at images.example.org". */
export function generatorName(config: GeneratorConfig): string {
  if (config.kind === "flatland") return config.large ? "flatland-large" : "flatland";
  if (config.kind === "diffusion") return `${nameOfFolder(config.folder)}, on this computer`;
  if (config.kind === "pool") {
    return `pool of ${config.servers.length}: ${config.servers.map(generatorName).join(", ")}`;
  }
  return `${pricedName(config)} at ${new URL(config.baseUrl).host}`;
}

/** Who thinks, for people and for the record: "local", "qwen3-vl-8b at gpu.example.org". */
export function rolesName(config: RolesConfig): string {
  if (config.kind === "local") return "local";
  if (config.kind === "vision-language") return `${nameOfFolder(config.folder)}, on this computer`;
  return `${config.model} at ${new URL(config.baseUrl).host}`;
}
