import { Check, Slash, X } from "lucide-react";
import { cx } from "./cx";

export type MarkFace = "pass" | "fail" | "unclear" | "error" | "none" | "waiting" | "unasked";

const faces: Record<MarkFace, string> = {
  pass: "rounded-[5px] bg-pass text-on-pass",
  fail: "rounded-[5px] border-[1.5px] border-fail text-fail",
  unclear: "rounded-full border-[1.5px] border-unsure text-unsure",
  error: "rounded-full border-[1.5px] border-dashed border-unsure text-unsure",
  none: "rounded-[5px] border border-line-strong",
  waiting: "rounded-[5px] border border-line-strong animate-breathe",
  unasked: "rounded-[5px] border-[1.5px] border-dashed border-fail/70 text-mute",
};

function Glyph({ face }: { face: MarkFace }) {
  if (face === "pass") return <Check size={12} strokeWidth={3} />;
  if (face === "fail") return <X size={11} strokeWidth={3} />;
  if (face === "unasked") return <Slash size={9} strokeWidth={2.5} />;
  if (face === "unclear") return <span className="text-xs leading-none font-bold">?</span>;
  if (face === "error") return <span className="text-xs leading-none font-bold">!</span>;
  return null;
}

/** A verdict as shape and colour: filled ✓, outlined ✗, round ?, empty box, dashed with a stroke through: not asked. A dot says it is the designer's own. */
export function Mark({
  face,
  yours = false,
  className,
}: {
  face: MarkFace;
  yours?: boolean;
  className?: string | undefined;
}) {
  return (
    <span
      aria-hidden="true"
      className={cx(
        "mark relative flex size-[18px] shrink-0 items-center justify-center",
        faces[face],
        className,
      )}
    >
      <Glyph face={face} />
      {yours ? (
        <span className="absolute -top-[3px] -right-[3px] size-[7px] rounded-full border border-panel bg-accent" />
      ) : null}
    </span>
  );
}
