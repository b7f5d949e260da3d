/** Where a model can be downloaded from: a repository of a hub, or a list of files under an address. */
import { z } from "zod";

export const DEFAULT_HUB = "https://huggingface.co";
export const DEFAULT_REVISION = "main";
/** Where a list of files is looked for when none is named. */
export const DEFAULT_LIST = "files.json";
/** Longest list of files that is pasted. */
export const MAX_LIST = 2_000_000;

const address = z
  .string()
  .trim()
  .max(500)
  .regex(/^https?:\/\/[^\s/?#@\\]+(?:[/?#][^\s\\]*)?$/i, "an http or https address is needed");

/** "owner/name"; hubs allow letters, digits, ".", "_" and "-". */
const repository = z
  .string()
  .regex(/^[\w][\w.-]{0,95}\/[\w][\w.-]{0,95}$/, "a repository is named owner/name");

/** A folder within the repository: parts of ordinary letters. */
const inner = z
  .string()
  .max(200)
  .regex(/^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[\w.+ -]+(?:\/[\w.+ -]+)*$/, "a folder of the repository");

export const sourceSchema = z.discriminatedUnion("kind", [
  /** The layout of huggingface.co and its mirrors. */
  z.object({
    kind: z.literal("hub"),
    host: address,
    repository,
    /** A branch, a tag or a commit. */
    revision: z.string().regex(/^(?!.*\.\.)[\w][\w./-]{0,99}$/, "a branch, a tag or a commit"),
    folder: inner.optional(),
  }),
  /** Files under an address, named by a list: JSON of {path, size?, sha256?}. */
  z.object({ kind: z.literal("list"), base: address }),
]);
export type ModelSource = z.infer<typeof sourceSchema>;

/** What is asked for: a list may lie elsewhere than under its base, or be pasted. */
export const wantedSourceSchema = z.discriminatedUnion("kind", [
  sourceSchema.options[0],
  z.object({
    kind: z.literal("list"),
    base: address,
    list: z
      .union([
        address,
        z
          .string()
          .max(MAX_LIST)
          .regex(/^\s*\[/, "a JSON list of files"),
      ])
      .optional(),
  }),
]);
export type WantedSource = z.infer<typeof wantedSourceSchema>;

/** The server that is asked, with its scheme and port. */
export function hostOf(source: ModelSource): string {
  return source.kind === "hub" ? source.host : source.base;
}

/** For people: "stabilityai/sd-turbo", or the address. */
export function sourceTitle(source: ModelSource): string {
  if (source.kind === "list") return source.base;
  return source.folder === undefined ? source.repository : `${source.repository}/${source.folder}`;
}

/** The parts of a hub's page address: "https://host/owner/name/tree/main/onnx"; null for what is none. */
export function readHubAddress(text: string): {
  readonly host: string;
  readonly repository: string;
  readonly revision?: string;
  readonly folder?: string;
} | null {
  const found =
    /^(https?:\/\/[^\s/?#@\\]+)\/([\w.-]+\/[\w.-]+)(?:\/(?:tree|resolve|blob)\/([\w.-]+)(?:\/([^?#]*?))?)?\/?(?:[?#].*)?$/i.exec(
      text.trim(),
    );
  const [, host, name, revision, folder = ""] = found ?? [];
  if (host === undefined || name === undefined) return null;
  return {
    host,
    repository: name,
    ...(revision === undefined ? {} : { revision }),
    ...(folder === "" ? {} : { folder: folder.replace(/\/+$/, "") }),
  };
}
