import { Tooltip as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { Kbd, useShownKeys } from "./Kbd";

interface TooltipProps {
  readonly text: string;
  readonly keys?: string | undefined;
  /** The command it tells of: its keys of the moment are shown. */
  readonly command?: string | undefined;
  readonly side?: "top" | "right" | "bottom" | "left";
  readonly children: ReactNode;
}

/** Names what an icon does, with its key. The trigger must carry its own accessible name. */
export function Tooltip({ text, keys: own, command, side = "bottom", children }: TooltipProps) {
  const keys = useShownKeys(command, own);
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 flex max-w-72 animate-fade items-center gap-2 rounded-md border border-line-strong bg-raised px-2 py-1 text-sm text-text shadow-pop"
        >
          {text}
          <Kbd keys={keys} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export const TooltipProvider = ({ children }: { children: ReactNode }) => (
  <Radix.Provider delayDuration={450} skipDelayDuration={200} disableHoverableContent>
    {children}
  </Radix.Provider>
);
