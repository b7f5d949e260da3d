/** Who plays the six roles, by the settings of the moment. */
import type { GeneratorConfig, RolesConfig, Settings } from "../shared/settings";
import { languageRoles } from "./agent/language";
import { localRoles } from "./agent/local";
import type { Generator, Roles } from "./agent/roles";
import { flatlandGenerator } from "./backends/flatland";
import { gemsHttpGenerator } from "./backends/gems-http";
import { createHttp, type Http } from "./backends/http";
import { openAiChat } from "./backends/openai-chat";
import { openAiImagesGenerator } from "./backends/openai-images";
import type { Engine } from "./inference/client";
import type { Secrets } from "./storage";

export interface ComposeDeps {
  readonly settings: Settings;
  readonly secrets: Pick<Secrets, "get">;
  readonly engine: Engine;
  readonly http?: Http;
}

export interface ComposedRoles {
  readonly roles: Roles;
  /** For people and for the record: "flatland", "gpt-image-1 at images.example.org". */
  readonly generatorName: string;
  readonly rolesName: string;
}

/** Builds the roles. @throws StudioError "secrets-unavailable" when a key is stored but cannot be opened. */
export function composeRoles(deps: ComposeDeps): ComposedRoles {
  const { settings } = deps;
  const http = deps.http ?? createHttp();
  return {
    roles: { ...thinkers(deps, http), generator: generator(deps, http) },
    generatorName: generatorName(settings.generator),
    rolesName: rolesName(settings.roles),
  };
}

function generator({ settings, secrets, engine }: ComposeDeps, http: Http): Generator {
  const config = settings.generator;
  if (config.kind === "flatland") return flatlandGenerator(engine);
  const server = {
    baseUrl: config.baseUrl,
    key: secrets.get("generator") ?? undefined,
    http,
    toPng: (bytes: Uint8Array, signal: AbortSignal) => engine.toPng(bytes, signal),
  };
  return config.kind === "gems-http"
    ? gemsHttpGenerator(server)
    : openAiImagesGenerator({ ...server, model: config.model });
}

function thinkers({ settings, secrets, engine }: ComposeDeps, http: Http): Omit<Roles, "generator"> {
  const config = settings.roles;
  if (config.kind === "local") return localRoles(engine);
  const { baseUrl, model } = config;
  return languageRoles(openAiChat({ baseUrl, model, key: secrets.get("chat") ?? undefined, http }));
}

function generatorName(config: GeneratorConfig): string {
  if (config.kind === "flatland") return "flatland";
  const where = new URL(config.baseUrl).host;
  return config.kind === "gems-http" ? `GEMS server at ${where}` : `${config.model} at ${where}`;
}

function rolesName(config: RolesConfig): string {
  return config.kind === "local" ? "local" : `${config.model} at ${new URL(config.baseUrl).host}`;
}
