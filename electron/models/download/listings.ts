/** Which files a source has: asked of a hub, or read from a list. */
import { z } from "zod";
import { StudioError } from "../../../shared/errors";
import { nameOfFolder } from "../../../shared/folders";
import type { Licence } from "../../../shared/inference/diffusion";
import { DEFAULT_LIST, type ModelSource, type WantedSource } from "../../../shared/models/source";
import { readBody } from "../../backends/http-body";
import { checkedUrl } from "../../backends/http-errors";
import { licenceIn } from "../../backends/model-facts";
import { type NetDeps, SERVICE, withAnswer } from "./answers";
import { patiently } from "./patience";
import type { RemoteFile } from "./records";

export interface Listing {
  readonly name: string;
  /** With the commit where the hub tells it, so that all files are of one version. */
  readonly source: ModelSource;
  readonly files: readonly RemoteFile[];
  /** What the hub says of the licence; null where it says nothing. */
  readonly licence: string | null;
}

export interface ListingContext {
  readonly deps: NetDeps;
  readonly signal: AbortSignal;
}

const LIST_BYTES = 8_388_608;
const MOST_PAGES = 50;
const MOST_FILES = 10_000;
const README_BYTES = 8_192;

/** @throws StudioError for a source that cannot be reached or read, CancelledError */
export async function listSource(wanted: WantedSource, context: ListingContext): Promise<Listing> {
  return wanted.kind === "hub" ? listHub(wanted, context) : listFiles(wanted, context);
}

/** The licence in the README's beginning; null where there is none. */
export async function licenceFrom(
  files: readonly RemoteFile[],
  listed: string | null,
  { deps, signal }: ListingContext,
): Promise<Licence | null> {
  const file = files.find(({ path }) => /^(licen[cs]e|copying)([.\-_].*)?$/i.test(path))?.path ?? null;
  const readme = files.find(({ path }) => /^readme\.md$/i.test(path));
  const name =
    listed ??
    (readme === undefined
      ? null
      : licenceIn(await patiently(() => beginningOf(readme.url, deps, signal), { deps, signal })));
  return name === null && file === null ? null : { name, file };
}

type HubSource = Extract<ModelSource, { kind: "hub" }>;

const revisionSchema = z.object({
  sha: z.string().regex(/^[0-9a-f]{40}$/),
  cardData: z.object({ license: z.unknown(), license_name: z.unknown() }).partial().nullish(),
});

const treeSchema = z.array(
  z.object({
    type: z.string(),
    path: z.string().min(1).max(1_000),
    size: z.number().int().min(0).nullish(),
    oid: z.string().nullish(),
    lfs: z.object({ oid: z.string(), size: z.number().int().min(0) }).nullish(),
  }),
);

async function listHub(source: HubSource, context: ListingContext): Promise<Listing> {
  const { sha, licence } = await versionOf(source, context);
  const pinned: HubSource = { ...source, host: rootOf(source.host), revision: sha ?? source.revision };
  const below = source.folder === undefined ? "" : `${source.folder}/`;
  const files = (await treeOf(pinned, context)).flatMap((entry): readonly RemoteFile[] => {
    if (entry.type !== "file" || !entry.path.startsWith(below)) return [];
    const sha256 = /^(?:sha256:)?([0-9a-f]{64})$/.exec(entry.lfs?.oid ?? "")?.[1] ?? null;
    const gitOid = entry.lfs == null ? (/^[0-9a-f]{40}$/.exec(entry.oid ?? "")?.[0] ?? null) : null;
    const bytes = entry.lfs?.size ?? entry.size ?? null;
    const url = `${pinned.host}/${pinned.repository}/resolve/${encodeURIComponent(pinned.revision)}/${encoded(entry.path)}`;
    const path = entry.path.slice(below.length);
    // Git's own checksum is over the size as well.
    return [{ path, url, bytes, sha256, gitOid: bytes === null ? null : gitOid }];
  });
  const repository = source.repository.split("/").at(-1) ?? source.repository;
  const name = source.folder === undefined ? repository : nameOfFolder(`${repository}/${source.folder}`);
  return { name, source: pinned, files, licence };
}

/** The commit behind a branch, and the licence; mirrors that do not tell are asked by the branch's name. */
async function versionOf(
  source: HubSource,
  context: ListingContext,
): Promise<{ readonly sha: string | null; readonly licence: string | null }> {
  const url = `${rootOf(source.host)}/api/models/${source.repository}/revision/${encodeURIComponent(source.revision)}`;
  try {
    const { sha, cardData } = await readJson(url, revisionSchema, context);
    const { license, license_name: named } = cardData ?? {};
    const own = typeof named === "string" && named !== "" ? named : null;
    const licence = typeof license === "string" && license !== "" && license !== "other" ? license : own;
    return { sha, licence: licence?.slice(0, 200) ?? null };
  } catch (error) {
    const passed = error instanceof StudioError && ["not-found", "bad-answer"].includes(error.code);
    if (!passed) throw error;
    return { sha: null, licence: null };
  }
}

async function treeOf(source: HubSource, context: ListingContext): Promise<z.infer<typeof treeSchema>> {
  const inner = source.folder === undefined ? "" : `/${encoded(source.folder)}`;
  const first = `${source.host}/api/models/${source.repository}/tree/${encodeURIComponent(source.revision)}${inner}?recursive=true`;
  const entries: z.infer<typeof treeSchema> = [];
  let next: string | null = first;
  for (let page = 0; next !== null; page += 1) {
    if (page >= MOST_PAGES || entries.length > MOST_FILES) throw tooManyFiles(source.host);
    const at: string = next;
    const { value, link } = await readPage(at, treeSchema, context);
    entries.push(...value);
    next = nextPage(link, at);
  }
  return entries;
}

/** The address of the next page (RFC 8288), at the same server; null behind the last. */
function nextPage(link: string | null, at: string): string | null {
  const found = /<([^>]+)>\s*;[^,]*\brel="?next"?/i.exec(link ?? "")?.[1];
  if (found === undefined) return null;
  const [from, to] = [new URL(at), new URL(found, at)];
  return to.origin === from.origin ? to.href : null;
}

type WantedList = Extract<WantedSource, { kind: "list" }>;

const listSchema = z
  .array(
    z.object({
      path: z.string().min(1).max(1_000),
      size: z.number().int().min(0).nullish(),
      sha256: z
        .string()
        .transform((text) => text.toLowerCase())
        .pipe(z.string().regex(/^[0-9a-f]{64}$/))
        .nullish(),
    }),
  )
  .min(1)
  .max(MOST_FILES);

async function listFiles({ base, list }: WantedList, context: ListingContext): Promise<Listing> {
  const root = checkedUrl(base);
  if (root.search !== "" || root.hash !== "") throw queried(root);
  if (!root.pathname.endsWith("/")) root.pathname += "/";
  const entries =
    list !== undefined && /^\s*\[/.test(list)
      ? parsed(list, listSchema, "The list of files")
      : await readJson(list ?? new URL(DEFAULT_LIST, root).href, listSchema, context);
  const files = entries.map(
    ({ path, size, sha256 }): RemoteFile => ({
      path,
      url: new URL(encoded(path), root).href,
      bytes: size ?? null,
      sha256: sha256 ?? null,
      gitOid: null,
    }),
  );
  const last = decoded(nameOfFolder(root.pathname));
  return {
    name: last === "" || last === "/" ? root.host : last,
    source: { kind: "list", base: root.href },
    files,
    licence: null,
  };
}

async function readJson<T>(url: string, schema: z.ZodType<T>, context: ListingContext): Promise<T> {
  return (await readPage(url, schema, context)).value;
}

async function readPage<T>(
  url: string,
  schema: z.ZodType<T>,
  { deps, signal }: ListingContext,
): Promise<{ readonly value: T; readonly link: string | null }> {
  let link: string | null = null;
  const bytes = await patiently(
    () =>
      withAnswer({ url, signal }, deps, async ({ response }) => {
        link = response.headers.get("link");
        return readBody(response, SERVICE, LIST_BYTES);
      }),
    { deps, signal },
  );
  return {
    value: parsed(new TextDecoder().decode(bytes), schema, `What ${new URL(url).host} answered`),
    link,
  };
}

function parsed<T>(text: string, schema: z.ZodType<T>, what: string): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new StudioError("bad-answer", `${what} is no list of a model's files.`, {
      remedy: 'Check the address. A list of files is JSON: [{"path": "…", "size": 1, "sha256": "…"}].',
      detail: cause instanceof Error ? cause.message : String(cause),
      cause,
    });
  }
}

async function beginningOf(url: string, deps: NetDeps, signal: AbortSignal): Promise<string> {
  return withAnswer({ url, signal }, deps, async ({ response }) => {
    const reader = response.body?.getReader();
    let text = "";
    const decoder = new TextDecoder();
    while (text.length < README_BYTES) {
      const piece = await reader?.read();
      if (piece === undefined || piece.done) break;
      text += decoder.decode(piece.value, { stream: true });
    }
    return text;
  });
}

/** A hub's address without what stands behind its last name. */
function rootOf(host: string): string {
  const url = checkedUrl(host);
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}

function encoded(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray percent sign: the address as it is names it well enough.
    return text;
  }
}

function tooManyFiles(host: string): StudioError {
  return new StudioError("bad-answer", `${host} lists more than ${MOST_FILES} files for this model.`, {
    remedy: "Name the folder of the repository that holds the model.",
  });
}

function queried(url: URL): StudioError {
  return new StudioError(
    "bad-input",
    `The address of ${url.host} ends in a query, which files cannot stand under.`,
    {
      remedy: "Give the address of the folder the files lie in.",
    },
  );
}
