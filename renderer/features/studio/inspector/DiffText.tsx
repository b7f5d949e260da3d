import { useMemo } from "react";
import { promptDiff } from "./diff";

/** A prompt with what is new marked and what is gone struck through. */
export function DiffText({ before, after }: { before: string; after: string }) {
  const parts = useMemo(() => promptDiff(before, after), [before, after]);
  return (
    <p className="selectable prose-plain text-md">
      {parts.map((part, index) => {
        const key = `${index}-${part.kind}`;
        if (part.kind === "added") {
          return (
            <ins
              key={key}
              className="rounded-[3px] bg-pass-soft box-decoration-clone px-px text-pass-text no-underline"
            >
              {part.text}
            </ins>
          );
        }
        if (part.kind === "removed") {
          return (
            <del key={key} className="text-removed decoration-removed">
              {part.text.trimEnd()}
              {/\s$/.test(part.text) ? " " : ""}
            </del>
          );
        }
        return <span key={key}>{part.text}</span>;
      })}
    </p>
  );
}
