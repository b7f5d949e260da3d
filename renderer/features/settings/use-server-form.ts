/** The fields of one server, from what is in force to what is typed and back. */
import { useState } from "react";
import { type Read, type ServerDraft, sameConfig } from "./server-form";

export interface ServerForm<K extends string, C> {
  readonly kind: K;
  readonly draft: ServerDraft;
  readonly read: Read<C>;
  /** True while another kind is in force, because the fields of this one are not complete. */
  readonly pending: boolean;
  readonly choose: (kind: K) => void;
  readonly change: (draft: ServerDraft) => void;
  /** The fields were left: the moment to keep what is in them. */
  readonly leave: () => void;
}

interface FormOptions<K extends string, C extends { readonly kind: K }> {
  /** What is in force. */
  readonly config: C;
  /** What was set up of this kind before, if anything. */
  readonly known: (kind: K) => C | undefined;
  readonly draftOf: (kind: K, config: C | undefined) => ServerDraft;
  readonly read: (kind: K, draft: ServerDraft) => Read<C>;
  readonly keep: (config: C) => void;
}

export function useServerForm<K extends string, C extends { readonly kind: K }>({
  config,
  known,
  draftOf,
  read,
  keep,
}: FormOptions<K, C>): ServerForm<K, C> {
  const recalled = (kind: K) => (config.kind === kind ? config : known(kind));
  const [kind, setKind] = useState<K>(config.kind);
  const [draft, setDraft] = useState(() => draftOf(config.kind, config));
  const [seen, setSeen] = useState(config);
  const [kept, setKept] = useState(config);
  if (!sameConfig(seen, config)) {
    setSeen(config);
    if (!sameConfig(kept, config)) {
      // Changed elsewhere, by the prompt bar or an undo: show what is in force now.
      setKept(config);
      setKind(config.kind);
      setDraft(draftOf(config.kind, config));
    }
  }
  const settle = (next: C | null) => {
    if (next === null) return;
    setKept(next);
    if (!sameConfig(config, next)) keep(next);
  };
  const now = read(kind, draft);
  return {
    kind,
    draft,
    read: now,
    pending: now.config === null && config.kind !== kind,
    choose: (next) => {
      const fields = draftOf(next, recalled(next));
      setKind(next);
      setDraft(fields);
      settle(read(next, fields).config);
    },
    change: setDraft,
    leave: () => settle(now.config),
  };
}
