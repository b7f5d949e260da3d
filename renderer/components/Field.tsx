import type { InputHTMLAttributes, ReactNode } from "react";
import { useId } from "react";
import { cx } from "./cx";

interface FieldProps {
  readonly label: string;
  readonly help?: ReactNode;
  readonly children: (id: string, helpId: string | undefined) => ReactNode;
}

/** A labelled setting: name and help on the left, the control on the right. */
export function Field({ label, help, children }: FieldProps) {
  const id = useId();
  const helpId = help === undefined ? undefined : `${id}-help`;
  return (
    <div className="flex min-h-14 items-center justify-between gap-8 py-2.5">
      <div className="min-w-0 max-w-80">
        <label htmlFor={id} className="text-base font-medium">
          {label}
        </label>
        {help === undefined ? null : (
          <p id={helpId} className="mt-0.5 text-sm text-mute">
            {help}
          </p>
        )}
      </div>
      <div className="flex min-w-0 shrink-0 flex-col items-end gap-2">{children(id, helpId)}</div>
    </div>
  );
}

export function TextInput({ className, ...rest }: InputHTMLAttributes<HTMLInputElement>) {
  return (
    <input
      {...rest}
      className={cx(
        "h-8 rounded-lg border border-line-strong bg-bg px-2.5 text-base text-text outline-none transition-colors duration-120 focus:border-accent focus-visible:outline-none aria-invalid:border-fail",
        className,
      )}
    />
  );
}
