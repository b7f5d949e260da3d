import type { LinePlace } from "./rows";

/** A column's stretch of the line from what was shown to the call it was shown to. */
export function ShownLine({ place }: { place: LinePlace }) {
  return (
    <>
      {place === "before" || place === "call" ? (
        <span aria-hidden="true" className="absolute top-1/2 right-1/2 left-0 h-px bg-accent" />
      ) : null}
      {place === "before" || place === "first" ? (
        <span aria-hidden="true" className="absolute top-1/2 right-0 left-1/2 h-px bg-accent" />
      ) : null}
    </>
  );
}
