/**
 * Closes what a web page could otherwise ask of Electron: permissions, devices, navigation, new windows,
 * webviews. The renderer is our own code, but it shows text from prompts, skills and servers.
 */
import { app, type Session, session, shell, type WebContents } from "electron";
import { isAllowedOutside, isAppAddress } from "./address";

/** Where links may lead; anything else is refused silently. */
const defaultOutsideHosts = ["github.com", "arxiv.org", "huggingface.co", "agentskills.io"];

export interface HardenOptions {
  /** Hosts the system browser may be sent to, over https only. */
  readonly outsideHosts?: readonly string[];
}

/** Denies every permission and device to pages of this session. */
function denyPermissions(target: Session): void {
  target.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  target.setPermissionCheckHandler(() => false);
  target.setDevicePermissionHandler(() => false);
}

function guardContents(contents: WebContents, outsideHosts: readonly string[]): void {
  const stay = (event: { preventDefault(): void }, url: string): void => {
    if (!isAppAddress(url)) event.preventDefault();
  };
  contents.on("will-navigate", (event) => stay(event, event.url));
  contents.on("will-frame-navigate", (event) => stay(event, event.url));
  contents.on("will-redirect", (event) => stay(event, event.url));
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (isAllowedOutside(url, outsideHosts)) void shell.openExternal(url);
    return { action: "deny" };
  });
}

/** Call once, when the app is ready and before the first window. */
export function harden(options: HardenOptions = {}): void {
  const hosts = options.outsideHosts ?? defaultOutsideHosts;
  denyPermissions(session.defaultSession);
  app.on("session-created", denyPermissions);
  app.on("web-contents-created", (_event, contents) => guardContents(contents, hosts));
}
