import type { ReactNode } from "react";
import { cx } from "./cx";

type Tone = "accent" | "pass" | "fail" | "unsure" | "quiet";

const tones: Record<Tone, string> = {
  accent: "bg-accent-soft text-accent",
  pass: "bg-pass-soft text-pass-text",
  fail: "bg-fail-soft text-fail-text",
  unsure: "bg-unsure-soft text-unsure-text",
  quiet: "bg-hover text-mute",
};

interface BadgeProps {
  readonly tone?: Tone;
  /** Gives way where room is short; its content must then be able to be cut. */
  readonly shrinks?: boolean;
  readonly children: ReactNode;
  readonly className?: string;
}

/** A word or two that says how something stands. */
export function Badge({ tone = "quiet", shrinks = false, children, className }: BadgeProps) {
  return (
    <span
      className={cx(
        "inline-flex h-[18px] items-center gap-1 rounded-sm px-1.5 text-xs font-medium whitespace-nowrap",
        shrinks ? "max-w-full min-w-0" : "shrink-0",
        tones[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}
