/** Tries connections as the designer has typed them, with the keys the studio keeps. */

import type { GeneratorConfig, RolesConfig } from "../../shared/backends";
import type { ConnectionReport } from "../../shared/ipc/domains/studio";
import type { Engine } from "../inference/client";
import type { Secrets } from "../storage";
import type { KeyFor } from "./choose";
import type { Compute } from "./compute";
import { testChat, testGenerator } from "./connection";
import { testModel } from "./connection-model";
import { testSeeing } from "./connection-seeing";
import { createHttp } from "./http";

/** A test that has not answered by then is given up. */
const LONGEST_MS = 150_000;
/** Large models take minutes to come from a slow disk. */
const LONGEST_LOCAL_MS = 600_000;

export interface ConnectionTester {
  generator(config: GeneratorConfig): Promise<ConnectionReport>;
  roles(config: RolesConfig): Promise<ConnectionReport>;
}

export function openConnectionTester(deps: {
  secrets: Pick<Secrets, "get">;
  engine: Engine;
  compute: Compute;
}): ConnectionTester {
  const { secrets, engine, compute } = deps;
  const http = createHttp();
  const keyFor: KeyFor = (server) => secrets.get(server) ?? undefined;
  const tools = (ms = LONGEST_MS) => ({ http, engine, compute, signal: AbortSignal.timeout(ms) });
  return {
    generator: (config) =>
      config.kind === "diffusion"
        ? testModel(config, tools(LONGEST_LOCAL_MS))
        : testGenerator(config, keyFor, tools()),
    roles: (config) =>
      config.kind === "vision-language"
        ? testSeeing(config, tools(LONGEST_LOCAL_MS))
        : testChat(config, config.kind === "local" ? undefined : keyFor(config.baseUrl), tools()),
  };
}
