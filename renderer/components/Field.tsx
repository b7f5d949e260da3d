import type { ComponentProps, ReactNode } from "react";
import { useId } from "react";
import { cx } from "./cx";

interface FieldProps {
  readonly label: string;
  readonly help?: ReactNode;
  /** Closer together, in a dialog; the search in the settings passes it over. */
  readonly close?: boolean;
  readonly children: (id: string, helpId: string | undefined) => ReactNode;
}

/** A labelled setting: name and help on the left, the control on the right. */
export function Field({ label, help, close = false, children }: FieldProps) {
  const id = useId();
  const helpId = help === undefined ? undefined : `${id}-help`;
  return (
    <div
      data-setting={close ? undefined : ""}
      className={cx("flex items-center justify-between py-2.5", close ? "gap-6" : "min-h-14 gap-8")}
    >
      <div className={cx("min-w-0", !close && "max-w-80")}>
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

export function TextInput({ className, ...rest }: ComponentProps<"input">) {
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
