import { Switch as Radix } from "radix-ui";

interface SwitchProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
  readonly id?: string;
}

export function Switch({ label, checked, onChange, disabled = false, id }: SwitchProps) {
  return (
    <Radix.Root
      {...(id === undefined ? {} : { id })}
      aria-label={label}
      checked={checked}
      onCheckedChange={onChange}
      disabled={disabled}
      className="relative inline-flex h-[18px] w-[32px] shrink-0 items-center rounded-full border border-line-strong bg-bg transition-colors duration-120 data-[state=checked]:border-transparent data-[state=checked]:bg-accent"
    >
      <Radix.Thumb className="block size-3 translate-x-[3px] rounded-full bg-mute transition-transform duration-120 data-[state=checked]:translate-x-[16px] data-[state=checked]:bg-on-accent" />
    </Radix.Root>
  );
}
