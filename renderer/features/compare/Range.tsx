import type { KeyboardEvent } from "react";

interface RangeProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** The value in words. */
  readonly words: string;
  readonly onChange: (value: number) => void;
}

const own = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"];

/** A slider of the platform; its keys are its own, all others go on to the studio. */
export function Range({ label, value, min, max, step, words, onChange }: RangeProps) {
  const keep = (event: KeyboardEvent) => {
    if (own.includes(event.key)) event.stopPropagation();
  };
  return (
    <input
      type="range"
      aria-label={label}
      aria-valuetext={words}
      value={value}
      min={min}
      max={max}
      step={step}
      onChange={(event) => onChange(Number(event.target.value))}
      onKeyDown={keep}
      className="h-4 w-36 cursor-default accent-accent"
    />
  );
}
