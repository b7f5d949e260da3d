/** Packs dropped on the skills view, and packs dropped elsewhere and sent here, are looked into. */
import { type DragEvent, useEffect } from "react";
import { pathOf } from "../../app/ipc";
import { usePendingPacks } from "./drop";
import { lookInto, usePreflight } from "./preflight/flow";

/** Pictures are for the rest of the studio, wherever they are dropped. */
function areForUs(files: readonly File[]): boolean {
  return files.length > 0 && files.every((file) => !file.type.startsWith("image/"));
}

/** Takes what waits since it was dropped on another view. */
export function usePendingDrops(): void {
  const paths = usePendingPacks((store) => store.paths);
  const looking = usePreflight((store) => store.looking);
  useEffect(() => {
    if (paths.length === 0 || looking) return;
    usePendingPacks.setState({ paths: [] });
    void lookInto({ paths: [...paths] });
  }, [paths, looking]);
}

/** Handles a drop on the view itself; it is marked as handled, so that nobody else takes it too. */
export function takeDrop(event: DragEvent): void {
  const files = [...event.dataTransfer.files];
  if (!areForUs(files) || document.querySelector("dialog[open]") !== null) return;
  const paths = files.flatMap((file) => pathOf(file) ?? []);
  if (paths.length !== files.length) return;
  event.preventDefault();
  void lookInto({ paths });
}
