import { ariaKeys, readable } from "../app/keys";
import { cx } from "./cx";

const isMac = typeof navigator !== "undefined" && /Mac/.test(navigator.userAgent);

/** A key combination, as a hint for the eye; the accessible form is `aria-keyshortcuts` on the control. */
export function Kbd({ keys, onAccent = false }: { keys: string | undefined; onAccent?: boolean }) {
  if (keys === undefined) return null;
  return (
    <span
      aria-hidden="true"
      className={cx(
        "inline-flex h-[18px] shrink-0 items-center gap-1 rounded-sm border px-1.5 font-sans text-xs font-medium",
        onAccent ? "border-current/30 opacity-80" : "border-line-strong text-mute",
      )}
    >
      {readable(keys, isMac).map((part) => (
        <span key={part}>{part}</span>
      ))}
    </span>
  );
}

export { ariaKeys };
