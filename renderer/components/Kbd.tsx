import { useTranslation } from "react-i18next";
import { useKeysOf } from "../app/keymap";
import { ariaKeys, readable } from "../app/keys";
import { cx } from "./cx";

/** True on systems whose keys are Command and Option. */
export const isMac = typeof navigator !== "undefined" && /Mac/.test(navigator.userAgent);

interface KbdProps {
  readonly keys?: string | undefined;
  /** The command whose keys of the moment are shown instead. */
  readonly command?: string | undefined;
  readonly onAccent?: boolean;
}

/** A key combination, as a hint for the eye; the accessible form is `aria-keyshortcuts` on the control. */
export function Kbd({ keys: own, command, onAccent = false }: KbdProps) {
  // The names of keys follow the language.
  useTranslation();
  const keys = useShownKeys(command, own);
  if (keys === undefined) return null;
  return (
    <span
      aria-hidden="true"
      className={cx(
        "inline-flex h-[18px] shrink-0 items-center gap-1 rounded-sm border px-1.5 font-sans text-xs font-medium",
        onAccent ? "border-current/30" : "border-line-strong text-mute",
      )}
    >
      {readable(keys, isMac).map((part) => (
        <span key={part}>{part}</span>
      ))}
    </span>
  );
}

/** The keys to show on a control: those in force of the command it carries out, else those it names itself. */
export function useShownKeys(command: string | undefined, keys: string | undefined): string | undefined {
  const [first] = useKeysOf(command);
  return command === undefined ? keys : first;
}

export { ariaKeys };
