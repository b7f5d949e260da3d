/**
 * The studio's own loop against the benchmark's servers: the loop, the roles and the HTTP client it ships with. The
 * journal and the pictures are kept in memory, so that nothing but the servers takes time.
 */
import { languageVerifier } from "../../electron/agent/language/verifier";
import { runLoop } from "../../electron/agent/loop";
import type { Roles, SkillShelf } from "../../electron/agent/roles";
import { Mailbox } from "../../electron/agent/steering";
import { createHttp, type Http } from "../../electron/backends/http";
import { openAiChat } from "../../electron/backends/openai-chat";
import { composeRoles } from "../../electron/compose-roles";
import type { Engine } from "../../electron/inference/client";
import { reduceAll } from "../../shared/run/reduce";
import { defaultRunSettings } from "../../shared/run/settings";
import { bestOf, type RunState } from "../../shared/run/state";
import { defaultSettings, type Settings } from "../../shared/settings";
import { hashOf, journalInMemory, shelfInMemory } from "../in-memory-run";
import { IMAGE_SIZE } from "./image-server";
import type { Policy } from "./policies";
import { timedFetch } from "./traffic";
import type { VirtualClock } from "./virtual-clock";

export interface StudioInput {
  readonly wish: string;
  /** Of the image servers; as many are used as the policy has. */
  readonly imageOrigins: readonly string[];
  readonly chatOrigin: string;
  readonly model: string;
  readonly rounds: number;
  readonly seed: number;
  readonly policy: Policy;
  readonly skills: SkillShelf;
  readonly engine: Engine;
  readonly clock: VirtualClock;
}

export interface StudioEnd {
  /** The best picture as its server sent it. */
  readonly best: Uint8Array;
  readonly state: RunState;
}

/** @throws Error when a role failed: a benchmark's fault is no result. */
export async function runStudio(input: StudioInput): Promise<StudioEnd> {
  const { wish, rounds, seed, policy, clock } = input;
  const settings = settingsOf(input);
  const received: Received = new Map();
  const engine = timedEngine(input.engine, clock, received);
  const http = createHttp({
    fetch: timedFetch(clock),
    sleep: (ms) => clock.sleep(ms / 1000),
    after: () => () => undefined,
    random: () => 0.5,
    now: () => clock.now() * 1000,
  });
  const { roles: shipped } = composeRoles({ settings, secrets: { get: () => null }, engine, http });
  const roles = policy.asks === "together" ? shipped : { ...shipped, verifier: oneByOne(input, http) };
  const { emit, events } = journalInMemory(() => Math.round(clock.now() * 1000));
  const common = { ...defaultRunSettings, rounds, seed, size: IMAGE_SIZE, memory: false, judgePairs: false };
  const run = { ...common, ...policy.settings, ask: false };
  await emit({
    type: "run-created",
    run: { id: "benchmark", title: "benchmark", prompt: wish, settings: run },
  });
  const images = shelfInMemory();
  const loop = runLoop({
    state: reduceAll(events),
    roles: policy.dependencies ? roles : withoutDependencies(roles),
    images,
    skills: timedShelf(input.skills, clock),
    mailbox: new Mailbox(),
    signal: new AbortController().signal,
    emit,
    clock: { now: () => clock.now() * 1000, sleep: (ms) => clock.sleep(ms / 1000) },
  });
  let next = await loop.next();
  while (next.done !== true) next = await loop.next();
  return { best: bestPicture(next.value, received), state: next.value };
}

function settingsOf({ imageOrigins, chatOrigin, model, policy }: StudioInput): Settings {
  const servers = imageOrigins
    .slice(0, policy.servers)
    .map((origin) =>
      policy.protocol === "gems"
        ? { kind: "gems-http" as const, baseUrl: origin }
        : { kind: "openai-images" as const, baseUrl: `${origin}/v1`, model: "flatland" },
    );
  const [first] = servers;
  if (first === undefined) throw new RangeError("a policy has one image server at least");
  return {
    ...defaultSettings,
    generator: servers.length === 1 ? first : { kind: "pool", servers },
    roles: { kind: "chat", baseUrl: `${chatOrigin}/v1`, model },
    rolesFor: Object.fromEntries(policy.local.map((role) => [role, { kind: "local" as const }])),
  };
}

function oneByOne({ chatOrigin, model }: StudioInput, http: Http): Roles["verifier"] {
  const chat = openAiChat({ baseUrl: `${chatOrigin}/v1`, model, http });
  return languageVerifier(chat, { perQuestion: true });
}

/** Pictures as they came, by the hash of what the studio made of them. */
type Received = Map<string, Uint8Array>;

function bestPicture(state: RunState, received: Received): Uint8Array {
  if (state.failure !== null) {
    const { role, message, detail = "" } = state.failure;
    throw new Error(`${role}: ${message} ${detail}`);
  }
  const best = state.iterations.find(({ n }) => n === bestOf(state));
  const picture = received.get(best?.image?.ref.hash ?? "");
  if (picture === undefined) throw new Error("The run ended without a picture of the server's.");
  return picture;
}

/** Time stands still while the engine works: it is not what is measured. */
function timedEngine(engine: Engine, clock: VirtualClock, received: Received): Engine {
  return {
    ...engine,
    draw: (...args) => clock.still(() => engine.draw(...args)),
    see: (...args) => clock.still(() => engine.see(...args)),
    toPng: (bytes, signal) =>
      clock.still(async () => {
        const made = await engine.toPng(bytes, signal);
        received.set(hashOf(made.png), bytes);
        return made;
      }),
    toJpeg: (...args) => clock.still(() => engine.toJpeg(...args)),
    embed: (...args) => clock.still(() => engine.embed(...args)),
  };
}

function timedShelf(shelf: SkillShelf, clock: VirtualClock): SkillShelf {
  const { rules } = shelf;
  return {
    manifests: () => clock.still(() => shelf.manifests()),
    load: (name) => clock.still(() => shelf.load(name)),
    ...(rules === undefined ? {} : { rules: (name) => clock.still(() => rules(name)) }),
  };
}

function withoutDependencies(roles: Roles): Roles {
  return {
    ...roles,
    decomposer: {
      decompose: async (input, context) =>
        (await roles.decomposer.decompose(input, context)).map(({ requires: _, ...criterion }) => criterion),
    },
  };
}
