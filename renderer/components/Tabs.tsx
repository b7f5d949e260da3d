import { Tabs as Radix } from "radix-ui";
import type { ReactNode } from "react";

interface TabsProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly tabs: readonly { readonly id: T; readonly title: string; readonly body: ReactNode }[];
}

/** A row of tabs over one panel that scrolls by itself. */
export function Tabs<T extends string>({ label, value, onChange, tabs }: TabsProps<T>) {
  const choose = (next: string) => {
    const found = tabs.find((tab) => tab.id === next);
    if (found !== undefined) onChange(found.id);
  };
  return (
    <Radix.Root value={value} onValueChange={choose} className="flex min-h-0 flex-1 flex-col">
      <Radix.List aria-label={label} className="mx-4 mt-4 flex shrink-0 gap-0.5 rounded-lg bg-bg p-[3px]">
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.id}
            value={tab.id}
            className="h-[26px] min-w-0 flex-auto truncate rounded-md px-1 text-sm font-medium text-mute transition-colors duration-120 hover:text-text data-[state=active]:bg-raised data-[state=active]:text-text"
          >
            {tab.title}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content
          key={tab.id}
          value={tab.id}
          className="min-h-0 flex-1 overflow-y-auto px-4 py-4 outline-none"
        >
          {tab.body}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
