/** Files on their way in by drop or paste, sorted by whether the system tells where they lie. */
import { pathOf } from "../../app/ipc";

/** Bytes cross to the main side in one piece; larger files must come with a path. */
const MAX_BYTES = 256 * 1024 * 1024;

export interface Incoming {
  readonly paths: readonly string[];
  readonly files: readonly File[];
  /** Names of files without a path that are too large to be handed over. */
  readonly tooLarge: readonly string[];
}

export function sortFiles(
  files: readonly File[],
  where: (file: File) => string | undefined = pathOf,
): Incoming {
  const placed = files.map((file) => ({ file, path: where(file) }));
  const bare = placed.filter(({ path }) => path === undefined).map(({ file }) => file);
  return {
    paths: placed.flatMap(({ path }) => path ?? []),
    files: bare.filter((file) => file.size <= MAX_BYTES),
    tooLarge: bare.filter((file) => file.size > MAX_BYTES).map((file) => file.name),
  };
}

/** True for drags that bring files; text and the page's own things are none of ours. */
export function bringsFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes("Files") ?? false;
}
