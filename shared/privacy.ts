/** What leaves this machine with the settings as they are: to whom, what, and with which key. Nothing by default. */
import { type ImageServerConfig, imageServersIn, type RolesConfig } from "./backends";
import { readEditWorkflow } from "./comfyui/edit-workflow";
import { configuredOrigins, isThisMachine, originOf, travelsInClear } from "./servers";
import { type KeptKey, type SecretStatus, type Settings, type ThinkerName, thinkerNames } from "./settings";

/** Kinds of things that are sent, in the order they are told. */
export const sentThings = [
  "wish",
  "prompts",
  "criteria",
  "images",
  /** The earlier image that is to be mended, and where. */
  "mended",
  /** In words: what is to change in it, and which criteria are to stay fulfilled. */
  "changes",
  "verdicts",
  "lessons",
  "skills",
  "parameters",
] as const;
export type SentThing = (typeof sentThings)[number];

export type Player = ThinkerName | "generator";

export interface Flow {
  /** Scheme, host and port. */
  readonly origin: string;
  /** What the server is used for. */
  readonly players: readonly Player[];
  readonly sends: readonly SentThing[];
  readonly key: KeptKey["kept"] | null;
  /** The server runs on this machine: what it is sent leaves the studio, not the machine. */
  readonly here: boolean;
  /** Others on the way could read along. */
  readonly inClear: boolean;
}

export interface PrivacySummary {
  /** By server, in the order they come into play; empty: nothing is sent anywhere. */
  readonly flows: readonly Flow[];
  /** Servers of before: runs that were begun with them go on with them. */
  readonly formerServers: readonly string[];
}

/** What each thinking role is given to read, whoever plays it. */
const readBy: Readonly<Record<ThinkerName, readonly SentThing[]>> = {
  planner: ["wish", "skills"],
  decomposer: ["wish"],
  verifier: ["criteria", "images"],
  compressor: ["prompts", "criteria", "images", "verdicts", "lessons"],
  refiner: ["wish", "prompts", "criteria", "images", "verdicts", "lessons", "skills"],
};

/** What a role reads only with some settings. */
function besides(role: ThinkerName, { memory, judgePairs }: Settings): readonly SentThing[] {
  // Lessons of other runs are all the planner could be told: its own run has none yet.
  if (role === "planner" && memory) return ["lessons"];
  // Whoever compares images is told what they are to show.
  return role === "verifier" && judgePairs ? ["wish"] : [];
}

/** What a server is sent to change what failed in an earlier image; nothing where it can change none. */
function sentToMend(server: ImageServerConfig): readonly SentThing[] {
  switch (server.kind) {
    case "gems-http":
      return [];
    case "automatic1111":
      return ["mended"];
    case "comfyui":
      if (server.editWorkflow === undefined) return [];
      return isInstructed(server.editWorkflow) ? ["mended", "changes"] : ["mended"];
    default:
      return ["mended", "changes"];
  }
}

/** True for a workflow that is told in words what to change. One that cannot be read is thought to be. */
function isInstructed(workflow: string): boolean {
  const read = readEditWorkflow(workflow);
  return !read.ok || read.editing === "instruction" || read.takes.has("instruction");
}

function sentToDraw(server: ImageServerConfig, { repair }: Settings): readonly SentThing[] {
  if (server.kind === "gems-http") return ["prompts"];
  return ["prompts", "parameters", ...(repair ? sentToMend(server) : [])];
}

interface Use {
  readonly address: string;
  readonly player: Player;
  readonly sends: readonly SentThing[];
}

function usesOf(settings: Settings): readonly Use[] {
  const drawing = imageServersIn(settings.generator).map(
    (server): Use => ({
      address: server.baseUrl,
      player: "generator",
      sends: sentToDraw(server, settings),
    }),
  );
  const thinking = thinkerNames.flatMap((role): readonly Use[] => {
    const config: RolesConfig = settings.rolesFor[role] ?? settings.roles;
    if (config.kind === "local" || config.kind === "vision-language") return [];
    return [{ address: config.baseUrl, player: role, sends: [...readBy[role], ...besides(role, settings)] }];
  });
  return [...drawing, ...thinking];
}

/** Where everything goes, worked out from the settings alone. @param secrets for which servers there are keys */
export function privacyOf(settings: Settings, secrets: SecretStatus): PrivacySummary {
  const uses = usesOf(settings);
  const origins = [...new Set(uses.flatMap(({ address }) => originOf(address) ?? []))];
  const { generator, chat } = configuredOrigins(settings);
  const now = new Set([...generator, ...chat]);
  return {
    flows: origins.map((origin) => flowTo(origin, uses, secrets)),
    formerServers: settings.knownServers.filter((server) => !now.has(server)),
  };
}

function flowTo(origin: string, uses: readonly Use[], secrets: SecretStatus): Flow {
  const here = uses.filter(({ address }) => originOf(address) === origin);
  const sent = new Set(here.flatMap(({ sends }) => sends));
  return {
    origin,
    players: [...new Set(here.map(({ player }) => player))],
    sends: sentThings.filter((thing) => sent.has(thing)),
    key: secrets.keys.find((key) => key.origin === origin)?.kept ?? null,
    here: isThisMachine(origin),
    inClear: travelsInClear(origin),
  };
}
