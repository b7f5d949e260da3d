import { Check } from "lucide-react";
import { RadioGroup } from "radix-ui";

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly options: readonly { readonly id: string; readonly title: string; readonly detail?: string }[];
}

/** One of several, each with a line on what it means. */
export function Choice({ label, value, onChange, options }: ChoiceProps) {
  return (
    <RadioGroup.Root
      aria-label={label}
      value={value}
      onValueChange={onChange}
      className="-mx-2 flex max-h-72 flex-col overflow-y-auto"
    >
      {options.map((option) => (
        <RadioGroup.Item
          key={option.id}
          value={option.id}
          aria-label={option.title}
          className="flex items-start gap-2.5 rounded-lg px-2 py-1.5 text-left transition-colors duration-120 hover:bg-hover"
        >
          <span className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-full border border-line-strong">
            <RadioGroup.Indicator className="text-accent">
              <Check size={11} strokeWidth={3} />
            </RadioGroup.Indicator>
          </span>
          <span className="min-w-0">
            <span className="block text-base">{option.title}</span>
            {option.detail === undefined ? null : (
              <span className="line-clamp-2 text-sm text-mute">{option.detail}</span>
            )}
          </span>
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
