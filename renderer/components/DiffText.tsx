import { Fragment, useMemo } from "react";
import { type DiffPart, promptDiff } from "./prompt-diff";

/** The words of a change without the spaces around them, so that no mark has ragged ends. */
function split(text: string): { lead: string; words: string; trail: string } {
  const words = text.trim();
  const lead = text.slice(0, text.length - text.trimStart().length);
  return { lead, words, trail: words === "" ? "" : text.slice(text.trimEnd().length) };
}

function Part({ part, next }: { part: DiffPart; next: DiffPart | undefined }) {
  if (part.kind === "same") return part.text;
  const { lead, words, trail } = split(part.text);
  if (part.kind === "added") {
    return (
      <>
        {lead}
        <ins className="rounded-[3px] bg-pass-soft box-decoration-clone px-[3px] py-px text-pass-text no-underline">
          {words}
        </ins>
        {trail}
      </>
    );
  }
  return (
    <>
      {lead}
      <del className="text-removed decoration-removed">{words}</del>
      {next?.kind === "added" ? " " : trail}
    </>
  );
}

/** A long prompt that was replaced as a whole is not worth reading struck through. */
const LONG = 400;

function shortened(parts: readonly DiffPart[]): readonly DiffPart[] {
  const [first, second] = parts;
  const whole = parts.length === 2 && first?.kind === "removed" && second?.kind === "added";
  return whole && first.text.length > LONG ? [second] : parts;
}

/** A prompt with what is new marked and what is gone struck through. */
export function DiffText({ before, after }: { before: string; after: string }) {
  const parts = useMemo(() => shortened(promptDiff(before, after)), [before, after]);
  return (
    <p className="selectable prose-plain text-md">
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one difference never move
        <Fragment key={index}>
          <Part part={part} next={parts[index + 1]} />
        </Fragment>
      ))}
    </p>
  );
}
