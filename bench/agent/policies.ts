/** The policies that are compared: the published loop, and the studio's in several settings. */
import type { RunSettings } from "../../shared/run/settings";

export interface Policy {
  readonly name: string;
  readonly kind: "reference" | "studio";
  /** Settings of the studio's run besides the common ones. */
  readonly settings: Partial<RunSettings>;
  /** Image servers; each draws one picture at a time. */
  readonly servers: number;
  /** "one by one": the verifier asks each question in a call of its own. */
  readonly asks: "together" | "one by one";
  /** Roles played by rules on the machine itself instead of by the language model. */
  readonly local: readonly ("planner" | "compressor")[];
  /** False: what a question requires is taken away. */
  readonly dependencies: boolean;
  readonly protocol: "gems" | "openai";
  /** True for those that are measured under every table of latencies. */
  readonly always: boolean;
}

const studio: Policy = {
  name: "studio",
  kind: "studio",
  settings: {},
  servers: 1,
  asks: "together",
  local: [],
  dependencies: true,
  protocol: "gems",
  always: false,
};

export const reference: Policy = { ...studio, name: "reference", kind: "reference", always: true };

/** Most image servers a policy has. */
export const MOST_SERVERS = 4;

/** The studio as it comes first; each of the others changes one thing. */
export const policies: readonly Policy[] = [
  { ...studio, always: true },
  { ...studio, name: "own seeds", protocol: "openai" },
  { ...studio, name: "no dependencies", dependencies: false },
  { ...studio, name: "one question a call", asks: "one by one" },
  { ...studio, name: "one question a call and no dependencies", asks: "one by one", dependencies: false },
  { ...studio, name: "rules distil", local: ["compressor"] },
  { ...studio, name: "rules plan and distil", local: ["planner", "compressor"], always: true },
  { ...studio, name: "2 candidates on 2 servers", settings: { candidates: 2 }, servers: 2 },
  {
    ...studio,
    name: "4 candidates on 4 servers; rules plan and distil",
    settings: { candidates: 4 },
    servers: MOST_SERVERS,
    local: ["planner", "compressor"],
  },
];
