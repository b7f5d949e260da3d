import { RadioGroup } from "radix-ui";
import { type FocusEvent, type ReactNode, useRef } from "react";
import { cx } from "./cx";

interface SegmentedProps<T extends string> {
  readonly label: string;
  readonly value: T | null;
  readonly onChange: (value: T) => void;
  readonly options: readonly { readonly id: T; readonly title: string; readonly icon?: ReactNode }[];
  readonly className?: string;
  /** Only the icons are seen; the titles name them. */
  readonly bare?: boolean;
}

/** One choice of a few, all of them in sight. */
export function Segmented<T extends string>({
  label,
  value,
  onChange,
  options,
  className,
  bare = false,
}: SegmentedProps<T>) {
  const choose = (next: string) => {
    const found = options.find((option) => option.id === next);
    if (found !== undefined) onChange(found.id);
  };
  const byArrow = useRef(false);
  /** The choice follows the arrow keys here: left to the component it does so only while the key is still down. */
  const follow = (next: T, event: FocusEvent) => {
    const { relatedTarget, currentTarget } = event;
    const within = relatedTarget instanceof Node && currentTarget.parentElement?.contains(relatedTarget);
    if (within !== true || next === value || !byArrow.current) return;
    event.preventDefault();
    onChange(next);
  };
  return (
    <RadioGroup.Root
      aria-label={label}
      value={value ?? ""}
      onValueChange={choose}
      onKeyDownCapture={({ key }) => {
        byArrow.current = key.startsWith("Arrow");
      }}
      className={cx("inline-flex gap-0.5 rounded-lg border border-line bg-bg p-[2px]", className)}
    >
      {options.map((option) => (
        <RadioGroup.Item
          key={option.id}
          value={option.id}
          onFocus={(event) => follow(option.id, event)}
          aria-label={option.title}
          title={bare ? option.title : undefined}
          className="inline-flex h-6 flex-1 items-center justify-center gap-1.5 whitespace-nowrap rounded-md px-2.5 text-sm font-medium text-mute transition-colors duration-120 hover:text-text data-[state=checked]:bg-raised data-[state=checked]:text-text"
        >
          {option.icon}
          {bare ? null : option.title}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
