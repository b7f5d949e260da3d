/** A folder in a field: looked into when it is chosen, and told of when there is a model in it. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ErrorPayload } from "../../../../shared/errors";
import { payloadOf } from "../../../app/ipc";
import { queryClient } from "../../../app/query";

/** Whose words a folder is spoken of with: a model that draws, or one that sees. */
export type FolderWords = "models" | "seeing";

export interface Folder<Facts> {
  readonly typed: string;
  readonly type: (text: string) => void;
  /** Looks into a folder; it is used from then on where it can be. */
  readonly look: (folder: string) => void;
  readonly looking: boolean;
  readonly facts: Facts | null;
  readonly error: ErrorPayload | null;
}

interface FolderQuestion<Facts> {
  readonly queryKey: readonly string[];
  readonly queryFn: () => Promise<Facts>;
}

interface FolderUse<Facts> {
  /** The folder in use. */
  readonly inForce: string | null;
  /** True where the field is emptied as soon as none is in use any more. */
  readonly forgets: boolean;
  readonly questionOf: (folder: string) => FolderQuestion<Facts>;
  readonly onFound: (facts: Facts) => void;
}

export function useFolder<Facts extends { readonly folder: string }>({
  inForce,
  forgets,
  questionOf,
  onFound,
}: FolderUse<Facts>): Folder<Facts> {
  const [typed, setTyped] = useState(inForce ?? "");
  const [asked, setAsked] = useState(inForce);
  const [seen, setSeen] = useState(inForce);
  if (seen !== inForce) {
    setSeen(inForce);
    // Changed elsewhere, by the prompt bar or an undo: show what is in force now.
    if (forgets || inForce !== null) {
      setTyped(inForce ?? "");
      setAsked(inForce);
    }
  }
  const inspection = useQuery({
    ...questionOf(asked ?? ""),
    enabled: asked !== null,
    // What is free, and what is there, changes while nobody looks.
    staleTime: 0,
  });
  const look = (folder: string) => {
    const given = folder.trim();
    if (given === "") return;
    setTyped(given);
    setAsked(given);
    queryClient.fetchQuery({ ...questionOf(given), staleTime: 0 }).then(
      (facts) => {
        queryClient.setQueryData(questionOf(facts.folder).queryKey, facts);
        setTyped(facts.folder);
        setAsked(facts.folder);
        onFound(facts);
      },
      // The report below the field tells of it.
      () => undefined,
    );
  };
  return {
    typed,
    type: setTyped,
    look,
    looking: asked !== null && inspection.isFetching,
    facts: inspection.isError ? null : (inspection.data ?? null),
    error: inspection.isError ? payloadOf(inspection.error) : null,
  };
}
