import { ChevronDown } from "lucide-react";
import { cx } from "./cx";

interface SelectProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly options: readonly { readonly id: T; readonly title: string }[];
  readonly id?: string;
  readonly className?: string;
}

/** One of several in a drop-down list: the platform's own, so that every key and screen reader knows it. */
export function Select<T extends string>({ label, value, onChange, options, id, className }: SelectProps<T>) {
  return (
    <span className={cx("relative inline-flex min-w-0", className)}>
      <select
        {...(id === undefined ? {} : { id })}
        aria-label={label}
        value={value}
        onChange={(event) => {
          const found = options.find((option) => option.id === event.target.value);
          if (found !== undefined) onChange(found.id);
        }}
        className="h-[30px] w-full appearance-none truncate rounded-lg border border-line-strong bg-bg pr-8 pl-2.5 text-base text-text outline-none transition-colors duration-120 hover:bg-hover focus-visible:border-accent"
      >
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.title}
          </option>
        ))}
      </select>
      <ChevronDown
        size={13}
        aria-hidden="true"
        className="pointer-events-none absolute top-[9px] right-2.5 text-mute"
      />
    </span>
  );
}
