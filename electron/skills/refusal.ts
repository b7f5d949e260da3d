/** What is not taken in, with its reason. */

export interface Refusal {
  /** As it may be shown; see `shownName`. */
  readonly file: string;
  /** A sentence. */
  readonly reason: string;
}

/** An archive is refused as a whole because of one of its files, or of itself. */
export class ArchiveFault extends Error {
  constructor(
    /** null: the archive itself. */
    readonly file: string | null,
    readonly reason: string,
  ) {
    super(reason);
  }
}
