import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import { cx } from "./cx";
import { ariaKeys, Kbd, useShownKeys } from "./Kbd";

type Variant = "primary" | "default" | "ghost" | "danger";

const looks: Record<Variant, string> = {
  primary:
    "bg-accent text-on-accent hover:brightness-108 active:brightness-95 border-transparent disabled:bg-raised disabled:text-mute disabled:opacity-100 disabled:brightness-100",
  default: "bg-raised text-text border-line-strong hover:bg-hover active:bg-raised",
  ghost: "bg-transparent text-mute border-transparent hover:bg-hover hover:text-text active:bg-raised",
  danger: "bg-transparent text-fail-text border-line-strong hover:bg-fail-soft active:bg-raised",
};

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly variant?: Variant;
  readonly size?: "sm" | "md";
  /** Fully round ends, for buttons that float over the image. */
  readonly pill?: boolean;
  readonly icon?: ReactNode;
  /** Key combination shown in the button and told to assistive technology. */
  readonly keys?: string | undefined;
  /** The command it carries out: its keys of the moment are shown. */
  readonly command?: string | undefined;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button({
  variant = "default",
  size = "md",
  pill = false,
  icon,
  keys: own,
  command,
  children,
  className,
  ...rest
}: ButtonProps) {
  const keys = useShownKeys(command, own);
  return (
    <button
      type="button"
      {...(keys === undefined ? {} : { "aria-keyshortcuts": ariaKeys(keys) })}
      {...rest}
      className={cx(
        "inline-flex shrink-0 items-center justify-center gap-2 whitespace-nowrap border font-medium transition-colors duration-120",
        size === "md" ? "h-8 px-3 text-base" : "h-[26px] px-2.5 text-sm",
        pill ? "rounded-full" : size === "md" ? "rounded-lg" : "rounded-md",
        looks[variant],
        className,
      )}
    >
      {icon}
      {children}
      <Kbd keys={keys} onAccent={variant === "primary"} />
    </button>
  );
}
