/** A pool's servers as they are typed, and the pool that makes. */
import {
  type GeneratorConfig,
  type ImageServerConfig,
  type ImageServerKind,
  POOL_SIZE,
} from "../../../../shared/backends";
import { draftOf, type Read, readImageServer, type ServerDraft } from "../server-form";

export interface Member {
  /** Tells rows apart while they move; means nothing else. */
  readonly id: number;
  readonly kind: ImageServerKind;
  readonly draft: ServerDraft;
}

export function memberOf(id: number, config: ImageServerConfig): Member {
  return { id, kind: config.kind, draft: draftOf(config.kind, config) };
}

export const readMember = ({ kind, draft }: Member): Read<ImageServerConfig> => readImageServer(kind, draft);

/** The pool of these servers, or null while one is not complete or there are too few. */
export function poolOf(members: readonly Member[]): GeneratorConfig | null {
  const servers = members.map((member) => readMember(member).config);
  const complete = servers.flatMap((server) => server ?? []);
  if (complete.length < servers.length || complete.length < POOL_SIZE.min) return null;
  return { kind: "pool", servers: complete.slice(0, POOL_SIZE.max) };
}

/** The list with one of its members moved by so many places, as far as it goes. */
export function moved<T>(list: readonly T[], index: number, by: number): readonly T[] {
  const rest = list.filter((_, at) => at !== index);
  const target = Math.max(0, Math.min(rest.length, index + by));
  return [...rest.slice(0, target), ...list.slice(index, index + 1), ...rest.slice(target)];
}
