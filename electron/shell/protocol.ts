/**
 * The studio's own scheme: `studio://app/...` is the renderer's bundle, `studio://run/<runId>/<file>` an image
 * of a run, `studio://find/<token>/<name>` a picture in something that was dropped. Nothing else is reachable, and nothing can be written through it.
 */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { protocol } from "electron";
import { APP_HOST, FIND_HOST, isAppAddress, parseAddress, RUN_HOST, SCHEME } from "./address";
import { freshNonce, imagePolicy, NONCE_MARK, pagePolicy } from "./content-policy";
import { locate, refuse, segmentsOf, sendFile } from "./serve-file";

export interface ProtocolOptions {
  /** Folder of the renderer's bundle. */
  readonly rendererDir: string;
  /** The images folder of a run; null when there is no such run. */
  readonly imagesFolderOf: (runId: string) => string | null | Promise<string | null>;
  /** A picture in something that was dropped; null when there is none. */
  readonly findImage: (
    token: string,
    name: string,
  ) => Promise<{ readonly bytes: Uint8Array; readonly mime: string } | null>;
  /** Told of faults behind an address, which the page only sees as status 500. */
  readonly onFault: (error: unknown, address: string) => void;
}

const RUN_ID = /^[0-9a-z]{6,32}$/;
const IMAGE_NAME = /\.(png|svg|jpg|webp)$/;
const appOrigin = `${SCHEME}://${APP_HOST}`;

/** Must run before `app` is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true },
    },
  ]);
}

async function sendPage(file: string): Promise<Response> {
  const html = await readFile(file, "utf8");
  const nonce = html.includes(NONCE_MARK) ? freshNonce() : null;
  return new Response(nonce === null ? html : html.replaceAll(NONCE_MARK, nonce), {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": pagePolicy(nonce),
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    },
  });
}

async function serveApp(request: Request, url: URL, rendererDir: string): Promise<Response> {
  const segments = segmentsOf(url.pathname === "/" ? "/index.html" : url.pathname);
  const file = segments === null ? null : await locate(rendererDir, segments);
  if (file === null) return refuse(404);
  if (path.extname(file) === ".html") return sendPage(file);
  return sendFile(request, file, {
    "cache-control": "no-cache",
    "content-security-policy": pagePolicy(null),
  });
}

async function serveImage(request: Request, url: URL, options: ProtocolOptions): Promise<Response> {
  const [runId, name, ...rest] = segmentsOf(url.pathname) ?? [];
  if (runId === undefined || name === undefined || rest.length > 0) return refuse(404);
  if (!RUN_ID.test(runId) || !IMAGE_NAME.test(name)) return refuse(404);
  const folder = await options.imagesFolderOf(runId);
  const file = folder === null ? null : await locate(folder, [name]);
  if (file === null) return refuse(404);
  return sendFile(request, file, {
    // Image files are named by their content.
    "cache-control": "public, max-age=31536000, immutable",
    "content-security-policy": imagePolicy,
    "access-control-allow-origin": appOrigin,
  });
}

async function serveFind(url: URL, options: ProtocolOptions): Promise<Response> {
  const [token, name, ...rest] = segmentsOf(url.pathname) ?? [];
  if (token === undefined || name === undefined || rest.length > 0) return refuse(404);
  const image = await options.findImage(token, name);
  if (image === null) return refuse(404);
  return new Response(new Uint8Array(image.bytes), {
    headers: {
      "content-type": image.mime,
      "content-length": String(image.bytes.length),
      "cache-control": "no-store",
      "content-security-policy": imagePolicy,
      "x-content-type-options": "nosniff",
    },
  });
}

/** Answers one request of the scheme. */
export async function answer(request: Request, options: ProtocolOptions): Promise<Response> {
  if (request.method !== "GET") return refuse(405, { allow: "GET" });
  const url = parseAddress(request.url);
  if (url === null) return refuse(400);
  if (url.host === RUN_HOST) return serveImage(request, url, options);
  if (url.host === FIND_HOST) return serveFind(url, options);
  if (isAppAddress(request.url)) return serveApp(request, url, options.rendererDir);
  return refuse(404);
}

/** Call once when `app` is ready; `registerScheme` must have run before. */
export function installProtocol(options: ProtocolOptions): void {
  protocol.handle(SCHEME, async (request) => {
    try {
      return await answer(request, options);
    } catch (error) {
      options.onFault(error, request.url);
      return new Response(null, { status: 500 });
    }
  });
}
