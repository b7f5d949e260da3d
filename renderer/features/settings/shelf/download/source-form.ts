/** From what is typed about a source to the source itself. */
import {
  DEFAULT_HUB,
  DEFAULT_REVISION,
  readHubAddress,
  type WantedSource,
  wantedSourceSchema,
} from "../../../../../shared/models/source";

export interface SourceDraft {
  readonly kind: WantedSource["kind"];
  readonly host: string;
  readonly repository: string;
  readonly revision: string;
  readonly folder: string;
  readonly base: string;
  readonly list: string;
}

export const emptyDraft: SourceDraft = {
  kind: "hub",
  host: DEFAULT_HUB,
  repository: "",
  revision: DEFAULT_REVISION,
  folder: "",
  base: "",
  list: "",
};

/** An address of a hub's page that is put in the place of the name fills the other fields as well. */
export function withRepository(draft: SourceDraft, text: string): SourceDraft {
  const read = /^https?:/i.test(text.trim()) ? readHubAddress(text) : null;
  if (read === null) return { ...draft, repository: text };
  const { host, repository, revision = DEFAULT_REVISION, folder = "" } = read;
  return { ...draft, host, repository, revision, folder };
}

/** The source; null while something is missing or cannot be. */
export function readSource(draft: SourceDraft): WantedSource | null {
  const given = (text: string) => text.trim();
  const folder = given(draft.folder).replace(/^\/+|\/+$/g, "");
  const list = given(draft.list);
  const read = wantedSourceSchema.safeParse(
    draft.kind === "hub"
      ? {
          kind: "hub",
          host: given(draft.host).replace(/\/+$/, ""),
          repository: given(draft.repository),
          revision: given(draft.revision),
          ...(folder === "" ? {} : { folder }),
        }
      : { kind: "list", base: given(draft.base), ...(list === "" ? {} : { list }) },
  );
  return read.success ? read.data : null;
}

/** The server that is asked first; empty while there is none. */
export function serverOf(draft: SourceDraft): string {
  const address = draft.kind === "hub" ? draft.host : draft.base;
  return /^https?:\/\/[^/\s]+/i.exec(address.trim())?.[0] ?? "";
}
