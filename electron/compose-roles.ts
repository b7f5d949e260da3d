/** Who plays the six roles, by the settings of the moment. */
import {
  type GeneratorConfig,
  type LocalModelConfig,
  type RolesConfig,
  type SeeingModelConfig,
  serversIn,
} from "../shared/backends";
import { StudioError } from "../shared/errors";
import { pricedName } from "../shared/prices";
import { isAgreedServer, originOf } from "../shared/servers";
import { isAgreedFolder, type Settings } from "../shared/settings";
import { languageJudge, languageRoles, languageVerifier, type ThinkingRoles } from "./agent/language";
import { localRoles } from "./agent/local";
import type { Generator, Roles } from "./agent/roles";
import { chatServer, drawingServers, generatorName } from "./backends/choose";
import type { Compute } from "./backends/compute";
import { diffusionGenerator } from "./backends/diffusion";
import { flatlandGenerator } from "./backends/flatland";
import { createHttp, type Http } from "./backends/http";
import { seeingChat } from "./backends/vision-language";
import { castName, castRoles, type Part } from "./cast";
import type { Engine } from "./inference/client";
import { pricedChat, pricedGenerator } from "./priced";
import type { Secrets } from "./storage";

export interface ComposeDeps {
  readonly settings: Settings;
  readonly secrets: Pick<Secrets, "get">;
  readonly engine: Engine;
  /** What models of the designer's own are computed with; the processor alone where absent. */
  readonly compute?: Compute;
  /** What draws a run that has a choice of its own; the settings' generator where it has none. */
  readonly generator?: GeneratorConfig;
  /** True for folders of models in the library: the designer has taken them in. */
  readonly knowsFolder?: (folder: string) => boolean;
  readonly http?: Http;
}

export interface ComposedRoles {
  readonly roles: Roles;
  /** For people and for the record: "flatland", "gpt-image-1 at images.example.org". */
  readonly generatorName: string;
  readonly rolesName: string;
}

/**
 * Builds the roles. Every server gets the key that was given for it and no other.
 * @throws StudioError "secrets-unavailable" when a key is stored but cannot be opened, "forbidden" when the run wants
 * to be drawn by a server the designer has never set up: journals come from anywhere.
 */
export function composeRoles(deps: ComposeDeps): ComposedRoles {
  const { settings } = deps;
  const http = deps.http ?? createHttp();
  const drawing = deps.generator ?? settings.generator;
  assertAgreed(drawing, deps);
  return {
    roles: {
      ...castRoles(settings, (config, part) => thinkers(config, part, deps, http)),
      generator: generator(drawing, deps, http),
    },
    generatorName: generatorName(drawing),
    rolesName: castName(settings),
  };
}

function assertAgreed(config: GeneratorConfig, { settings, knowsFolder }: ComposeDeps): void {
  if (config.kind === "diffusion") {
    const known = isAgreedFolder(config.folder, settings) || knowsFolder?.(config.folder) === true;
    if (!known) throw strangeFolder(config);
  }
  const stranger = serversIn(config).find((server) => !isAgreedServer(server, settings));
  if (stranger === undefined) return;
  const where = originOf(stranger) ?? stranger;
  throw new StudioError(
    "forbidden",
    `This run wants to be drawn by ${where}, a server you have never set up. Nothing was sent to it.`,
    {
      remedy:
        "If you trust it, choose it once as the image generator in the settings. Or branch from the run with a generator of your own.",
    },
  );
}

function strangeFolder({ folder }: LocalModelConfig): StudioError {
  return new StudioError(
    "forbidden",
    `This run wants to be drawn by the model in ${folder}, a folder you have never chosen. It was not opened.`,
    {
      remedy:
        "If it is yours, import it under Models in the settings, or choose it once as the image generator. Or branch from the run with a generator of your own.",
    },
  );
}

function generator(
  config: GeneratorConfig,
  { settings, secrets, engine, compute }: ComposeDeps,
  http: Http,
): Generator {
  if (config.kind === "flatland") return flatlandGenerator(engine, config);
  if (config.kind === "diffusion")
    return diffusionGenerator(config, { engine, ...(compute === undefined ? {} : { compute }) });
  return drawingServers(config, {
    key: (baseUrl) => secrets.get(baseUrl) ?? undefined,
    http,
    pictures: engine,
    finish: (server, made) => pricedGenerator(made, pricedName(server), settings.prices),
  });
}

function thinkers(
  config: RolesConfig,
  { distils }: Part,
  { settings, secrets, engine }: ComposeDeps,
  http: Http,
): ThinkingRoles {
  if (config.kind === "local") return localRoles(engine);
  if (config.kind === "vision-language") return seeingRoles(config, engine, distils);
  const model = chatServer(config, { key: secrets.get(config.baseUrl) ?? undefined, http });
  return languageRoles(pricedChat(model, pricedName(config), settings.prices), {
    thumbnail: async (picture, side, signal) => (await engine.toJpeg(picture, side, signal)).jpeg,
    contextTokens: config.contextTokens,
    distils,
  });
}

/** Pictures go to it as they are: it makes them small itself, the way it was taught on. */
function seeingRoles(config: SeeingModelConfig, engine: Engine, distils: boolean): ThinkingRoles {
  const model = seeingChat(config, { engine });
  const thinking = languageRoles(model, {
    thumbnail: async (picture, side, signal) => (await engine.toJpeg(picture, side, signal)).jpeg,
    contextTokens: config.contextTokens,
    distils,
    brief: true,
  });
  return {
    ...thinking,
    // One picture after the other: what was read of it is kept for the next question.
    verifier: { ...languageVerifier(model, { brief: true }), parallel: 1 },
    judge: languageJudge(model, { brief: true }),
  };
}
