import { DropdownMenu as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cx } from "./cx";
import { Kbd, useShownKeys } from "./Kbd";

interface MenuProps {
  readonly trigger: ReactNode;
  readonly label: string;
  readonly children: ReactNode;
  readonly align?: "start" | "center" | "end";
  readonly side?: "top" | "bottom" | "left" | "right";
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
}

/** A menu of actions under its trigger. */
export function Menu({ trigger, label, children, align = "end", side = "bottom", ...state }: MenuProps) {
  return (
    <Radix.Root modal={false} {...state}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align={align}
          side={side}
          sideOffset={6}
          collisionPadding={8}
          loop
          className="z-40 min-w-52 animate-arrive rounded-xl border border-line-strong bg-panel p-1.5 shadow-pop outline-none"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface MenuItemProps {
  readonly onSelect: () => void;
  readonly children: ReactNode;
  readonly detail?: string;
  readonly icon?: ReactNode;
  readonly keys?: string;
  /** The command it carries out: its keys of the moment are shown. */
  readonly command?: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
}

export function MenuItem({
  onSelect,
  children,
  detail,
  icon,
  keys: own,
  command,
  danger = false,
  disabled = false,
}: MenuItemProps) {
  const keys = useShownKeys(command, own);
  return (
    <Radix.Item
      onSelect={onSelect}
      disabled={disabled}
      className={cx(
        "flex items-start gap-2.5 rounded-md px-2.5 py-1.5 text-base outline-none data-[disabled]:opacity-40 data-[highlighted]:bg-hover",
        danger && "text-fail-text",
      )}
    >
      {icon === undefined ? null : <span className="mt-0.5 text-mute">{icon}</span>}
      <span className="min-w-0 flex-1">
        {children}
        {detail === undefined ? null : <span className="block text-sm text-mute">{detail}</span>}
      </span>
      <Kbd keys={keys} />
    </Radix.Item>
  );
}

export function MenuLine() {
  return <Radix.Separator className="my-1.5 h-px bg-line" />;
}
