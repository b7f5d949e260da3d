/** Tries connections as the designer has typed them, with the keys the studio keeps. */
import type { ConnectionReport } from "../../shared/ipc/contract";
import type { GeneratorConfig, RolesConfig } from "../../shared/settings";
import type { Engine } from "../inference/client";
import type { Secrets } from "../storage";
import { testChat, testGenerator } from "./connection";
import { createHttp } from "./http";

/** A test that has not answered by then is given up. */
const LONGEST_MS = 150_000;

export interface ConnectionTester {
  generator(config: GeneratorConfig): Promise<ConnectionReport>;
  roles(config: RolesConfig): Promise<ConnectionReport>;
}

export function openConnectionTester(deps: { secrets: Secrets; engine: Engine }): ConnectionTester {
  const { secrets, engine } = deps;
  const http = createHttp();
  const tools = () => ({ http, engine, signal: AbortSignal.timeout(LONGEST_MS) });
  return {
    generator: (config) => testGenerator(config, secrets.get("generator") ?? undefined, tools()),
    roles: (config) => testChat(config, secrets.get("chat") ?? undefined, tools()),
  };
}
