/** A place that takes a dropped folder for itself. */
import { type DragEvent, useState } from "react";
import { pathOf } from "../../../app/ipc";

/** @returns whether something hovers over it, and what the element needs */
export function useFolderDrop(onFolder: (path: string) => void) {
  const [over, setOver] = useState(false);
  return {
    over,
    drops: {
      "data-drops": "",
      onDragOver: (event: DragEvent) => {
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: ({ currentTarget, relatedTarget }: DragEvent) => {
        // Between its own parts it has not left.
        const inside = relatedTarget instanceof Node && currentTarget.contains(relatedTarget);
        if (!inside) setOver(false);
      },
      onDrop: (event: DragEvent) => {
        setOver(false);
        const [file] = event.dataTransfer.files;
        const path = file === undefined ? undefined : pathOf(file);
        if (path === undefined) return;
        // Taken: nobody else is to bring it in.
        event.preventDefault();
        onFolder(path);
      },
    },
  } as const;
}
