/** Which server an address names, which servers the settings name, and who could read along on the way there. */
import { serversIn } from "./backends";
import { MAX_KNOWN_SERVERS, type Settings } from "./settings";

/**
 * Scheme, host and port, as browsers compare them: "https://api.example.org", "http://127.0.0.1:8188"; without the
 * port that the scheme has anyway. Null for what is no http or https address.
 */
export function originOf(address: string): string | null {
  const url = parsed(address);
  return url === null ? null : url.origin;
}

/** The origins among these addresses, each once, in their order. */
export function originsOf(addresses: readonly string[]): readonly string[] {
  return [...new Set(addresses.flatMap((address) => originOf(address) ?? []))];
}

interface Address {
  readonly protocol: string;
  readonly host: string;
  readonly hostname: string;
  readonly origin: string;
}

/** The platform's own parser: every side has it, though the language itself does not. */
declare const URL: new (address: string) => Address;

function parsed(address: string): Address | null {
  try {
    const url = new URL(address.trim());
    return /^https?:$/.test(url.protocol) && url.host !== "" ? url : null;
  } catch {
    // The constructor is the parser: it throws for anything that is not an address.
    return null;
  }
}

/** True where whoever forwards the traffic could read it: plain http to a machine outside the own network. */
export function travelsInClear(address: string): boolean {
  const url = parsed(address);
  return url !== null && url.protocol === "http:" && !isNear(url.hostname);
}

/** True for this machine. */
export function isThisMachine(address: string): boolean {
  const url = parsed(address);
  return url !== null && isLoopback(url.hostname);
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host.endsWith(".localhost") || /^127\./.test(host) || host === "[::1]";
}

/** Names that only a local network answers: RFC 6762 (local), RFC 8375 (home.arpa), ICANN's "internal". */
const nearNames = /\.(local|lan|home|internal|home\.arpa)$/;

/** Loopback and private ranges: RFC 1918, RFC 3927, RFC 6598; unique local and link-local of IPv6; bare names. */
function isNear(host: string): boolean {
  if (isLoopback(host) || nearNames.test(host)) return true;
  if (host.startsWith("[")) return /^\[(f[cd]|fe[89ab])/.test(host);
  const parts = host.split(".").map(Number);
  const [a = 0, b = 0] = parts;
  if (parts.length === 4 && parts.every(Number.isInteger)) {
    return (
      a === 10 ||
      (a === 172 && b >= 16 && b <= 31) ||
      (a === 192 && b === 168) ||
      (a === 169 && b === 254) ||
      (a === 100 && b >= 64 && b <= 127)
    );
  }
  return !host.includes(".");
}

export type ServerSettings = Pick<Settings, "generator" | "roles" | "rolesFor">;

/** Origins that the settings name, by what they are named for. */
export function configuredOrigins(settings: ServerSettings): {
  readonly generator: readonly string[];
  readonly chat: readonly string[];
} {
  const minds = [settings.roles, ...Object.values(settings.rolesFor)];
  return {
    generator: originsOf(serversIn(settings.generator)),
    chat: originsOf(minds.flatMap((config) => serversIn(config))),
  };
}

/** True for servers the designer has set up, now or before. Anything else comes out of somebody's journal. */
export function isAgreedServer(
  server: string,
  settings: ServerSettings & Pick<Settings, "knownServers">,
): boolean {
  const origin = originOf(server);
  if (origin === null) return false;
  const { generator, chat } = configuredOrigins(settings);
  return [...generator, ...chat, ...settings.knownServers].includes(origin);
}

/** The settings with the servers they name among the known ones, the oldest of too many forgotten. */
export function withKnownServers(settings: Settings): Settings {
  const { generator, chat } = configuredOrigins(settings);
  const known = new Set([...settings.knownServers, ...generator, ...chat]);
  if (known.size === settings.knownServers.length) return settings;
  return { ...settings, knownServers: [...known].slice(-MAX_KNOWN_SERVERS) };
}
