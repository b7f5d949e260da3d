import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import { cx } from "./cx";
import { ariaKeys, useShownKeys } from "./Kbd";
import { Tooltip } from "./Tooltip";

interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "children"> {
  readonly label: string;
  readonly icon: ReactNode;
  readonly keys?: string | undefined;
  /** The command it carries out: its keys of the moment are shown. */
  readonly command?: string | undefined;
  readonly side?: "top" | "right" | "bottom" | "left";
  readonly size?: "xs" | "sm" | "md";
  readonly ref?: Ref<HTMLButtonElement>;
}

const sizes = { xs: "size-6 rounded-sm", sm: "size-[26px] rounded-md", md: "size-8 rounded-lg" };

/** A button that is only an icon: named for everyone by `label`, with a tooltip for the eye. */
export function IconButton({
  label,
  icon,
  keys: own,
  command,
  side,
  size = "sm",
  className,
  ...rest
}: IconButtonProps) {
  const keys = useShownKeys(command, own);
  return (
    <Tooltip text={label} keys={keys} {...(side === undefined ? {} : { side })}>
      <button
        type="button"
        aria-label={label}
        {...(keys === undefined ? {} : { "aria-keyshortcuts": ariaKeys(keys) })}
        {...rest}
        className={cx(
          "inline-flex shrink-0 items-center justify-center text-mute transition-colors duration-120 hover:bg-hover hover:text-text aria-pressed:bg-accent-soft aria-pressed:text-accent",
          sizes[size],
          className,
        )}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
