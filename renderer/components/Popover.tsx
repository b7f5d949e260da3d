import { Popover as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cx } from "./cx";

interface PopoverProps {
  /** The element that opens it; must be a button. */
  readonly trigger: ReactNode;
  readonly label: string;
  readonly children: ReactNode;
  readonly side?: "top" | "bottom";
  readonly align?: "start" | "center" | "end";
  readonly className?: string;
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
}

/** A small panel beside its trigger. Not modal, so that it never inserts styles into the page. */
export function Popover({
  trigger,
  label,
  children,
  side = "top",
  align = "start",
  className,
  ...state
}: PopoverProps) {
  return (
    <Radix.Root {...state}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          data-own-keys=""
          side={side}
          align={align}
          sideOffset={8}
          collisionPadding={10}
          className={cx(
            "z-40 w-72 animate-arrive rounded-xl border border-line-strong bg-panel p-4 text-text shadow-pop outline-none",
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
