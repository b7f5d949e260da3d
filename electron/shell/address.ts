/**
 * Addresses of the studio's own scheme. `URL.origin` says "null" for custom schemes in Node, so protocol and
 * host are compared instead.
 */
export const SCHEME = "studio";

/** Host of the renderer's bundle. */
export const APP_HOST = "app";

/** Host of run images. */
export const RUN_HOST = "run";

/** Host of pictures in what was dropped and is not taken in yet. */
export const FIND_HOST = "find";

/** What the window loads. */
export const APP_URL = `${SCHEME}://${APP_HOST}/index.html`;

/** Reads an address; null when it is none. */
export function parseAddress(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}

/** True for pages of the studio itself, and for nothing else. */
export function isAppAddress(address: string): boolean {
  const url = parseAddress(address);
  return url !== null && url.protocol === `${SCHEME}:` && url.host === APP_HOST;
}

/**
 * True when the system browser may be sent to this address.
 * @param hosts hosts that are allowed, each with its subdomains
 */
export function isAllowedOutside(address: string, hosts: readonly string[]): boolean {
  const url = parseAddress(address);
  if (url === null || url.protocol !== "https:" || url.username !== "" || url.password !== "") return false;
  return hosts.some((host) => url.hostname === host || url.hostname.endsWith(`.${host}`));
}
