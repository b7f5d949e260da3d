/** What both sides' platforms have beyond the language itself, as far as shared/ names it. */
interface AbortSignal {
  readonly aborted: boolean;
}

interface File {
  readonly name: string;
}
